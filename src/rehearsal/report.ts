import type { CampaignRef, House, Reader } from '#core/index.ts'
import { issueAreasOf, type Names } from '#campaign/index.ts'
import { membersOf } from '#person/index.ts'
import type { Rehearsal } from './rehearsal.ts'

/** What of one kind was said, decided and left. */
export interface Part {
  key: string
  said: number
  decided: number
  waiting: number
  /** Seconds that the oldest of those that wait has waited. */
  oldest: number | null
}

/** What a rehearsal showed: figures, and people by their names; nobody's words. */
export interface Report {
  /** Seconds of work. */
  lasted: number
  speed: number
  posts: number
  statements: number
  decided: number
  waiting: number
  held: number
  aside: number
  /** Seconds that the oldest of those that wait has waited; that half of the decided ones had waited, and the longest of them. */
  oldest: number | null
  middle: number | null
  longest: number | null
  /** Waiting although their turn by the order of the queue is over. */
  late: number
  /** Urgent ones that nobody decided. */
  urgent: number
  alarms: { raised: number; notTaken: number; slowest: number | null }
  /** Claims that ran out; statements that two people decided; senders who were asked twice. */
  ranOut: number
  twice: number
  askedTwice: number
  /** Without the second pair of eyes that was due. */
  review: number
  callbacks: number
  people: { name: string; decided: number; ranOut: number }[]
  /** Who never took a statement. */
  never: string[]
  areas: (Part & { names: Names })[]
  languages: Part[]
}

/** The report as it stands now, read off the copy; also what a coordinator sees while it runs. */
export async function reportOf(house: House, copy: CampaignRef, rehearsal: Pick<Rehearsal, 'begunAt' | 'speed' | 'played'>): Promise<Report> {
  const { db } = house
  const now = house.clock.now()
  const [states, waits, more, languages, byArea, areas, deeds, ranOut, holders, members] = await Promise.all([
    statesOf(db, copy.id, now), waitsOf(db, copy.id), moreOf(db, copy.id, now),
    partsBy(db, copy.id, now, `coalesce(language, 'unknown')`), partsBy(db, copy.id, now, `coalesce((coalesce(issue_area_id, suggested_area_id))::text, 'none')`), issueAreasOf(db, copy.id),
    countBy(db, `select person_id, count(*)::int as count from deed where campaign_id = $1 and taken_back_at is null group by 1`, copy.id),
    countBy(db, `select person_id, count(*)::int as count from claim_ran_out where campaign_id = $1 group by 1`, copy.id),
    countBy(db, `select person_id, count(*)::int as count from claim where campaign_id = $1 group by 1`, copy.id),
    membersOf(db, copy),
  ])
  const workers = members.filter((member) => member.role !== 'observer' && !member.frozen)
  const areaOf = new Map(areas.map((area) => [area.id, area]))
  return {
    ...states, ...waits, ...more,
    lasted: Math.round((now.getTime() - rehearsal.begunAt.getTime()) / 1_000), speed: rehearsal.speed, posts: rehearsal.played,
    ranOut: [...ranOut.values()].reduce((sum, count) => sum + count, 0),
    people: workers.filter(({ id }) => deeds.has(id) || ranOut.has(id) || holders.has(id)).map(({ id, name }) => ({ name, decided: deeds.get(id) ?? 0, ranOut: ranOut.get(id) ?? 0 })),
    never: workers.filter(({ id }) => !deeds.has(id) && !ranOut.has(id) && !holders.has(id)).map(({ name }) => name),
    languages,
    areas: byArea.map((part) => ({ ...part, key: areaOf.get(part.key)?.key ?? 'none', names: areaOf.get(part.key)?.names ?? {} })),
  }
}

async function statesOf(reader: Reader, copyId: string, now: Date) {
  const row = await reader.row<{ statements: number; decided: number; waiting: number; held: number; aside: number; review: number; urgent: number; late: number; oldest: number | null }>(
    `select count(*)::int as statements, count(*) filter (where state = 'decided')::int as decided, count(*) filter (where state = 'waiting')::int as waiting,
       count(*) filter (where state = 'held')::int as held, count(*) filter (where state = 'aside')::int as aside, count(*) filter (where state = 'review')::int as review,
       count(*) filter (where state in ('waiting', 'held') and 'urgent' = any(signals))::int as urgent,
       count(*) filter (where state = 'waiting' and due_at < $2)::int as late,
       round(extract(epoch from $2::timestamptz - min(arrived_at) filter (where state = 'waiting')))::int as oldest
     from statement where campaign_id = $1`,
    [copyId, now],
  )
  return row!
}

async function waitsOf(reader: Reader, copyId: string) {
  const row = await reader.row<{ middle: number | null; longest: number | null; twice: number }>(
    `with done as (select statement_id, person_id, waited_seconds from deed where campaign_id = $1 and taken_back_at is null)
     select round(percentile_cont(0.5) within group (order by waited_seconds))::int as middle, max(waited_seconds) as longest,
       (select count(*)::int from (select statement_id from done group by 1 having count(distinct person_id) > 1) t) as twice
     from done`,
    [copyId],
  )
  return row!
}

async function moreOf(reader: Reader, copyId: string, now: Date) {
  const row = await reader.row<{ raised: number; notTaken: number; slowest: number | null; askedTwice: number; callbacks: number }>(
    `select count(*)::int as raised, count(*) filter (where state = 'open')::int as "notTaken",
       round(max(extract(epoch from coalesce(taken_at, closed_at, $2::timestamptz) - raised_at)))::int as slowest,
       (select count(*)::int from (select statement_id from ask where campaign_id = $1 group by 1 having count(*) > 1) t) as "askedTwice",
       (select count(*)::int from call where campaign_id = $1 and callback = 'due' and due_at < $2) as callbacks
     from alarm where campaign_id = $1`,
    [copyId, now],
  )
  const { raised, notTaken, slowest, askedTwice, callbacks } = row!
  return { alarms: { raised, notTaken, slowest }, askedTwice, callbacks }
}

async function partsBy(reader: Reader, copyId: string, now: Date, key: string): Promise<Part[]> {
  return reader.rows<Part>(
    `select ${key} as key, count(*)::int as said, count(*) filter (where state = 'decided')::int as decided, count(*) filter (where state = 'waiting')::int as waiting,
       round(extract(epoch from $2::timestamptz - min(arrived_at) filter (where state = 'waiting')))::int as oldest
     from statement where campaign_id = $1 group by 1 order by 4 desc, 2 desc, 1`,
    [copyId, now],
  )
}

async function countBy(reader: Reader, sql: string, copyId: string): Promise<Map<string, number>> {
  return new Map((await reader.rows<{ person_id: string; count: number }>(sql, [copyId])).map((row) => [row.person_id, row.count]))
}
