/** A seeded source of chance: the same seed gives the same numbers on every machine. */
export class Chance {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(seed: number) {
    this.#a = 0x9e3779b9
    this.#b = 0x243f6a88
    this.#c = seed | 0
    this.#d = 1
    for (let i = 0; i < 12; i++) this.next()
  }

  /** At least 0, less than 1 (sfc32). */
  next(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t | 0
    return (t >>> 0) / 4294967296
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  /** An entry of a weighted list: `[['x', 46], ['sms', 6]]`. */
  weighted<T>(list: readonly (readonly [T, number])[]): T {
    let total = 0
    for (const [, weight] of list) total += weight
    let left = this.next() * total
    for (const [value, weight] of list) {
      left -= weight
      if (left < 0) return value
    }
    return list[list.length - 1]![0]
  }
}

/** 32 bits that depend on every character of a text: what a saying consists of decides how it reads. */
export function hash(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h, 0x51ab)
}

export function mix(a: number, b: number): number {
  let h = (a ^ Math.imul(b + 0x9e3779b9, 0x85ebca6b)) | 0
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}
