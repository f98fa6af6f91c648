import { prepared, type Reader } from '#core/index.ts'
import { timed } from '#intake/index.ts'
import type { ByHand, Folded, Outlined, Representative, Store } from './fold/index.ts'
import { KeyLists } from './key-lists.ts'
import type { Merges } from './merges.ts'
import { Pending } from './pending.ts'
import { eraOf, type Presence } from './presence.ts'

/**
 * What folding remembers of one campaign: one query a question. Each is a lateral one that looks a row up by its key: a planner whose
 * statistics are older than the campaign takes it for small, and would read all of it (lookups.test.ts). It may be asked while the batch
 * before is being written: what that one changed is added to each answer.
 */
export class DatabaseStore implements Store {
  readonly #campaignId: string
  readonly #merges: Merges
  readonly byHand: ByHand | undefined
  reader: Reader
  /** Undefined while it does not know all keys yet. */
  presence: Presence | undefined
  readonly #lists = new KeyLists()
  /** Of the batch that is being decided. */
  nextNumber = 1
  #pending: Pending | undefined

  constructor(reader: Reader, campaignId: string, merges: Merges, byHand?: ByHand) {
    this.reader = reader
    this.#campaignId = campaignId
    this.#merges = merges
    this.byHand = byHand
  }

  /** A batch is decided: from now on it counts, whether it is committed yet or not. */
  extend(from: number, texts: string[], folded: Folded): void {
    this.#lists.extend(folded.representatives, folded.retired)
    this.#pending = new Pending(from, texts, folded)
    this.nextNumber = from + texts.length
  }

  root(statement: number): number {
    return this.#merges.root(statement)
  }

  async statementsOf(exacts: bigint[]): Promise<Map<bigint, number>> {
    const statements = new Map<bigint, number>()
    const asked: bigint[] = []
    for (const exact of exacts) {
      const statement = this.#pending?.exact(exact)
      if (statement === undefined) asked.push(exact)
      else statements.set(exact, this.root(statement))
    }
    if (asked.length === 0) return statements
    const rows = await timed('fold: ask exact', () => this.reader.rows<{ exact: string; statement: string }>(
      prepared(`select exact, statement from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`),
      [this.#campaignId, `{${BigInt64Array.from(asked).sort().join()}}`],
    ))
    for (const row of rows) statements.set(BigInt(row.exact), this.root(Number(row.statement)))
    return statements
  }

  async candidates(keys: bigint[]): Promise<Map<bigint, number[]>> {
    const byKey = new Map<bigint, number[]>()
    const asked: bigint[] = []
    for (const key of keys) {
      const numbers = this.#lists.get(key)
      if (numbers) byKey.set(key, numbers)
      else asked.push(key)
    }
    const read = await this.#listsOf(asked)
    for (const key of asked) {
      const numbers = this.#pending ? this.#pending.under(key, read.get(key)) : read.get(key)
      if (!numbers || numbers.length === 0) continue
      this.#lists.keep(key, numbers)
      byKey.set(key, numbers)
    }
    return byKey
  }

  /** All in one row: a row for each key costs node three times as much. */
  async #listsOf(asked: bigint[]): Promise<Map<bigint, number[]>> {
    const lists = new Map<bigint, number[]>()
    const { eras, keys } = this.#placesOf(asked)
    if (keys.length === 0) return lists
    const [found] = await timed('fold: ask keys', () => this.reader.rows<{ lists: string | null }>(
      prepared(`select string_agg(given.at || found.numbers, '' order by given.at) as lists
       from unnest($2::int[], $3::bigint[]) with ordinality as given (era, key, at)
       cross join lateral (
         select array_agg(number order by number)::text as numbers from fold_key where campaign_id = $1 and era = given.era and key = given.key offset 0
       ) found where found.numbers is not null`),
      [this.#campaignId, `{${eras.join()}}`, `{${keys.join()}}`],
    ))
    if (found!.lists === null) return lists
    readLists(found!.lists, (at, numbers) => {
      const before = lists.get(keys[at - 1]!)
      if (before) before.push(...numbers)
      else lists.set(keys[at - 1]!, numbers)
    })
    return lists
  }

  async representatives(statements: number[]): Promise<Representative[]> {
    const rows = await timed('fold: ask representatives', () => this.reader.rows<{ number: string; statement: string; anchor: boolean }>(
      prepared(`select found.number, found.statement, found.anchor from unnest($2::bigint[]) as given (statement)
       cross join lateral (
         select number, statement, anchor from fold_representative where campaign_id = $1 and statement = given.statement offset 0
       ) found`),
      [this.#campaignId, `{${statements.flatMap((statement) => this.#merges.all(statement)).sort((a, b) => a - b).join()}}`],
    ))
    const read = rows.map((row) => ({ number: Number(row.number), statement: this.root(Number(row.statement)), anchor: row.anchor }))
    return this.#pending ? this.#pending.representatives(statements, read) : read
  }

  /** Where the keys may stand, in the order of the index: neighbours are then on the same page, and lists come in the order of their eras. */
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

  async outlines(numbers: number[]): Promise<Map<number, Outlined>> {
    const outlined = new Map<number, Outlined>()
    const asked: number[] = []
    for (const number of numbers) {
      const pending = this.#pending?.outlined(number)
      if (pending) outlined.set(number, pending)
      else asked.push(number)
    }
    if (asked.length === 0) return outlined
    const rows = await timed('fold: ask outlines', () => this.reader.rows<{ number: string; statement: string; outline: Buffer | null }>(
      prepared(`select found.number, found.statement, found.outline from unnest($2::bigint[]) as given (number)
       cross join lateral (
         select number, statement, outline from fold_representative where campaign_id = $1 and number = given.number offset 0
       ) found`),
      [this.#campaignId, `{${Float64Array.from(asked).sort().join()}}`],
    ))
    for (const { number, statement, outline } of rows) {
      // A copy, since the bytes of an answer may begin anywhere.
      outlined.set(Number(number), { statement: Number(statement), outline: outline ? new Int32Array(Uint8Array.from(outline).buffer) : undefined })
    }
    return outlined
  }

  async texts(numbers: number[]): Promise<Map<number, string>> {
    const texts = new Map<number, string>()
    const asked: number[] = []
    for (const number of numbers) {
      const text = this.#pending?.text(number)
      if (text === undefined) asked.push(number)
      else texts.set(number, text)
    }
    if (asked.length === 0) return texts
    const rows = await timed('fold: ask texts', () => this.reader.rows<{ number: string; text: string }>(
      prepared(`select folded.number, said.text from unnest($2::bigint[]) as given (number)
       cross join lateral (select number, post_id from post_fold where campaign_id = $1 and number = given.number offset 0) folded
       cross join lateral (select text from post where campaign_id = $1 and id = folded.post_id offset 0) said`),
      [this.#campaignId, `{${asked.join()}}`],
    ))
    for (const row of rows) texts.set(Number(row.number), row.text)
    return texts
  }
}

const [COMMA, OPEN, CLOSE, ZERO] = [44, 123, 125, 48]

/** Reads `7{1,22}8{3}`: a place and its numbers, again and again. */
export function readLists(written: string, take: (place: number, numbers: number[]) => void): void {
  let place = 0
  let value = 0
  let numbers: number[] = []
  for (let i = 0; i < written.length; i += 1) {
    const unit = written.charCodeAt(i)
    if (unit >= ZERO && unit < ZERO + 10) {
      value = value * 10 + unit - ZERO
      continue
    }
    if (unit === OPEN) place = value
    if (unit === COMMA || unit === CLOSE) numbers.push(value)
    value = 0
    if (unit !== CLOSE) continue
    take(place, numbers)
    numbers = []
  }
}
