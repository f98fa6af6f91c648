import { isUuid, prepared, refuse, type Reader } from '#core/index.ts'
import { conditionsOf, type State, type StatementFilter } from '#statement/index.ts'

/** A statement as the queue shows it. */
export interface QueueRow {
  id: string
  version: number
  text: string
  language: string | null
  /** Posts beyond the first: posts = statements + copies. */
  copies: number
  posts: number
  channels: string[]
  state: State
  holder: string | null
  until: Date | null
  /** Key of the issue area that a person chose, and of the one that the campaign's words suggest. */
  issueArea: string | null
  suggestedArea: string | null
  place: { name: string | null; lat: number | null; lon: number | null; precision: string } | null
  firstSaidAt: Date
  lastSaidAt: Date
  /** Since when it waits. */
  arrivedAt: Date
  /** Its place in the queue, and what else than its copies brings it forward. */
  dueAt: Date
  signals: string[]
  /** The group that it waits for; null: for everybody. */
  group: { id: string; name: string } | null
}

const columns = `s.id, s.version, x.text, s.language, s.posts - 1 as copies, s.posts, s.channels, s.state,
  p.name as holder, c.until, a.key as "issueArea", g.key as "suggestedArea",
  case when s.precision is null then null
       else jsonb_build_object('name', s.place_name, 'lat', s.lat, 'lon', s.lon, 'precision', s.precision) end as place,
  s.first_said_at as "firstSaidAt", s.last_said_at as "lastSaidAt", s.arrived_at as "arrivedAt",
  s.due_at as "dueAt", s.signals,
  case when w.id is not null then jsonb_build_object('id', w.id, 'name', w.name) end as "group"`

const joins = `join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
  left join claim c on c.campaign_id = s.campaign_id and c.statement_id = s.id
  left join person p on p.id = c.person_id
  left join issue_area a on a.campaign_id = s.campaign_id and a.id = s.issue_area_id
  left join desk_group w on w.campaign_id = s.campaign_id and w.id = s.group_id
  left join issue_area g on g.campaign_id = s.campaign_id and g.id = s.suggested_area_id`

/** `due`: the campaign's own formula (src/statement/order.ts). */
export type Order = 'due' | 'loudest' | 'oldest' | 'newest'
export const orderNames = ['due', 'loudest', 'oldest', 'newest'] as const satisfies Order[]

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

const orders: Record<Order, { by: string; after: (place: string) => string; key: (row: QueueRow) => string; shape: RegExp }> = {
  due: {
    by: 's.due_at, s.id',
    after: (p) => `(s.due_at, s.id) > ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
    key: (row) => row.dueAt.toISOString(),
    shape: moment,
  },
  loudest: {
    by: 's.posts desc, s.id',
    after: (p) => `(s.posts < (${p}::text[])[1]::int or (s.posts = (${p}::text[])[1]::int and s.id > (${p}::text[])[2]::uuid))`,
    key: (row) => `${row.posts}`,
    shape: /^\d{1,9}$/,
  },
  oldest: {
    by: 's.arrived_at, s.id',
    after: (p) => `(s.arrived_at, s.id) > ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
    key: (row) => row.arrivedAt.toISOString(),
    shape: moment,
  },
  newest: {
    by: 's.arrived_at desc, s.id desc',
    after: (p) => `(s.arrived_at, s.id) < ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
    key: (row) => row.arrivedAt.toISOString(),
    shape: moment,
  },
}

/** One page of statements. `after`: what the page before gave as `next`. */
export async function listStatements(
  reader: Reader, campaignId: string, filter: StatementFilter, page: { order?: Order; after?: string; limit?: number } = {},
): Promise<{ statements: QueueRow[]; next: string | null }> {
  const order = orders[page.order ?? 'due']
  const limit = Math.min(Math.max(page.limit ?? 50, 1), 200)
  const parameters: unknown[] = [campaignId, limit + 1]
  let conditions = conditionsOf(filter, parameters)
  const after = page.after ? readKey(page.after, order.shape) : undefined
  if (after) {
    parameters.push(after)
    conditions += ` and ${order.after(`$${parameters.length}`)}`
  }
  const rows = await reader.rows<QueueRow>(
    `select ${columns} from statement s ${joins} where s.campaign_id = $1 ${conditions} order by ${order.by} limit $2`, parameters)
  const statements = rows.slice(0, limit)
  const last = statements.at(-1)
  return { statements, next: rows.length > limit && last ? keyOf(last, page.order) : null }
}

/** What a page that ends with this row gives as `next`. */
export function keyOf(row: QueueRow, order: Order = 'due'): string {
  return writeKey([orders[order].key(row), row.id])
}

/** How an order sorts two rows. */
export function compare(a: QueueRow, b: QueueRow, order: Order = 'due'): number {
  const byId = a.id < b.id ? -1 : 1
  if (order === 'due') return a.dueAt.getTime() - b.dueAt.getTime() || byId
  if (order === 'loudest') return b.posts - a.posts || byId
  const byTime = a.arrivedAt.getTime() - b.arrivedAt.getTime() || byId
  return order === 'oldest' ? byTime : -byTime
}

export async function oneStatement(reader: Reader, campaignId: string, id: string): Promise<QueueRow | undefined> {
  return (await someStatements(reader, campaignId, [id]))[0]
}

/** Those of `ids` that there are, in any order. */
export async function someStatements(reader: Reader, campaignId: string, ids: string[]): Promise<QueueRow[]> {
  return reader.rows(prepared(`select ${columns} from statement s ${joins} where s.campaign_id = $1 and s.id = any($2::uuid[])`), [campaignId, ids])
}

/** How many match, counted no further than `most`: an exact count of a common word takes a second. */
export async function countMatches(reader: Reader, campaignId: string, filter: StatementFilter, most = 10_000): Promise<number> {
  const parameters: unknown[] = [campaignId, most + 1]
  const conditions = conditionsOf(filter, parameters)
  const row = await reader.row<{ count: number }>(
    `select count(*)::int as count from (select from statement s where s.campaign_id = $1 ${conditions} limit $2) m`, parameters)
  return row!.count
}

export interface DeedRow {
  id: string
  decision: string
  by: string
  at: Date
  takenBackAt: Date | null
  done: Record<string, unknown>
  /** Who proposed it, where a second person confirmed it. */
  proposedBy: string | null
}

export async function deedsOf(reader: Reader, campaignId: string, statementId: string): Promise<DeedRow[]> {
  return (await deedsOfEach(reader, campaignId, [statementId])).get(statementId) ?? []
}

/** The deeds of several statements, by statement. */
export async function deedsOfEach(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, DeedRow[]>> {
  return byStatement(await reader.rows<DeedRow & { statementId: string }>(
    prepared(
      `select d.statement_id as "statementId", d.id, d.kind as decision, p.name as by, d.at, d.taken_back_at as "takenBackAt", d.done, f.name as "proposedBy"
       from deed d join person p on p.id = d.person_id
       left join proposal r on r.campaign_id = d.campaign_id and r.deed_id = d.id and r.state = 'confirmed'
       left join person f on f.id = r.person_id
       where d.campaign_id = $1 and d.statement_id = any($2::uuid[]) order by d.at`),
    [campaignId, ids],
  ))
}

export interface NoteRow {
  id: string
  by: string
  at: Date
  text: string
}

export async function notesOf(reader: Reader, campaignId: string, statementId: string): Promise<NoteRow[]> {
  return (await notesOfEach(reader, campaignId, [statementId])).get(statementId) ?? []
}

/** The notes on several statements, by statement. */
export async function notesOfEach(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, NoteRow[]>> {
  return byStatement(await reader.rows<NoteRow & { statementId: string }>(
    prepared(
      `select n.statement_id as "statementId", n.id, p.name as by, n.at, n.text from note n join person p on p.id = n.person_id
       where n.campaign_id = $1 and n.statement_id = any($2::uuid[]) order by n.at`),
    [campaignId, ids],
  ))
}

function byStatement<Row extends { statementId: string }>(rows: Row[]): Map<string, Omit<Row, 'statementId'>[]> {
  return new Map([...Map.groupBy(rows, (row) => row.statementId)].map(([id, some]) => [id, some.map(({ statementId: _, ...row }) => row)]))
}

/** What one person holds at `now`, the soonest to run out first; a lease that ran out may not have been returned yet. */
export async function heldBy(reader: Reader, campaignId: string, personId: string, now: Date): Promise<QueueRow[]> {
  return reader.rows(
    `select ${columns} from statement s ${joins} where s.campaign_id = $1 and c.person_id = $2 and c.until > $3 order by c.until, s.id`,
    [campaignId, personId, now],
  )
}

const writeKey = (parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

function readKey(text: string, shape: RegExp): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(parts) && parts.length === 2 && shape.test(String(parts[0])) && isUuid(parts[1])) return parts.map(String)
  } catch {
    // Not of our making: refused below.
  }
  throw refuse('invalid', 400, 'after: is not what a page gave as "next" in this order.')
}
