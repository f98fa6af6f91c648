import type { Candidates, Folded, FoldPost, Representative, Store } from './store.ts'

/** A store without a database: for `clamor fold`, tests and benchmarks. */
export class MemoryStore implements Store {
  private readonly exacts = new Map<bigint, number>()
  private readonly keys = new Map<bigint, number[]>()
  private readonly statements = new Map<number, number[]>()
  private readonly posts = new Map<number, { text: string; statement: number; keys: bigint[] }>()
  private readonly alias = new Map<number, number>()

  async statementsOf(exacts: bigint[]): Promise<Map<bigint, number>> {
    const known = new Map<bigint, number>()
    for (const exact of exacts) {
      const statement = this.exacts.get(exact)
      if (statement !== undefined) known.set(exact, this.root(statement))
    }
    return known
  }

  async candidates(keys: bigint[]): Promise<Candidates> {
    const byKey = new Map<bigint, number[]>()
    const statements = new Set<number>()
    for (const key of keys) {
      const numbers = this.keys.get(key)
      if (!numbers || numbers.length === 0) continue
      byKey.set(key, numbers)
      for (const number of numbers) statements.add(this.root(this.posts.get(number)!.statement))
    }
    const representatives: Representative[] = []
    for (const statement of statements) {
      for (const number of this.statements.get(statement)!) representatives.push({ number, statement })
    }
    return { byKey, representatives }
  }

  async texts(numbers: number[]): Promise<Map<number, string>> {
    return new Map(numbers.map((number) => [number, this.posts.get(number)!.text]))
  }

  /** Writes what a batch changed. `posts` are those of the batch. */
  apply(folded: Folded, posts: FoldPost[]): void {
    for (const { from, into } of folded.merges) {
      this.alias.set(from, into)
      this.statements.set(into, [...(this.statements.get(into) ?? []), ...(this.statements.get(from) ?? [])])
      this.statements.delete(from)
    }
    for (const number of folded.retired) this.retire(number)
    const textOf = new Map(posts.map((post) => [post.number, post.text]))
    for (const { number, statement, keys } of folded.representatives) {
      this.posts.set(number, { text: textOf.get(number)!, statement, keys })
      const members = this.statements.get(statement)
      if (members) members.push(number)
      else this.statements.set(statement, [number])
      for (const key of keys) {
        const numbers = this.keys.get(key)
        if (numbers) numbers.push(number)
        else this.keys.set(key, [number])
      }
    }
    for (const { exact, statement } of folded.exacts) this.exacts.set(exact, statement)
  }

  /** The statement that a statement has become. */
  root(statement: number): number {
    let at = statement
    for (let next = this.alias.get(at); next !== undefined; next = this.alias.get(at)) at = next
    return at
  }

  private retire(number: number): void {
    const post = this.posts.get(number)!
    const drop = (numbers: number[]): number[] => numbers.filter((other) => other !== number)
    for (const key of post.keys) this.keys.set(key, drop(this.keys.get(key)!))
    const statement = this.root(post.statement)
    this.statements.set(statement, drop(this.statements.get(statement)!))
    this.posts.delete(number)
  }
}
