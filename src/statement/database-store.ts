import type { Reader } from '#core/index.ts'
import { timed } from '#intake/index.ts'
import { Ahead } from './ahead.ts'
import type { ByHand, Candidates, Folded, Representative, Store } from './fold/index.ts'
import { KeyLists, type KeyList } from './key-lists.ts'
import type { Merges } from './merges.ts'
import { eraOf, type Presence } from './presence.ts'

/**
 * What folding remembers of one campaign, read within the transaction that folds a batch: one query a question. Each is a lateral one that
 * looks a row up by its key: a planner whose statistics are older than the campaign takes it for small, and would read all of it
 * (lookups.test.ts).
 */
export class DatabaseStore implements Store {
  readonly #campaignId: string
  readonly #merges: Merges
  readonly byHand: ByHand | undefined
  reader: Reader
  /** Undefined while it does not know all keys yet. */
  presence: Presence | undefined
  readonly #lists: KeyLists
  /** Of the batch that is being folded. */
  nextNumber = 1
  /** What was read for this batch beforehand. */
  #ahead = new Ahead()
  /** Where what is read now is kept, when it is read for the next batch. */
  #kept: Ahead | undefined

  constructor(reader: Reader, campaignId: string, merges: Merges, byHand?: ByHand, lists = new KeyLists()) {
    this.reader = reader
    this.#campaignId = campaignId
    this.#merges = merges
    this.byHand = byHand
    this.#lists = lists
  }

  /** A store for another connection: what it reads while a batch is being written is at hand for the next one. */
  lookingAhead(reader: Reader): DatabaseStore {
    const store = new DatabaseStore(reader, this.#campaignId, this.#merges, this.byHand, this.#lists)
    store.presence = this.presence
    store.nextNumber = this.nextNumber
    store.#kept = this.#ahead
    return store
  }

  /** A batch was decided; what was read ahead for it is not right any more. */
  forgetAhead(): void {
    this.#ahead = new Ahead()
  }

  /** Adds what a batch has written to what is at hand. */
  extend(folded: Folded): void {
    this.#lists.extend(folded.representatives, folded.retired)
    this.#ahead.extend(folded)
  }

  async statementsOf(exacts: bigint[]): Promise<Map<bigint, number>> {
    const statements = new Map<bigint, number>()
    const unknown: bigint[] = []
    for (const exact of exacts) {
      const statement = this.#ahead.exacts.get(exact)
      if (statement !== undefined) statements.set(exact, this.#merges.root(statement))
      else if (!this.#ahead.exacts.has(exact)) unknown.push(exact)
    }
    if (unknown.length === 0) return statements
    const rows = await timed('fold: ask exact', () => this.reader.rows<{ exact: string; statement: string }>(
      `select exact, statement from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`,
      [this.#campaignId, sorted(unknown)],
    ))
    for (const exact of unknown) this.#kept?.exacts.set(exact, undefined)
    for (const row of rows) {
      const exact = BigInt(row.exact)
      statements.set(exact, this.#merges.root(Number(row.statement)))
      this.#kept?.exacts.set(exact, Number(row.statement))
    }
    return statements
  }

  async candidates(asked: bigint[]): Promise<Candidates> {
    const byKey = new Map<bigint, number[]>()
    const statementOf = new Map<number, number>()
    const take = (key: bigint, { numbers, statements }: KeyList): void => {
      byKey.set(key, numbers)
      for (let i = 0; i < numbers.length; i += 1) {
        if (!statementOf.has(numbers[i]!)) statementOf.set(numbers[i]!, this.#merges.root(statements[i]!))
      }
    }
    const found = (key: bigint, list: KeyList): void => {
      // What is read ahead is not kept twice: it would be added to twice.
      if (!this.#kept) this.#lists.keep(key, list)
      take(key, list)
    }
    const unknown: bigint[] = []
    for (const key of asked) {
      const list = this.#lists.get(key)
      const ahead = list ? undefined : this.#ahead.lists.get(key)
      if (list) take(key, list)
      else if (ahead) found(key, ahead)
      else if (!this.#ahead.lists.has(key)) unknown.push(key)
    }
    const lists = await this.#listsOf(unknown)
    if (this.#kept) for (const key of unknown) this.#kept.lists.set(key, lists.get(key))
    for (const [key, list] of lists) found(key, list)
    return { byKey, statementOf }
  }

  /** One row a key and era, its numbers as text: a row for each number costs node five times as much. */
  async #listsOf(keys: bigint[]): Promise<Map<bigint, KeyList>> {
    const lists = new Map<bigint, KeyList>()
    const places = this.#placesOf(keys)
    if (places.keys.length === 0) return lists
    const found = await timed('fold: ask keys', () => this.reader.rows<{ era: number; key: string; numbers: string; statements: string }>(
      `select given.era, given.key, found.numbers, found.statements from unnest($2::int[], $3::bigint[]) as given (era, key)
       cross join lateral (
         select array_agg(number order by number)::text as numbers, array_agg(statement order by number)::text as statements
         from fold_key where campaign_id = $1 and era = given.era and key = given.key offset 0
       ) found where found.numbers is not null`,
      [this.#campaignId, `{${places.eras.join()}}`, `{${places.keys.join()}}`],
    ))
    found.sort((a, b) => a.era - b.era)
    for (const row of found) {
      const key = BigInt(row.key)
      const list = lists.get(key)
      if (!list) {
        lists.set(key, { numbers: numbersIn(row.numbers), statements: numbersIn(row.statements) })
      } else {
        list.numbers.push(...numbersIn(row.numbers))
        list.statements.push(...numbersIn(row.statements))
      }
    }
    return lists
  }

  async representatives(statements: number[]): Promise<Representative[]> {
    const rows = await timed('fold: ask representatives', () => this.reader.rows<{ number: string; statement: string; anchor: boolean }>(
      `select found.number, found.statement, found.anchor from unnest($2::bigint[]) as given (statement)
       cross join lateral (
         select number, statement, anchor from fold_representative where campaign_id = $1 and statement = given.statement offset 0
       ) found`,
      [this.#campaignId, `{${statements.flatMap((statement) => this.#merges.all(statement)).sort((a, b) => a - b).join()}}`],
    ))
    return rows.map((row) => ({ number: Number(row.number), statement: this.#merges.root(Number(row.statement)), anchor: row.anchor }))
  }

  /** Where the keys may stand, in the order of the index: neighbours are then on the same page. */
  #placesOf(asked: bigint[]): { eras: number[]; keys: bigint[] } {
    const places: { eras: number[]; keys: bigint[] } = { eras: [], keys: [] }
    const all = Array.from({ length: eraOf(this.nextNumber) + 1 }, (_, era) => era)
    const found = [...BigInt64Array.from(asked).sort()].flatMap((key) => (this.presence?.erasWith(key) ?? all).map((era) => ({ era, key })))
    found.sort((a, b) => a.era - b.era)
    for (const { era, key } of found) {
      places.eras.push(era)
      places.keys.push(key)
    }
    return places
  }

  async outlines(numbers: number[]): Promise<Map<number, Int32Array>> {
    const rows = await timed('fold: ask outlines', () => this.reader.rows<{ number: string; outline: Buffer }>(
      `select found.number, found.outline from unnest($2::bigint[]) as given (number)
       cross join lateral (
         select number, outline from fold_representative where campaign_id = $1 and number = given.number offset 0
       ) found where found.outline is not null`,
      [this.#campaignId, `{${Float64Array.from(numbers).sort().join()}}`],
    ))
    // A copy, since the bytes of an answer may begin anywhere.
    return new Map(rows.map((row) => [Number(row.number), new Int32Array(Uint8Array.from(row.outline).buffer)]))
  }

  async texts(numbers: number[]): Promise<Map<number, string>> {
    const rows = await timed('fold: ask texts', () => this.reader.rows<{ number: string; text: string }>(
      `select folded.number, said.text from unnest($2::bigint[]) as given (number)
       cross join lateral (select number, post_id from post_fold where campaign_id = $1 and number = given.number offset 0) folded
       cross join lateral (select text from post where campaign_id = $1 and id = folded.post_id offset 0) said`,
      [this.#campaignId, `{${numbers.join()}}`],
    ))
    return new Map(rows.map((row) => [Number(row.number), row.text]))
  }
}

/** As an array for PostgreSQL, in the order of the index: neighbours are then on the same page. */
function sorted(values: bigint[]): string {
  return `{${BigInt64Array.from(values).sort().join()}}`
}

function numbersIn(list: string): number[] {
  return list.slice(1, -1).split(',').map(Number)
}
