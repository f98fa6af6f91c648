import type { Transactor } from '#core/index.ts'

// Buffers are used again: a megabyte for each copy of each batch would be a gigabyte a minute for the garbage collector.
const firstSize = 1 << 19
const largestSpare = 1 << 21
const spare: Buffer[] = []
const none = Buffer.alloc(0)

/**
 * Rows for `copy ... from stdin (format binary)`: on 1,000 rows of a post it costs a third of what `unnest` costs, since
 * nothing is quoted here and nothing parsed there. A column is one call, in the order of the statement.
 */
export class BinaryRows {
  #bytes = spare.pop() ?? Buffer.allocUnsafe(firstSize)
  #at = 0
  count = 0

  constructor() {
    this.#bytes.write('PGCOPY\n\xff\r\n\0', 0, 'latin1')
    this.#bytes.fill(0, 11, 19)
    this.#at = 19
  }

  row(columns: number): void {
    this.#room(2)
    this.#at = this.#bytes.writeInt16BE(columns, this.#at)
    this.count += 1
  }

  null(): void {
    this.#room(4)
    this.#at = this.#bytes.writeInt32BE(-1, this.#at)
  }

  text(value: string | null | undefined): void {
    if (value === null || value === undefined) return this.null()
    this.#room(4 + value.length * 3)
    const written = this.#bytes.write(value, this.#at + 4)
    this.#bytes.writeInt32BE(written, this.#at)
    this.#at += 4 + written
  }

  bytes(value: Uint8Array | null | undefined): void {
    if (value === null || value === undefined) return this.null()
    this.#room(4 + value.length)
    this.#at = this.#bytes.writeInt32BE(value.length, this.#at)
    this.#bytes.set(value, this.#at)
    this.#at += value.length
  }

  /** 16 bytes (see `uuidBytes`), or the text form. */
  uuid(value: Uint8Array | string | null | undefined): void {
    if (typeof value !== 'string') return this.bytes(value)
    this.#room(20)
    this.#at = this.#bytes.writeInt32BE(16, this.#at)
    this.#at = writeUuid(this.#bytes, value, this.#at)
  }

  bool(value: boolean | null | undefined): void {
    if (value === null || value === undefined) return this.null()
    this.#room(5)
    this.#at = this.#bytes.writeInt32BE(1, this.#at)
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at)
  }

  int4(value: number | null | undefined): void {
    if (value === null || value === undefined) return this.null()
    this.#room(8)
    this.#at = this.#bytes.writeInt32BE(4, this.#at)
    this.#at = this.#bytes.writeInt32BE(value, this.#at)
  }

  /** A whole number up to 2^53. */
  int8(value: number): void {
    this.#room(12)
    this.#at = this.#bytes.writeInt32BE(8, this.#at)
    this.#at = this.#bytes.writeInt32BE(Math.floor(value / 0x1_0000_0000), this.#at)
    this.#at = this.#bytes.writeInt32BE(value | 0, this.#at)
  }

  bigint(value: bigint): void {
    this.#room(12)
    this.#at = this.#bytes.writeInt32BE(8, this.#at)
    this.#at = this.#bytes.writeBigInt64BE(value, this.#at)
  }

  bigintArray(values: readonly bigint[]): void {
    this.#room(24 + values.length * 12)
    this.#at = this.#bytes.writeInt32BE(values.length === 0 ? 12 : 20 + values.length * 12, this.#at)
    this.#at = this.#bytes.writeInt32BE(values.length === 0 ? 0 : 1, this.#at) // dimensions
    this.#at = this.#bytes.writeInt32BE(0, this.#at) // no nulls
    this.#at = this.#bytes.writeInt32BE(20, this.#at) // oid of bigint
    if (values.length === 0) return
    this.#at = this.#bytes.writeInt32BE(values.length, this.#at)
    this.#at = this.#bytes.writeInt32BE(1, this.#at) // lower bound
    for (const value of values) this.bigint(value)
  }

  float8(value: number | null | undefined): void {
    if (value === null || value === undefined) return this.null()
    this.#room(12)
    this.#at = this.#bytes.writeInt32BE(8, this.#at)
    this.#at = this.#bytes.writeDoubleBE(value, this.#at)
  }

  /** A timestamptz: microseconds since the year 2000. */
  time(value: Date): void {
    this.int8((value.getTime() - 946_684_800_000) * 1_000)
  }

  jsonb(value: unknown): void {
    if (value === null || value === undefined) return this.null()
    const text = Buffer.from(JSON.stringify(value))
    this.#room(5 + text.length)
    this.#at = this.#bytes.writeInt32BE(text.length + 1, this.#at)
    this.#at = this.#bytes.writeUInt8(1, this.#at)
    this.#bytes.set(text, this.#at)
    this.#at += text.length
  }

  textArray(values: readonly string[] | null | undefined): void {
    if (!values || values.length === 0) return this.null()
    this.#room(24 + values.reduce((sum, value) => sum + 4 + value.length * 3, 0))
    const start = this.#at
    let at = this.#bytes.writeInt32BE(1, start + 4) // dimensions
    at = this.#bytes.writeInt32BE(0, at) // no nulls
    at = this.#bytes.writeInt32BE(25, at) // oid of text
    at = this.#bytes.writeInt32BE(values.length, at)
    at = this.#bytes.writeInt32BE(1, at) // lower bound
    for (const value of values) {
      const written = this.#bytes.write(value, at + 4)
      this.#bytes.writeInt32BE(written, at)
      at += 4 + written
    }
    this.#bytes.writeInt32BE(at - start - 4, start)
    this.#at = at
  }

  /** As `textArray`, for a column that knows no null. */
  textArrayOrEmpty(values: readonly string[]): void {
    if (values.length > 0) return this.textArray(values)
    this.#room(16)
    this.#at = this.#bytes.writeInt32BE(12, this.#at)
    this.#at = this.#bytes.writeInt32BE(0, this.#at)
    this.#at = this.#bytes.writeInt32BE(0, this.#at)
    this.#at = this.#bytes.writeInt32BE(25, this.#at)
  }

  /** The whole message; the rows are spent after it. */
  take(): Buffer {
    this.#room(2)
    this.#at = this.#bytes.writeInt16BE(-1, this.#at)
    return this.#bytes.subarray(0, this.#at)
  }

  /** Gives the memory back for the next rows. */
  release(): void {
    if (spare.length < 8 && this.#bytes.length <= largestSpare) spare.push(this.#bytes)
    this.#bytes = none
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes))
    this.#bytes.copy(larger, 0, 0, this.#at)
    this.#bytes = larger
  }
}

/** `table (column, ...)` takes all rows. Fails like any statement, and then undoes all of them. */
export async function copyRows(t: Transactor, into: string, rows: BinaryRows): Promise<void> {
  await t.copy(`copy ${into} from stdin (format binary)`, rows.take())
  // Not after a failure: the connection may still be sending them.
  rows.release()
}

export function uuidBytes(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(16)
  writeUuid(bytes, text, 0)
  return bytes
}

export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Returns where the next byte goes. Digit by digit: taking the hyphens out first makes nine strings of it, and a post has six ids. */
function writeUuid(bytes: Buffer, text: string, at: number): number {
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) i += 1
    bytes[at++] = (hexDigit(text.charCodeAt(i)) << 4) | hexDigit(text.charCodeAt(i + 1))
  }
  return at
}

/** Of 0-9, a-f and A-F. */
function hexDigit(code: number): number {
  return code <= 57 ? code - 48 : (code | 32) - 87
}
