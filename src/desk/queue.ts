import { isUuid, refuse, type Reader } from '#core/index.ts'
import { conditionsOf, type StatementFilter } from '#statement/index.ts'
import { someStatements, type QueueRow } from './read.ts'

/** `due`: the campaign's own formula (src/statement/order.ts). */
export type Order = 'due' | 'loudest' | 'oldest' | 'newest'
export const orderNames = ['due', 'loudest', 'oldest', 'newest'] as const satisfies Order[]

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

interface Sorting {
  column: string
  by: string
  /** Whether the column, and the id among equal ones, go up (1) or down (-1). */
  ways: [1 | -1, 1 | -1]
  after: (place: string) => string
  shape: RegExp
}

const orders: Record<Order, Sorting> = {
  due: {
    column: 's.due_at', by: 's.due_at, s.id', ways: [1, 1], shape: moment,
    after: (p) => `(s.due_at, s.id) > ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
  },
  loudest: {
    column: 's.posts', by: 's.posts desc, s.id', ways: [-1, 1], shape: /^\d{1,9}$/,
    after: (p) => `(s.posts < (${p}::text[])[1]::int or (s.posts = (${p}::text[])[1]::int and s.id > (${p}::text[])[2]::uuid))`,
  },
  oldest: {
    column: 's.arrived_at', by: 's.arrived_at, s.id', ways: [1, 1], shape: moment,
    after: (p) => `(s.arrived_at, s.id) > ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
  },
  newest: {
    column: 's.arrived_at', by: 's.arrived_at desc, s.id desc', ways: [-1, -1], shape: moment,
    after: (p) => `(s.arrived_at, s.id) < ((${p}::text[])[1]::timestamptz, (${p}::text[])[2]::uuid)`,
  },
}

/** Where a statement stands in an order. */
interface Place {
  id: string
  at: Date | number
}

interface Page {
  order?: Order | undefined
  /** What the page before gave as `next`. */
  after?: string | undefined
  limit?: number | undefined
}

/** One page of statements. */
export async function listStatements(reader: Reader, campaignId: string, filter: StatementFilter, page: Page = {}): Promise<{ statements: QueueRow[]; next: string | null }> {
  return pageOf(reader, campaignId, await placesOf(reader, campaignId, filter, page), page)
}

/**
 * One page of the queue as people see it: what waits and, in its place among it, what somebody has. Two sorted lists merged, since
 * each is read along its index, and a list of both states at once would have to be sorted whole.
 */
export async function listQueue(reader: Reader, campaignId: string, filter: StatementFilter, page: Page): Promise<{ statements: QueueRow[]; next: string | null }> {
  const [waiting, held] = await Promise.all([
    placesOf(reader, campaignId, { ...filter, state: 'waiting' }, page),
    placesOf(reader, campaignId, { ...filter, state: 'held' }, page),
  ])
  return pageOf(reader, campaignId, [...waiting, ...held].sort((a, b) => compare(a, b, page.order)), page)
}

const lengthOf = ({ limit }: Page) => Math.min(Math.max(limit ?? 50, 1), 200)

/** One more than a page of those that match, in their order; what they say is read when it is known which they are. */
async function placesOf(reader: Reader, campaignId: string, filter: StatementFilter, page: Page): Promise<Place[]> {
  const order = orders[page.order ?? 'due']
  const parameters: unknown[] = [campaignId, lengthOf(page) + 1]
  let conditions = conditionsOf(filter, parameters)
  const after = page.after ? readKey(page.after, order.shape) : undefined
  if (after) {
    parameters.push(after)
    conditions += ` and ${order.after(`$${parameters.length}`)}`
  }
  // No more than the index of the order holds.
  return reader.rows(`select s.id, ${order.column} as at from statement s where s.campaign_id = $1 ${conditions} order by ${order.by} limit $2`, parameters)
}

async function pageOf(reader: Reader, campaignId: string, places: Place[], page: Page): Promise<{ statements: QueueRow[]; next: string | null }> {
  const shown = places.slice(0, lengthOf(page))
  const last = shown.at(-1)
  const rows = new Map((last ? await someStatements(reader, campaignId, shown.map(({ id }) => id)) : []).map((row) => [row.id, row]))
  return { statements: shown.flatMap(({ id }) => rows.get(id) ?? []), next: places.length > shown.length && last ? keyOf(last) : null }
}

/** What a page that ends there gives as `next`. */
function keyOf({ id, at }: Place): string {
  return writeKey([typeof at === 'number' ? `${at}` : at.toISOString(), id])
}

/** How an order sorts two. */
function compare(a: Place, b: Place, order: Order = 'due'): number {
  const [way, idWay] = orders[order].ways
  return way * (Number(a.at) - Number(b.at)) || idWay * (a.id < b.id ? -1 : 1)
}

/** How many match, counted no further than `most`: an exact count of a common word takes a second. */
export async function countMatches(reader: Reader, campaignId: string, filter: StatementFilter, most = 10_000): Promise<number> {
  const parameters: unknown[] = [campaignId, most + 1]
  const conditions = conditionsOf(filter, parameters)
  const row = await reader.row<{ count: number }>(
    `select count(*)::int as count from (select from statement s where s.campaign_id = $1 ${conditions} limit $2) m`, parameters)
  return row!.count
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
