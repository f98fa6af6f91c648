import type { ByHand } from './by-hand.ts'
import { sign } from './signature.ts'
import type { Folded, FoldPost, Outlined, Representative, Store } from './store.ts'
import { longer, NOBODY, Table } from './table.ts'

/** A store without a database: for `clamor fold`, tests and benchmarks. Post numbers must be small (an index). */
export class MemoryStore implements Store {
  byHand: ByHand | undefined
  private readonly exacts = new Table()
  private readonly keys = new Table()
  private readonly textOf: (string | undefined)[] = []
  private readonly outlineOf: Int32Array[] = []
  /** By post number: the statement of a representative; what a merged statement became; the next representative. */
  private statementOf = new Int32Array(1024)
  private became = new Int32Array(1024).fill(NOBODY)
  private next = new Int32Array(1024).fill(NOBODY)

  async statementsOf(exacts: bigint[]): Promise<Map<bigint, number>> {
    const known = new Map<bigint, number>()
    for (const exact of exacts) {
      const statement = this.exacts.latest(exact)
      if (statement !== NOBODY) known.set(exact, this.root(statement))
    }
    return known
  }

  async candidates(keys: bigint[]): Promise<Map<bigint, number[]>> {
    const byKey = new Map<bigint, number[]>()
    for (const key of keys) {
      if (this.keys.latest(key) !== NOBODY) byKey.set(key, this.keys.get(key).filter((number) => number !== NOBODY))
    }
    return byKey
  }

  async representatives(statements: number[]): Promise<Representative[]> {
    return statements.flatMap((statement) => this.representativesOf(statement).map((number) => ({ number, statement })))
  }

  async outlines(numbers: number[]): Promise<Map<number, Outlined>> {
    return new Map(numbers.map((number) => [number, { statement: this.statementOf[number]!, outline: this.outlineOf[number] }]))
  }

  async texts(numbers: number[]): Promise<Map<number, string>> {
    return new Map(numbers.map((number) => [number, this.textOf[number]!]))
  }

  /** Writes what a batch changed. `posts` are those of the batch. */
  apply(folded: Folded, posts: FoldPost[]): void {
    if (posts.length > 0) this.makeRoom(posts[posts.length - 1]!.number)
    for (const { from, into } of folded.merges) {
      this.became[from] = into
      let last = into
      while (this.next[last] !== NOBODY) last = this.next[last]!
      this.next[last] = from
    }
    for (const number of folded.retired) this.retire(number)
    for (const { number, statement, keys, outline } of folded.representatives) {
      this.outlineOf[number] = outline
      this.textOf[number] = posts[number - posts[0]!.number]!.text
      this.statementOf[number] = statement
      // A statement's first text heads its list and is never retired, being the oldest.
      if (number !== statement) {
        this.next[number] = this.next[statement]!
        this.next[statement] = number
      }
      for (const key of keys) this.keys.add(key, number)
    }
    for (const { exact, statement } of folded.exacts) this.exacts.add(exact, statement)
  }

  /** The statement that a statement has become. */
  root(statement: number): number {
    let at = statement
    while (this.became[at] !== NOBODY) at = this.became[at]!
    return at
  }

  /** The posts whose texts stand for a statement. */
  representativesOf(statement: number): number[] {
    const numbers: number[] = []
    for (let at = statement; at !== NOBODY; at = this.next[at]!) numbers.push(at)
    return numbers
  }

  private retire(number: number): void {
    for (const key of sign(this.textOf[number]!).keys) this.keys.remove(key, number)
    let before = this.root(this.statementOf[number]!)
    while (this.next[before] !== number) before = this.next[before]!
    this.next[before] = this.next[number]!
    this.textOf[number] = undefined
  }

  private makeRoom(number: number): void {
    if (number < this.next.length) return
    const had = this.next.length
    this.statementOf = longer(this.statementOf, number + 1)
    this.became = longer(this.became, number + 1).fill(NOBODY, had)
    this.next = longer(this.next, number + 1).fill(NOBODY, had)
  }
}
