import type { House, Slice, Transactor } from '#core/index.ts'
import { statementIdOf } from './number.ts'
import { dueAt, type Weights } from './order.ts'
import { queueOrderOf } from './queue-order.ts'
import type { State } from './state.ts'

/**
 * Statements that turned out to say the same become one: posts, counts and words move to the older one, and so does, by the
 * step `join`, what later slices have hung on the younger. The survivor keeps what people have done on either.
 */
export async function joinStatements(
  house: Pick<House, 'flow'>, t: Transactor, campaignId: string, merges: { from: number; into: number }[], at: Date,
): Promise<void> {
  if (merges.length === 0) return
  const pairs = merges.map(({ from, into }) => ({ from: statementIdOf(campaignId, from), into: statementIdOf(campaignId, into) }))
  const found = await lock(t, campaignId, [...new Set(pairs.flatMap((pair) => [pair.from, pair.into]))].sort())
  const [, , met, { weights }] = await t.together(() => [
    movePosts(t, campaignId, pairs),
    t.run(`insert into fold_merge (campaign_id, was, is_now) select $1, * from unnest($2::bigint[], $3::bigint[])`, [
      campaignId, merges.map((merge) => merge.from), merges.map((merge) => merge.into),
    ]),
    whoHangs(t, house.flow.slices, campaignId, pairs),
    queueOrderOf(t, campaignId),
  ])
  for (const { from, into } of pairs) {
    const [heir, lost] = [found.get(into), found.get(from)]
    if (heir && lost) found.set(into, together(heir, lost, weights))
  }
  await save(t, campaignId, [...new Set(pairs.map((pair) => pair.into))].flatMap((id) => found.get(id) ?? []))
  await house.flow.runOf(met, 'join', house as House, t, campaignId, pairs, at)
  await removeStatements(t, campaignId, pairs.map((pair) => pair.from))
}

/** The slices of which something hangs on one of these, in their order; asked at once, since nearly always it is none. */
async function whoHangs(t: Transactor, slices: Slice[], campaignId: string, pairs: { from: string; into: string }[]): Promise<Slice[]> {
  const asked = slices.filter((slice) => slice.steps?.join)
  const any = (parameter: string) => (place: string) => {
    const [table, column] = place.split('.')
    return `exists (select from ${table} where campaign_id = $1 and ${column} = any(${parameter}::uuid[]))`
  }
  const conditions = asked.map(({ hangs }) => [...hangs!.from.map(any('$2')), ...(hangs!.into ?? []).map(any('$3'))].join(' or '))
  const row = await t.row<{ met: boolean[] }>(`select array[${conditions.join(', ')}]::boolean[] as met`, [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)])
  return asked.filter((_, place) => row!.met[place])
}

interface Row {
  id: string
  number: string
  state: State
  version: number
  posts: number
  language: string | null
  channels: string[]
  issue_area_id: string | null
  suggested_area_id: string | null
  place_name: string | null
  lat: number | null
  lon: number | null
  precision: string | null
  first_said_at: Date
  last_said_at: Date
  arrived_at: Date
  due_at: Date
  signals: string[]
  raised: string[]
  said_lat: number | null
  said_lon: number | null
  group_id: string | null
}

/** Whoever claims or decides one of them now is waited for, in the order in which everybody locks. */
async function lock(t: Transactor, campaignId: string, ids: string[]): Promise<Map<string, Row>> {
  const rows = await t.rows<Row>(
    `select s.* from unnest($2::uuid[]) as given (id)
     cross join lateral (select * from statement where campaign_id = $1 and id = given.id offset 0 for update) s`,
    [campaignId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

async function movePosts(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  await t.run(
    `insert into post_fold (campaign_id, number, post_id, statement_id)
     select $1, f.number, f.post_id, pair.heir from unnest($2::uuid[], $3::uuid[]) as pair (was, heir)
     cross join lateral (select number, post_id from post_fold where campaign_id = $1 and statement_id = pair.was offset 0) f
     on conflict (campaign_id, number) do update set statement_id = excluded.statement_id`,
    [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)],
  )
}

/** A person who has it comes first, then what was decided, then what is under way, then the queue. */
const further: State[] = ['aside', 'waiting', 'review', 'asked', 'decided', 'held']

function together(heir: Row, lost: Row, weights: Weights): Row {
  const worked = [heir, lost].some((row) => row.state !== 'waiting' && row.state !== 'aside')
  const placed = heir.precision === null ? lost : heir
  const { place_name, lat, lon, precision } = placed
  const [posts, arrived, signals] = [heir.posts + lost.posts, earlier(heir.arrived_at, lost.arrived_at), [...new Set([...heir.signals, ...lost.signals])]]
  return {
    ...heir, place_name, lat, lon, precision,
    state: further.indexOf(lost.state) > further.indexOf(heir.state) ? lost.state : heir.state,
    // Whoever works on it has to read it anew; counting alone raises no version.
    version: heir.version + (worked ? 1 : 0),
    posts,
    language: heir.language ?? lost.language,
    channels: [...new Set([...heir.channels, ...lost.channels])].sort(),
    issue_area_id: heir.issue_area_id ?? lost.issue_area_id,
    suggested_area_id: heir.suggested_area_id ?? lost.suggested_area_id,
    first_said_at: earlier(heir.first_said_at, lost.first_said_at),
    last_said_at: earlier(heir.last_said_at, lost.last_said_at) === heir.last_said_at ? lost.last_said_at : heir.last_said_at,
    arrived_at: arrived,
    due_at: dueAt(weights, { arrivedAt: arrived, posts, signals }),
    signals,
    raised: [...new Set([...heir.raised, ...lost.raised])],
    ...(heir.said_lat === null ? { said_lat: lost.said_lat, said_lon: lost.said_lon } : {}),
    group_id: heir.group_id ?? lost.group_id,
  }
}

function earlier(a: Date, b: Date): Date {
  return a <= b ? a : b
}

const saved = ['state', 'version', 'posts', 'language', 'channels', 'issue_area_id', 'suggested_area_id', 'place_name', 'lat', 'lon', 'precision', 'first_said_at', 'last_said_at', 'arrived_at', 'due_at', 'signals', 'raised', 'said_lat', 'said_lon', 'group_id'] as const

async function save(t: Transactor, campaignId: string, rows: Row[]): Promise<void> {
  await t.run(
    `insert into statement (campaign_id, id, number, ${saved.join(', ')})
     select $1, id, number, ${saved.join(', ')} from jsonb_populate_recordset(null::statement, $2::jsonb)
     on conflict (campaign_id, id) do update set ${saved.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [campaignId, JSON.stringify(rows)],
  )
}

/** Takes statements away with their words; what later slices have hung on them goes with them by its foreign key. */
export async function removeStatements(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await t.together(() => [
    t.run(`delete from statement_text where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, ids]),
    t.run(`delete from statement where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids]),
  ])
}
