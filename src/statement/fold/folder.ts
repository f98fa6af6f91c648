import { alike, kin, KIN, KIN_OF_FOUNDER, mergeable, Sieve, type Verdict } from './decision.ts'
import { glance, sign, type Signature } from './signature.ts'
import { SignatureCache } from './cache.ts'
import type { Folded, FoldPost, Store } from './store.ts'

/** A text is registered under so many of its keys: the one of its beginning and four more. */
const REGISTERED = 5
/** More if some of its keys are worn out: what is left of it is short, and an edit there breaks several keys at once. */
const REGISTERED_BESIDE_SLOGAN = 10
/** A key under which so many texts stand is worn out (a slogan): it is still looked up, but takes no more. */
const WORN = 20
/** So many candidates of a text are compared, those with most keys in common first. */
const COMPARED = 32
const MORE_THAN_SLOGANS = 100
/** A statement keeps so many different texts for comparing. */
const REPRESENTATIVES = 16
/** A text this like a representative adds nothing as another one. */
const SAME_AS_KNOWN = 0.97

/**
 * Folds posts into statements, strictly one after the other: what becomes of a post depends on the posts before it and on
 * nothing else, so batches of any size give the same statements. A batch only bundles the questions to the store.
 */
export class Folder {
  private readonly store: Store
  private readonly cache: SignatureCache

  constructor(store: Store, cacheWeight?: number) {
    this.store = store
    this.cache = new SignatureCache(cacheWeight)
  }

  async fold(posts: FoldPost[]): Promise<Folded> {
    const exacts = posts.map((post) => glance(post.text))
    const statementOfExact = await this.store.statementsOf([...new Set(exacts)])
    const signatures = new Map<bigint, Signature>()
    for (let i = 0; i < posts.length; i += 1) {
      const exact = exacts[i]!
      if (!statementOfExact.has(exact) && !signatures.has(exact)) signatures.set(exact, sign(posts[i]!.text))
    }
    const batch = await Batch.begin(this.store, this.cache, statementOfExact, signatures)
    for (let i = 0; i < posts.length; i += 1) batch.take(posts[i]!, exacts[i]!)
    return batch.end()
  }
}

interface Qualified {
  statement: number
  best: Verdict
}

/** One batch: what the store knew about its texts, and what its own posts have added since. */
class Batch {
  private readonly cache: SignatureCache
  private readonly statementOfExact: Map<bigint, number>
  private readonly newSignatures: Map<bigint, Signature>
  private readonly byKey: Map<bigint, number[]>
  private readonly statementOf = new Map<number, number>()
  private readonly members = new Map<number, number[]>()
  private readonly texts: Map<number, string>
  private readonly signatures = new Map<number, Signature>()
  private readonly alias = new Map<number, number>()
  private readonly taken: number[] = []
  private readonly founded = new Set<number>()
  private readonly added = new Map<number, bigint[]>()
  private readonly gone = new Set<number>()
  private readonly retired: number[] = []
  private readonly newExacts: { exact: bigint; number: number }[] = []

  static async begin(
    store: Store,
    cache: SignatureCache,
    statementOfExact: Map<bigint, number>,
    signatures: Map<bigint, Signature>,
  ): Promise<Batch> {
    const keys = new Set<bigint>()
    for (const signature of signatures.values()) for (const key of signature.keys) keys.add(key)
    const { byKey, representatives } = keys.size > 0 ? await store.candidates([...keys]) : nothingKnown()
    const batch = new Batch(cache, statementOfExact, signatures, byKey)
    const missing: number[] = []
    for (const { number, statement } of representatives) {
      batch.statementOf.set(number, statement)
      const members = batch.members.get(statement)
      if (members) members.push(number)
      else batch.members.set(statement, [number])
      const known = cache.get(number)
      if (known) batch.signatures.set(number, known)
      else missing.push(number)
    }
    for (const members of batch.members.values()) members.sort((a, b) => a - b)
    if (missing.length > 0) for (const [number, text] of await store.texts(missing)) batch.texts.set(number, text)
    return batch
  }

  private constructor(
    cache: SignatureCache,
    statementOfExact: Map<bigint, number>,
    newSignatures: Map<bigint, Signature>,
    byKey: Map<bigint, number[]>,
  ) {
    this.cache = cache
    this.statementOfExact = statementOfExact
    this.newSignatures = newSignatures
    this.byKey = byKey
    this.texts = new Map()
  }

  take(post: FoldPost, exact: bigint): void {
    const known = this.statementOfExact.get(exact)
    if (known !== undefined) {
      this.taken.push(known)
      return
    }
    const signature = this.newSignatures.get(exact)!
    const qualified = this.qualified(signature)
    const first = qualified[0]
    const statement = first ? this.join(first, qualified) : this.found(post.number)
    if (!first || this.addsToKnown(signature, first, statement)) this.represent(post.number, statement, signature)
    this.statementOfExact.set(exact, statement)
    this.newExacts.push({ exact, number: post.number })
    this.taken.push(statement)
  }

  end(): Folded {
    const merges: Folded['merges'] = []
    for (const from of this.alias.keys()) {
      if (!this.founded.has(from)) merges.push({ from, into: this.root(from) })
    }
    const representatives: Folded['representatives'] = []
    for (const [number, keys] of this.added) {
      representatives.push({ number, statement: this.root(this.statementOf.get(number)!), keys })
    }
    return {
      statements: this.taken.map((statement) => this.root(statement)),
      founded: [...this.founded].filter((statement) => !this.alias.has(statement)),
      merges,
      representatives,
      retired: this.retired,
      exacts: this.newExacts.map(({ exact, number }) => ({
        exact,
        number,
        statement: this.root(this.statementOfExact.get(exact)!),
      })),
    }
  }

  /** The statements that the text may join, the most alike first; among equals the older. */
  private qualified(signature: Signature): Qualified[] {
    const candidates = this.candidates(signature)
    if (candidates.length === 0) return []
    const best = new Map<number, Verdict>()
    sieve.set(signature)
    for (const number of candidates) {
      const known = this.signatureOf(number)
      if (!sieve.lets(known)) continue
      const verdict = alike(signature, known)
      if (!verdict.together) continue
      const statement = this.root(this.statementOf.get(number)!)
      const before = best.get(statement)
      if (!before || stronger(verdict, before)) best.set(statement, verdict)
    }
    if (best.size === 0) return []
    const ranked = [...best].map(([statement, verdict]) => ({ statement, best: verdict }))
    ranked.sort((a, b) => b.best.likeness - a.best.likeness || a.statement - b.statement)
    return ranked.filter(({ statement, best: found }) => this.fits(signature, statement, found.reason === 'cut'))
  }

  /** Representatives under the text's keys: those with most keys in common first (slogans last), among equals the older. */
  private candidates(signature: Signature): number[] {
    const votes = new Map<number, number>()
    for (const key of signature.keys) {
      const under = this.under(key)
      const vote = under.length < WORN ? MORE_THAN_SLOGANS : 1
      for (const number of under) votes.set(number, (votes.get(number) ?? 0) + vote)
    }
    const numbers = [...votes.keys()]
    if (numbers.length > 1) numbers.sort((a, b) => votes.get(b)! - votes.get(a)! || a - b)
    return numbers.length > COMPARED ? numbers.slice(0, COMPARED) : numbers
  }

  private under(key: bigint): number[] {
    const numbers = this.byKey.get(key)
    if (!numbers) return empty
    return this.gone.size > 0 ? numbers.filter((number) => !this.gone.has(number)) : numbers
  }

  /** Against drift: the text must be kin of everything that stands for the statement, and more so of its first text. */
  private fits(signature: Signature, statement: number, onlyByCut: boolean): boolean {
    const members = this.members.get(statement)!
    for (const number of members) {
      const found = alike(signature, this.signatureOf(number))
      if (!kin(found, number === members[0] ? KIN_OF_FOUNDER : KIN)) return false
      if (onlyByCut && !mergeable(found)) return false
    }
    return true
  }

  private join(first: Qualified, qualified: Qualified[]): number {
    let statement = first.statement
    for (let i = 1; i < qualified.length; i += 1) {
      const other = qualified[i]!.statement
      if (this.mergeable(statement, other)) statement = this.merge(statement, other)
    }
    return statement
  }

  private mergeable(a: number, b: number): boolean {
    for (const one of this.members.get(a)!) {
      for (const other of this.members.get(b)!) {
        if (!mergeable(alike(this.signatureOf(one), this.signatureOf(other)))) return false
      }
    }
    return true
  }

  /** The older statement survives. */
  private merge(a: number, b: number): number {
    const into = Math.min(a, b)
    const from = Math.max(a, b)
    this.alias.set(from, into)
    const members = [...this.members.get(into)!, ...this.members.get(from)!].sort((x, y) => x - y)
    this.members.delete(from)
    for (const number of members.splice(REPRESENTATIVES)) {
      this.gone.add(number)
      if (!this.added.delete(number)) this.retired.push(number)
    }
    this.members.set(into, members)
    return into
  }

  private found(number: number): number {
    this.founded.add(number)
    this.members.set(number, [])
    return number
  }

  private addsToKnown(signature: Signature, joined: Qualified, statement: number): boolean {
    const members = this.members.get(statement)!
    if (members.length >= REPRESENTATIVES) return false
    if (joined.best.likeness < SAME_AS_KNOWN) return true
    // A cut copy stands for longer texts, and a number or a negation keeps others away: that must not be forgotten.
    return !members.some((number) => saysAsMuch(this.signatureOf(number), signature))
  }

  private represent(number: number, statement: number, signature: Signature): void {
    const keys: bigint[] = []
    let most = REGISTERED
    for (const key of signature.keys) {
      const under = this.under(key)
      if (under.length >= WORN) {
        most = REGISTERED_BESIDE_SLOGAN
        continue
      }
      this.byKey.set(key, [...under, number])
      keys.push(key)
      if (keys.length >= most) break
    }
    this.added.set(number, keys)
    this.statementOf.set(number, statement)
    this.members.get(statement)!.push(number)
    this.signatures.set(number, signature)
    this.cache.set(number, signature)
  }

  private signatureOf(number: number): Signature {
    const known = this.signatures.get(number)
    if (known) return known
    const text = this.texts.get(number)
    if (text === undefined) throw new Error(`the text of representative ${number} was not fetched`)
    const signature = sign(text)
    this.signatures.set(number, signature)
    this.cache.set(number, signature)
    return signature
  }

  private root(statement: number): number {
    let at = statement
    for (let next = this.alias.get(at); next !== undefined; next = this.alias.get(at)) at = next
    return at
  }
}

/** A cut copy may belong to several wholes, so likeness comes first. */
function stronger(a: Verdict, b: Verdict): boolean {
  if ((a.reason === 'cut') !== (b.reason === 'cut')) return b.reason === 'cut'
  return a.likeness > b.likeness
}

const empty: number[] = []
const sieve = new Sieve()

function nothingKnown(): { byKey: Map<bigint, number[]>; representatives: [] } {
  return { byKey: new Map(), representatives: [] }
}

function saysAsMuch(known: Signature, signature: Signature): boolean {
  if (signature.head > 0 && known.head === 0) return false
  if (signature.negationAt >= 0 !== known.negationAt >= 0) return false
  return sameNumbers(known.numbers, signature.numbers)
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
