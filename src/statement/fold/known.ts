import { Comparison } from './decision.ts'
import { outlineOf, ruledOut } from './outline.ts'
import { sign, type Signature } from './signature.ts'
import type { SignatureCache } from './cache.ts'
import type { Store } from './store.ts'
import { clearVotes, mostVoted, vote } from './votes.ts'

/** A key under which so many texts stand is worn out (a slogan): it is still looked up, but takes no more. */
export const WORN = 20
/** So many candidates of a text are compared, those with most keys in common first. */
const COMPARED = 12
const MORE_THAN_SLOGANS = 100

const comparison = new Comparison()

/** Something that a batch needs of the state before it was not foreseen. */
export class NotFetched extends Error {
  /** Of these the outlines. */
  readonly outlines: number[]
  /** Of these the signatures. */
  readonly numbers: number[]
  readonly statements: number[]

  constructor(wanted: { outlines?: number[]; numbers?: number[]; statements?: number[] }) {
    super('not fetched yet')
    this.outlines = wanted.outlines ?? []
    this.numbers = wanted.numbers ?? []
    this.statements = wanted.statements ?? []
  }
}

/**
 * Representatives under a text's keys: those with most keys in common first (slogans last), among equals the older; the few that are
 * worth comparing.
 */
export function ranked(signature: Signature, under: (key: bigint) => readonly number[]): number[] {
  clearVotes()
  for (const key of signature.keys) {
    const numbers = under(key)
    const weight = numbers.length < WORN ? MORE_THAN_SLOGANS : 1
    for (let i = 0; i < numbers.length; i += 1) vote(numbers[i]!, weight)
  }
  return mostVoted(COMPARED)
}

/**
 * What a batch may need of the state before it. Most texts under a shared key are quickly ruled out, so all that stands for a statement is
 * fetched only where a text of the batch resembles something of it.
 */
export class Known {
  readonly byKey: Map<bigint, number[]>
  private readonly store: Store
  private readonly cache: SignatureCache
  /** Where people drew a line between statements, these stood on either side. */
  readonly anchors = new Set<number>()
  private readonly members = new Map<number, number[]>()
  private readonly signatures = new Map<number, Signature>()
  private readonly statements = new Map<number, number>()
  /** Read for this batch. They go into the cache when it ends: there each would throw out another that the batch may need as well. */
  private readonly outlines = new Map<number, Int32Array>()

  static async about(store: Store, cache: SignatureCache, signatures: Map<bigint, Signature>): Promise<Known> {
    const keys = new Set<bigint>()
    for (const signature of signatures.values()) for (const key of signature.keys) keys.add(key)
    const known = new Known(store, cache, keys.size > 0 ? await store.candidates([...keys]) : new Map())
    await known.foresee([...signatures.values()])
    return known
  }

  private constructor(store: Store, cache: SignatureCache, byKey: Map<bigint, number[]>) {
    this.store = store
    this.cache = cache
    this.byKey = byKey
  }

  /**
   * Those of the candidates that have to be compared with the text of this outline; `at hand` are those of the batch itself. Asks for all that
   * is missing at once.
   */
  worthComparing(outline: Int32Array, candidates: number[], atHand: ReadonlyMap<number, unknown>): number[] {
    const left: number[] = []
    const unknown: number[] = []
    const unsigned: number[] = []
    for (const number of candidates) {
      const signed = atHand.has(number) || this.signatures.has(number)
      if (!signed && this.ruleOut(outline, number)) continue
      left.push(number)
      if (signed) continue
      // Without an outline, but with a statement: read already, and it has none.
      if (this.hasOutline(number) || this.statements.has(number)) unsigned.push(number)
      else unknown.push(number)
    }
    if (unknown.length > 0) throw new NotFetched({ outlines: unknown })
    if (unsigned.length > 0) throw new NotFetched({ numbers: unsigned })
    return left
  }

  signatureOf(number: number): Signature {
    const known = this.signatures.get(number)
    if (!known) throw new NotFetched({ numbers: [number] })
    return known
  }

  /** All that stands for this statement is at hand. */
  has(statement: number): boolean {
    return this.members.has(statement)
  }

  membersOf(statement: number): readonly number[] {
    const members = this.members.get(statement)
    if (!members) throw new NotFetched({ statements: [statement] })
    return members
  }

  /** The statement of a text whose signature is at hand. */
  statementOf(number: number): number {
    return this.store.root(this.statements.get(number)!)
  }

  async fetch({ outlines = [], numbers = [], statements = [] }: { outlines?: number[]; numbers?: number[]; statements?: number[] }): Promise<void> {
    if (outlines.length > 0) await this.recall(outlines)
    const wanted = [...numbers]
    if (statements.length > 0) {
      for (const statement of statements) this.members.set(statement, [])
      for (const { number, statement, anchor } of await this.store.representatives(statements)) {
        if (anchor) this.anchors.add(number)
        this.members.get(statement)!.push(number)
        this.statements.set(number, statement)
        wanted.push(number)
      }
      for (const statement of statements) this.members.get(statement)!.sort((a, b) => a - b)
    }
    const unplaced: number[] = []
    const unsigned: number[] = []
    for (const number of new Set(wanted)) {
      if (this.signatures.has(number)) continue
      const statement = this.statements.get(number) ?? this.cache.outlines.statementOf(number)
      if (statement === undefined) unplaced.push(number)
      else this.statements.set(number, statement)
      const signature = this.cache.get(number)
      if (signature) this.signatures.set(number, signature)
      else unsigned.push(number)
    }
    if (unplaced.length > 0) await this.recall(unplaced)
    if (unsigned.length === 0) return
    const texts = await this.store.texts(unsigned)
    if (texts.size < unsigned.length) throw new Error(`${unsigned.length - texts.size} texts that stand for statements are not there any more`)
    for (const [number, text] of texts) {
      const signature = sign(text)
      this.signatures.set(number, signature)
      this.cache.set(number, signature)
    }
  }

  /** The candidates of each text that cannot be ruled out, then all of the statements that one of them brings into question. */
  private async foresee(signatures: Signature[]): Promise<void> {
    const candidates = signatures.map((signature) => ranked(signature, (key) => this.byKey.get(key) ?? []))
    const unknown = new Set<number>()
    for (const numbers of candidates) for (const number of numbers) if (!this.hasOutline(number)) unknown.add(number)
    if (unknown.size > 0) await this.recall([...unknown])
    const left = candidates.map((numbers, place) => {
      if (numbers.length === 0) return numbers
      const outline = outlineOf(signatures[place]!)
      return numbers.filter((number) => !this.ruleOut(outline, number))
    })
    await this.fetch({ numbers: left.flat() })
    const statements = new Set<number>()
    signatures.forEach((signature, place) => {
      const numbers = left[place]!
      if (numbers.length === 0) return
      comparison.with(signature)
      for (const number of numbers) {
        const statement = this.statementOf(number)
        if (!statements.has(statement) && comparison.alike(this.signatures.get(number)!).together) statements.add(statement)
      }
    })
    if (statements.size > 0) await this.fetch({ statements: [...statements] })
  }

  /** The batch is decided: what was read for it is worth keeping. */
  end(): void {
    for (const [number, outline] of this.outlines) this.cache.outlines.set(number, outline, this.statements.get(number)!)
  }

  private hasOutline(number: number): boolean {
    return this.outlines.has(number) || this.cache.outlines.has(number)
  }

  private ruleOut(outline: Int32Array, number: number): boolean {
    const other = this.outlines.get(number)
    return other ? ruledOut(outline, other) : this.cache.outlines.ruleOut(outline, number)
  }

  /** The outlines of these and their statements. */
  private async recall(numbers: number[]): Promise<void> {
    for (const [number, { statement, outline }] of await this.store.outlines(numbers)) {
      this.statements.set(number, statement)
      if (outline) this.outlines.set(number, outline)
    }
    if (numbers.some((number) => !this.statements.has(number))) throw new Error('a text that stood for a statement does not any more')
  }
}
