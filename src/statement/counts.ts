import type { Reader } from '#core/index.ts'
import { states, type State } from './state.ts'

export interface QueueCounts extends Record<State, number> {
  oldestWaitingSeconds: number
}

interface Row {
  state: State
  count: number
  oldest: Date
}

/** How many statements stand where; the six add up to all of them. */
export async function queueCounts(reader: Reader, campaignId: string, now: Date): Promise<QueueCounts> {
  return countsFrom(await count(reader, campaignId), now)
}

/** Up to so many are counted in some ten milliseconds; of a larger campaign the figures may be as old as this. */
const countedAtOnce = 20_000
const keptMilliseconds = 2_000

const kept = new WeakMap<Reader, Map<string, { until: number; rows: Row[] }>>()

/** As `queueCounts`, for those who look at it all day: a large campaign is counted once in two seconds, however many look. */
export async function recentCounts(reader: Reader, campaignId: string, now: Date): Promise<QueueCounts> {
  let campaigns = kept.get(reader)
  if (!campaigns) kept.set(reader, (campaigns = new Map()))
  const known = campaigns.get(campaignId)
  if (known && performance.now() < known.until) return countsFrom(known.rows, now)
  const rows = await count(reader, campaignId)
  if (rows.reduce((sum, row) => sum + row.count, 0) > countedAtOnce) campaigns.set(campaignId, { until: performance.now() + keptMilliseconds, rows })
  return countsFrom(rows, now)
}

async function count(reader: Reader, campaignId: string): Promise<Row[]> {
  return reader.rows<Row>(`select state, count(*)::int as count, min(arrived_at) as oldest from statement where campaign_id = $1 group by state`, [campaignId])
}

function countsFrom(rows: Row[], now: Date): QueueCounts {
  const counts = Object.fromEntries([...states, 'oldestWaitingSeconds'].map((name) => [name, 0])) as unknown as QueueCounts
  for (const row of rows) {
    counts[row.state] = row.count
    if (row.state === 'waiting') counts.oldestWaitingSeconds = Math.max(0, Math.round((now.getTime() - row.oldest.getTime()) / 1_000))
  }
  return counts
}
