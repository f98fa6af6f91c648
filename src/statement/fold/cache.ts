import { Outlines } from './outline.ts'
import type { Signature } from './signature.ts'

/**
 * Signatures of representatives that were met lately, bounded by their size. Two generations: when the young one is full
 * it becomes the old one, and what is still asked for moves over. What it holds can never change a decision,
 * as long as the statements are forgotten (`Outlines.forgetStatements`) when people have moved texts from one to another.
 */
export class SignatureCache {
  /** Of many more texts, since one takes 96 bytes: 13 MB. With twice as many a million posts were folded no faster. */
  readonly outlines = new Outlines(2 ** 17)
  private readonly weight: number
  private young = new Map<number, Signature>()
  private old = new Map<number, Signature>()
  private load = 0

  /** `weight` is in array elements (4 bytes each) per generation. */
  constructor(weight = 5_000_000) {
    this.weight = weight
  }

  get(number: number): Signature | undefined {
    const young = this.young.get(number)
    if (young) return young
    const old = this.old.get(number)
    if (old) this.set(number, old)
    return old
  }

  set(number: number, signature: Signature): void {
    if (this.load > this.weight) {
      this.old = this.young
      this.young = new Map()
      this.load = 0
    }
    this.young.set(number, signature)
    const { full, body } = signature
    this.load += 100 + signature.points.length + full.length + (body === full ? 0 : body.length) + signature.words.length
  }
}
