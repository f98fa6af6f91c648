import type { Folded, Outlined, Representative } from './fold/index.ts'

/**
 * A batch that is decided and is being written while the next one is decided: what it adds to an answer of the database. An answer may be of
 * before its commit or of after it: whatever carries a number of this batch, or was taken away by it, counts only as it stands here.
 */
export class Pending {
  readonly #from: number
  readonly #texts: string[]
  readonly #exacts: Map<bigint, number>
  readonly #retired: Set<number>
  readonly #added = new Map<number, Folded['representatives'][number]>()
  readonly #byKey = new Map<bigint, number[]>()
  readonly #byStatement = new Map<number, number[]>()

  /** `from`: the number of its first post. */
  constructor(from: number, texts: string[], { exacts, retired, representatives }: Folded) {
    this.#from = from
    this.#texts = texts
    this.#exacts = new Map(exacts.map(({ exact, statement }) => [exact, statement]))
    this.#retired = new Set(retired)
    for (const one of representatives) {
      this.#added.set(one.number, one)
      add(this.#byStatement, one.statement, one.number)
      for (const key of one.keys) add(this.#byKey, key, one.number)
    }
  }

  exact(exact: bigint): number | undefined {
    return this.#exacts.get(exact)
  }

  /** The texts under a key, given those that were read. */
  under(key: bigint, read: number[] | undefined): number[] | undefined {
    const before = read?.some((number) => this.#owns(number)) ? read.filter((number) => !this.#owns(number)) : read
    const added = this.#byKey.get(key)
    return added ? [...(before ?? []), ...added] : before
  }

  /** All that stands for these statements, given what was read. */
  representatives(statements: number[], read: Representative[]): Representative[] {
    const added = statements.flatMap((statement) => (this.#byStatement.get(statement) ?? []).map((number) => ({ number, statement, anchor: false })))
    return [...read.filter(({ number }) => !this.#owns(number)), ...added]
  }

  outlined(number: number): Outlined | undefined {
    return this.#added.get(number)
  }

  text(number: number): string | undefined {
    return number >= this.#from ? this.#texts[number - this.#from] : undefined
  }

  #owns(number: number): boolean {
    return number >= this.#from || this.#retired.has(number)
  }
}

function add<Key>(lists: Map<Key, number[]>, key: Key, number: number): void {
  const list = lists.get(key)
  if (list) list.push(number)
  else lists.set(key, [number])
}
