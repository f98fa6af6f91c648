import type { ByHand } from './by-hand.ts'
import { alike, Comparison, kin, KIN, KIN_OF_FOUNDER, mergeable, saysAsMuch } from './decision.ts'
import { glance, sign, type Signature } from './signature.ts'
import { SignatureCache } from './cache.ts'
import { outlineOf } from './outline.ts'
import { Known, NotFetched, ranked, WORN } from './known.ts'
import { better, type Qualified } from './qualified.ts'
import type { Folded, FoldPost, Store } from './store.ts'

/** A text is registered under so many of its keys: the one of its beginning and four more. */
const REGISTERED = 5
/** More if some of its keys are worn out: what is left of it is short, and an edit there breaks several keys at once. */
const REGISTERED_BESIDE_SLOGAN = 10
/** A statement keeps so many different texts for comparing. */
export const REPRESENTATIVES = 16
/** More where people drew the line: what stands on either side of it says where it runs. */
export const REPRESENTATIVES_BY_HAND = 32
/** A text this like a representative adds nothing as another one. */
const SAME_AS_KNOWN = 0.97

/**
 * Folds posts into statements, strictly one after the other: what becomes of a post depends on the posts before it and on
 * nothing else, so batches of any size give the same statements. A batch only bundles the questions to the store.
 */
export class Folder {
  private readonly store: Store
  private readonly cache: SignatureCache

  constructor(store: Store, cache = new SignatureCache()) {
    this.store = store
    this.cache = cache
  }

  async fold(posts: FoldPost[]): Promise<Folded> {
    const exacts = posts.map(({ text }) => glance(text))
    const statementOfExact = await this.store.statementsOf([...new Set(exacts)])
    const signatures = new Map<bigint, Signature>()
    for (let i = 0; i < posts.length; i += 1) {
      const exact = exacts[i]!
      if (!statementOfExact.has(exact) && !signatures.has(exact)) signatures.set(exact, sign(posts[i]!.text))
    }
    const known = await Known.about(this.store, this.cache, signatures)
    const batch = new Batch(known, this.cache, statementOfExact, signatures, this.store.byHand)
    for (let i = 0; i < posts.length; ) {
      // What will be needed was foreseen from the state before the batch. Where the batch's own posts lead elsewhere, that is fetched and
      // the post is taken again: it has changed nothing yet.
      try {
        batch.take(posts[i]!, exacts[i]!)
        i += 1
      } catch (error) {
        if (!(error instanceof NotFetched)) throw error
        await known.fetch(error)
      }
    }
    return batch.end()
  }
}

/** One batch: what is known of the state before it, and what its own posts have added since. */
class Batch {
  private readonly known: Known
  private readonly cache: SignatureCache
  private readonly statementOfExact: Map<bigint, number>
  private readonly newSignatures: Map<bigint, Signature>
  private readonly byHand: ByHand | undefined
  /** Only where the batch differs from what is known. */
  private readonly byKey = new Map<bigint, number[]>()
  private readonly statementOf = new Map<number, number>()
  private readonly members = new Map<number, number[]>()
  private readonly signatures = new Map<number, Signature>()
  private readonly alias = new Map<number, number>()
  private readonly taken: number[] = []
  private readonly founded = new Set<number>()
  private readonly added = new Map<number, { keys: bigint[]; outline: Int32Array }>()
  private readonly gone = new Set<number>()
  private readonly retired: number[] = []
  private readonly newExacts: { exact: bigint; number: number }[] = []

  constructor(known: Known, cache: SignatureCache, statementOfExact: Map<bigint, number>, newSignatures: Map<bigint, Signature>, byHand: ByHand | undefined) {
    this.known = known
    this.cache = cache
    this.statementOfExact = statementOfExact
    this.newSignatures = newSignatures
    this.byHand = byHand
  }

  /** Throws `NotFetched` only while it looks, before anything is changed: `fits` has seen all of what `join` compares. */
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
    this.known.end()
    const merges: Folded['merges'] = []
    for (const from of this.alias.keys()) {
      if (!this.founded.has(from)) merges.push({ from, into: this.root(from) })
    }
    const representatives: Folded['representatives'] = []
    for (const [number, { keys, outline }] of this.added) {
      const statement = this.root(this.statementOf.get(number)!)
      this.cache.outlines.set(number, outline, statement)
      representatives.push({ number, statement, keys, outline })
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
    const best = new Map<number, Qualified>()
    const compared = this.known.worthComparing(outlineOf(signature), candidates, this.signatures)
    if (compared.length === 0) return []
    comparison.with(signature)
    for (const number of compared) {
      const verdict = comparison.alike(this.signatureOf(number))
      if (verdict.together) better(best, this.root(this.statementOfNumber(number)), verdict, number)
    }
    if (best.size === 0) return []
    if (this.byHand) this.askFamilies(this.byHand, best)
    const ranked = [...best.values()]
    ranked.sort((a, b) => b.best.likeness - a.best.likeness || a.statement - b.statement)
    return ranked.filter((one) => this.fits(signature, one))
  }

  /** Of statements that people took apart only one may be joined, though it were no candidate; what does not fit there founds one of its own. */
  private askFamilies(byHand: ByHand, best: Map<number, Qualified>): void {
    for (const family of byHand.familiesOf(best.keys())) {
      const missing = family.filter((statement) => !this.members.has(statement) && !this.known.has(statement))
      if (missing.length > 0) throw new NotFetched({ statements: missing })
      let nearest = { statement: NaN, likeness: -1 }
      for (const statement of family) {
        for (const number of this.membersOf(statement)) {
          const verdict = comparison.alike(this.signatureOf(number))
          if (verdict.together) better(best, statement, verdict, number)
        }
        const likeness = best.has(statement) ? this.likenessOfAnchors(statement) : -1
        if (likeness > nearest.likeness) nearest = { statement, likeness }
      }
      for (const statement of family) if (statement !== nearest.statement) best.delete(statement)
    }
  }

  /** What joined later may be like anything: where the line runs is said by what stood there when it was drawn. */
  private likenessOfAnchors(statement: number): number {
    const members = this.membersOf(statement)
    const anchors = members.filter((number) => this.known.anchors.has(number))
    return Math.max(...(anchors.length > 0 ? anchors : members).map((number) => comparison.alike(this.signatureOf(number)).likeness))
  }

  private candidates(signature: Signature): number[] {
    return ranked(signature, (key) => this.under(key))
  }

  private under(key: bigint): number[] {
    const numbers = this.byKey.get(key) ?? this.known.byKey.get(key)
    if (!numbers) return empty
    return this.gone.size > 0 ? numbers.filter((number) => !this.gone.has(number)) : numbers
  }

  /** After `qualified` has taken the text up for comparing. Against drift: the text must be kin of everything that stands for the statement, and more so of its first text. */
  private fits(signature: Signature, { statement, best, nearest }: Qualified): boolean {
    const members = this.membersOf(statement)
    const byHand = this.byHand?.settled(statement) === true
    for (const number of members) {
      const found = comparison.alike(this.signatureOf(number))
      // What a person joined need not be alike: there the text must be kin of all that is kin of what it is most like.
      if (byHand && !kin(alike(this.signatureOf(nearest), this.signatureOf(number)), KIN)) continue
      if (!kin(found, number === members[0] && !byHand ? KIN_OF_FOUNDER : KIN)) return false
      if (best.reason === 'cut' && !mergeable(found)) return false
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
    if (this.byHand?.settled(a) || this.byHand?.settled(b)) return false
    for (const one of this.membersOf(a)) {
      for (const other of this.membersOf(b)) {
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
    const members = [...this.membersOf(into), ...this.membersOf(from)].sort((x, y) => x - y)
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
    const members = this.membersOf(statement)
    if (members.length >= (this.byHand?.settled(statement) ? REPRESENTATIVES_BY_HAND : REPRESENTATIVES)) return false
    if (joined.best.likeness < SAME_AS_KNOWN) return true
    // A cut copy stands for longer texts, and a number or a negation keeps others away: that must not be forgotten.
    return !members.some((number) => saysAsMuch(this.signatureOf(number), signature))
  }

  private represent(number: number, statement: number, signature: Signature): void {
    const keys: bigint[] = []
    const outline = outlineOf(signature)
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
    this.added.set(number, { keys, outline })
    this.statementOf.set(number, statement)
    this.membersOf(statement).push(number)
    this.signatures.set(number, signature)
    this.cache.set(number, signature)
  }

  private signatureOf(number: number): Signature {
    return this.signatures.get(number) ?? this.known.signatureOf(number)
  }

  private statementOfNumber(number: number): number {
    return this.statementOf.get(number) ?? this.known.statementOf(number)
  }

  /** The batch's own list: what is known stays as it was. */
  private membersOf(statement: number): number[] {
    let members = this.members.get(statement)
    if (!members) this.members.set(statement, (members = [...this.known.membersOf(statement)]))
    return members
  }

  private root(statement: number): number {
    let at = statement
    for (let next = this.alias.get(at); next !== undefined; next = this.alias.get(at)) at = next
    return at
  }
}

const empty: number[] = []
const comparison = new Comparison()
