import type { Reader } from '#core/index.ts'

/*
 * Keys stand in the index by era of 2^18 posts. They are hashes, so that without eras every new one would go to another page of an
 * index of hundreds of megabytes, and after each checkpoint each of those pages would be logged whole: at a million posts that was
 * more than all the rest. Within an era the index stays small enough to be at hand.
 */
const eraBits = 18
const bitmapBits = 24

/** The era of a post's number. */
export function eraOf(number: number): number {
  return Math.floor(number / 2 ** eraBits)
}

/** Numbers read in one go when this process has not folded them itself: about a tenth of a second. */
const stride = 50_000

/** A representative with its keys as PostgreSQL writes an array. */
interface Keyed {
  number: string
  keys: string
}

/**
 * In which eras a key stands at all: a bitmap of 2 MB for each era, so that hardly an index page is read in vain although most keys
 * of a new text are new. It only ever says too much: keys that were taken away stay in it.
 */
export class Presence {
  readonly #campaignId: string
  readonly #eras: Uint32Array[] = []
  /** All representatives with smaller numbers are in it. */
  #upTo = 1
  /** Older texts that came to stand for a statement afterwards are in it up to this. */
  #refolded = 0

  constructor(campaignId: string) {
    this.#campaignId = campaignId
  }

  /** Reads on in what others have folded. True when it knows everything before `nextNumber`. */
  async catchUp(reader: Reader, nextNumber: number, refolded: number): Promise<boolean> {
    if (this.#refolded < refolded) await this.#addAppointed(reader, refolded)
    if (this.#upTo >= nextNumber) return true
    const end = Math.min(nextNumber, this.#upTo + stride)
    this.#add(await reader.rows<Keyed>(
      `select number, keys::text from fold_representative where campaign_id = $1 and number >= $2 and number < $3`, [this.#campaignId, this.#upTo, end]))
    this.#upTo = end
    return end === nextNumber
  }

  /** What this process has just folded itself. Nothing is gained while something before it is missing. */
  extend(from: number, to: number, representatives: { number: number; keys: bigint[] }[]): void {
    for (const { number, keys } of representatives) {
      const bits = this.#bitsOf(number)
      for (const key of keys) {
        const bit = lowBits(key)
        bits[bit >>> 5]! |= 1 << (bit & 31)
      }
    }
    if (this.#upTo === from) this.#upTo = to
  }

  erasWith(key: bigint): number[] {
    const bit = lowBits(key)
    const eras: number[] = []
    for (let era = 0; era < this.#eras.length; era++) {
      if ((this.#eras[era]![bit >>> 5]! & (1 << (bit & 31))) !== 0) eras.push(era)
    }
    return eras
  }

  async #addAppointed(reader: Reader, refolded: number): Promise<void> {
    const rows = await reader.rows<Keyed>(
      `select number, keys::text from fold_representative where campaign_id = $1 and appointed > $2`, [this.#campaignId, this.#refolded])
    this.#add(rows)
    this.#refolded = refolded
  }

  #add(rows: Keyed[]): void {
    for (const row of rows) {
      const bits = this.#bitsOf(Number(row.number))
      forLowBits(row.keys, (bit) => (bits[bit >>> 5]! |= 1 << (bit & 31)))
    }
  }

  #bitsOf(number: number): Uint32Array {
    const era = eraOf(number)
    while (this.#eras.length <= era) this.#eras.push(new Uint32Array(2 ** (bitmapBits - 5)))
    return this.#eras[era]!
  }
}

// Little-endian, as every machine that node runs on is. Arithmetic on bigints takes ten times as long.
const whole = new BigInt64Array(1)
const halves = new Int32Array(whole.buffer)

function lowBits(key: bigint): number {
  whole[0] = key
  return halves[0]! & (2 ** bitmapBits - 1)
}

/** The same for each number of an array as PostgreSQL writes it: as bigints they cost a process that begins beside a million posts a second. */
export function forLowBits(array: string, take: (bits: number) => void): void {
  let bits = 0
  let sign = 1
  for (let i = 1; i < array.length; i += 1) {
    const unit = array.charCodeAt(i)
    if (unit === MINUS) {
      sign = -1
    } else if (unit === COMMA || unit === END) {
      if (i > 1) take((sign * bits) & (2 ** bitmapBits - 1))
      bits = 0
      sign = 1
    } else {
      bits = (bits * 10 + unit - ZERO) & (2 ** bitmapBits - 1)
    }
  }
}

const [MINUS, COMMA, ZERO, END] = [45, 44, 48, 125]
