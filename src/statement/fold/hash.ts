/**
 * The hashes that folding writes into the database. They depend on nothing but the code points, so that any version, any
 * machine and any other program can compute them again: two 32-bit lanes, each multiplied by an odd constant and rotated
 * per code point, and mixed at the end by the finaliser of MurmurHash3 (public domain). Not cryptographic.
 */
const FIRST = 0x9e3779b1 | 0
const SECOND = 0x85ebca77 | 0

export class Hash {
  high = 0
  low = 0

  /** Hash of `points[from, to)`. `seed` keeps hashes made for different purposes apart. */
  of(points: Int32Array, from: number, to: number, seed: number): this {
    let a = seed ^ 0x243f6a88
    let b = seed ^ 0x13198a2e
    for (let i = from; i < to; i += 1) {
      const point = points[i]!
      a = Math.imul(a ^ point, FIRST)
      a = (a << 13) | (a >>> 19)
      b = Math.imul(b ^ point, SECOND)
      b = (b << 17) | (b >>> 15)
    }
    const length = to - from
    this.high = mix(a ^ length)
    this.low = mix(b ^ this.high)
    return this
  }

  /** The same as a signed 64-bit number, as PostgreSQL's int8 holds it. */
  get int8(): bigint {
    halves[0] = this.low
    halves[1] = this.high
    return whole[0]!
  }
}

// Little-endian, as every machine that node runs on is.
const whole = new BigInt64Array(1)
const halves = new Int32Array(whole.buffer)

export function mix(hash: number): number {
  let h = hash
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
