import type { Reader } from '#core/index.ts'

/** Numbers read in one go when this process has not folded them itself: about a tenth of a second. */
const stride = 50_000
/** Bits for a post: it brings some five keys, so that one question in ten or fewer is asked in vain. */
const bitsPerPost = 64

/**
 * Which keys of a campaign stand in the database at all: a bitmap of some 8 MB for a million posts. Most keys of a new text are new,
 * and asking the index for them costs more than all the others together. It only ever says too much: keys that were taken away
 * stay in it.
 */
export class Presence {
  readonly #campaignId: string
  #bits: Uint32Array
  #mask: number
  /** All representatives with smaller numbers are in it. */
  #upTo = 1

  constructor(campaignId: string, nextNumber: number) {
    this.#campaignId = campaignId
    const size = 2 ** Math.ceil(Math.log2(Math.max(nextNumber * 2, 65_536) * bitsPerPost))
    this.#mask = Math.min(size, 2 ** 31) - 1
    this.#bits = new Uint32Array((this.#mask + 1) / 32)
  }

  /** Reads on in what others have folded. True when it knows everything before `nextNumber`. */
  async catchUp(reader: Reader, nextNumber: number): Promise<boolean> {
    if (nextNumber * bitsPerPost > this.#mask * 2) this.#grow(nextNumber)
    if (this.#upTo >= nextNumber) return true
    const end = Math.min(nextNumber, this.#upTo + stride)
    const rows = await reader.rows<{ keys: string[] }>(
      `select keys from fold_representative where campaign_id = $1 and number >= $2 and number < $3`, [this.#campaignId, this.#upTo, end])
    for (const row of rows) for (const key of row.keys) this.add(BigInt(key))
    this.#upTo = end
    return end === nextNumber
  }

  /** What this process has just folded itself. Nothing is gained while something before it is missing. */
  extend(from: number, to: number, keys: Iterable<bigint>): void {
    for (const key of keys) this.add(key)
    if (this.#upTo === from) this.#upTo = to
  }

  add(key: bigint): void {
    const bit = low(key) & this.#mask
    this.#bits[bit >>> 5]! |= 1 << (bit & 31)
  }

  has(key: bigint): boolean {
    const bit = low(key) & this.#mask
    return (this.#bits[bit >>> 5]! & (1 << (bit & 31))) !== 0
  }

  #grow(nextNumber: number): void {
    const larger = new Presence(this.#campaignId, nextNumber)
    this.#bits = larger.#bits
    this.#mask = larger.#mask
    this.#upTo = 1
  }
}

// Little-endian, as every machine that node runs on is. Arithmetic on bigints takes ten times as long.
const whole = new BigInt64Array(1)
const halves = new Int32Array(whole.buffer)

function low(key: bigint): number {
  whole[0] = key
  return halves[0]!
}
