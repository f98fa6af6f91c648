import { recordBytes, tooLong, type Piece } from '#core/table/index.ts'

const lf = 0x0a

/** Lines out of a stream of bytes, for JSON lines. A line over the bound is rejected without being kept in memory. */
export class LineSplitter {
  readonly #limit: number
  #rest: Buffer = Buffer.alloc(0)
  #line = 1
  #dropping = false

  constructor(limit: number = recordBytes) {
    this.#limit = limit
  }

  push(chunk: Buffer): Piece[] {
    return this.#take(this.#rest.length ? Buffer.concat([this.#rest, chunk]) : chunk, false)
  }

  end(): Piece[] {
    return this.#take(this.#rest, true)
  }

  #take(bytes: Buffer, last: boolean): Piece[] {
    const pieces: Piece[] = []
    let at = 0
    while (at < bytes.length) {
      const found = bytes.indexOf(lf, at)
      if (found < 0 && !last && !this.#dropping && bytes.length - at <= this.#limit) break
      const end = found < 0 ? bytes.length : found
      if (!this.#dropping) {
        const line = bytes.subarray(at, end)
        if (line.length > this.#limit)
          pieces.push({ line: this.#line, bytes: line.subarray(0, 1000), reject: tooLong(this.#limit) })
        else if (!blank(line)) pieces.push({ line: this.#line, bytes: withoutCr(line) })
      }
      this.#dropping = found < 0 && !last
      if (found >= 0) this.#line++
      at = found < 0 ? bytes.length : found + 1
    }
    this.#rest = Buffer.from(bytes.subarray(at))
    return pieces
  }
}

function blank(line: Buffer): boolean {
  for (const byte of line) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  return true
}

function withoutCr(line: Buffer): Buffer {
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line
}
