import type { SignatureCache } from './cache.ts'
import { Known } from './known.ts'
import { glance, sign, type Signature } from './signature.ts'
import type { Store } from './store.ts'

/**
 * What a batch needs of its texts and what changes nothing of what becomes of them, found out before its turn: hashes, signatures, and, in
 * the cache, what they will be compared with.
 */
export class Looked {
  readonly exacts = new Map<string, bigint>()
  /** By the text: another one with the same hash may name other names. */
  readonly signatures = new Map<string, Signature>()

  static async at(texts: string[], store: Store, cache: SignatureCache): Promise<Looked> {
    const looked = new Looked()
    for (const text of texts) looked.exacts.set(text, glance(text))
    const statementOfExact = await store.statementsOf([...new Set(looked.exacts.values())])
    const signatures = new Map<bigint, Signature>()
    for (const [text, exact] of looked.exacts) {
      if (statementOfExact.has(exact) || signatures.has(exact)) continue
      const signature = sign(text)
      signatures.set(exact, signature)
      looked.signatures.set(text, signature)
    }
    await Known.about(store, cache, signatures)
    return looked
  }
}
