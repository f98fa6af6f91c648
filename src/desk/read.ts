import { prepared, type Reader } from '#core/index.ts'
import type { State } from '#statement/index.ts'

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

/** The same for `one (id)`, each row by its key, however young the campaign is (0079_lookups.sql). */
const byKey = `cross join lateral (select * from statement o where o.campaign_id = $1 and o.id = one.id offset 0) s
  cross join lateral (select o.text from statement_text o where o.campaign_id = $1 and o.statement_id = one.id offset 0) x
  left join lateral (select o.person_id, o.until from claim o where o.campaign_id = $1 and o.statement_id = one.id offset 0) c on true
  left join person p on p.id = c.person_id
  left join issue_area a on a.campaign_id = $1 and a.id = s.issue_area_id
  left join desk_group w on w.campaign_id = $1 and w.id = s.group_id
  left join issue_area g on g.campaign_id = $1 and g.id = s.suggested_area_id`

export async function oneStatement(reader: Reader, campaignId: string, id: string): Promise<QueueRow | undefined> {
  return (await someStatements(reader, campaignId, [id]))[0]
}

/** Those of `ids` that there are, in any order. */
export async function someStatements(reader: Reader, campaignId: string, ids: string[]): Promise<QueueRow[]> {
  return reader.rows(prepared(`select ${columns} from unnest($2::uuid[]) as one (id) ${byKey}`), [campaignId, ids])
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
  /** It was done to many at once: to them all by this. */
  bulkId: string | null
}

export async function deedsOf(reader: Reader, campaignId: string, statementId: string): Promise<DeedRow[]> {
  return (await deedsOfEach(reader, campaignId, [statementId])).get(statementId) ?? []
}

/** The deeds of several statements, by statement. */
export async function deedsOfEach(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, DeedRow[]>> {
  return byStatement(await reader.rows<DeedRow & { statementId: string }>(
    prepared(
      `select d.statement_id as "statementId", d.id, d.kind as decision, p.name as by, d.at, d.taken_back_at as "takenBackAt", d.done, f.name as "proposedBy", d.bulk_id as "bulkId"
       from deed d join person p on p.id = d.person_id
       left join lateral (select o.person_id from proposal o where o.campaign_id = $1 and o.deed_id = d.id and o.state = 'confirmed' offset 0) r on true
       left join person f on f.id = r.person_id
       where d.campaign_id = $1 and d.statement_id = any($2::uuid[]) order by d.at`),
    [campaignId, ids],
  ))
}

/** Rows of several statements, by statement. */
export function byStatement<Row extends { statementId: string }>(rows: Row[]): Map<string, Omit<Row, 'statementId'>[]> {
  return new Map([...Map.groupBy(rows, (row) => row.statementId)].map(([id, some]) => [id, some.map(({ statementId: _, ...row }) => row)]))
}

/** What one person holds at `now`, the soonest to run out first; a lease that ran out may not have been returned yet. */
export async function heldBy(reader: Reader, campaignId: string, personId: string, now: Date): Promise<QueueRow[]> {
  return reader.rows(
    `select ${columns} from statement s ${joins} where s.campaign_id = $1 and c.person_id = $2 and c.until > $3 order by c.until, s.id`,
    [campaignId, personId, now],
  )
}
