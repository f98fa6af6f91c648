import type { Reader } from '#core/index.ts'

export type AlarmState = 'open' | 'taken' | 'closed'

export interface Alarm {
  id: string
  statementId: string | null
  /** Null: nobody says it any more. */
  text: string | null
  language: string | null
  place: string | null
  /** Who raised it; null: the rule by words. */
  raisedBy: string | null
  raisedAt: Date
  state: AlarmState
  level: number
  nextAt: Date
  taker: { id: string; name: string; at: Date } | null
  closedAt: Date | null
  closedAs: 'done' | 'withdrawn' | 'joined' | null
  outcome: string | null
}

const columns = `a.id, a.statement_id as "statementId", x.text, s.language, s.place_name as place, r.name as "raisedBy", a.raised_at as "raisedAt", a.state, a.level,
  a.next_at as "nextAt", case when k.id is null then null else jsonb_build_object('id', k.id, 'name', k.name) end as taker, a.taken_at as "takenAt",
  a.closed_at as "closedAt", a.closed_as as "closedAs", a.outcome`

const joins = `left join statement s on s.campaign_id = a.campaign_id and s.id = a.statement_id
  left join statement_text x on x.campaign_id = a.campaign_id and x.statement_id = a.statement_id
  left join person r on r.id = a.raised_by left join person k on k.id = a.taken_by`

type Row = Omit<Alarm, 'taker'> & { taker: { id: string; name: string } | null; takenAt: Date | null }

/** Alarms of a state: open and taken ones the oldest first, closed ones the latest first. */
export async function listAlarms(reader: Reader, campaignId: string, state: AlarmState, limit = 100): Promise<Alarm[]> {
  const rows = await reader.rows<Row>(
    `select ${columns} from alarm a ${joins} where a.campaign_id = $1 and a.state = $2 order by a.raised_at ${state === 'closed' ? 'desc' : ''}, a.id limit $3`, [campaignId, state, limit])
  return rows.map(shown)
}

/** Counted no further than a thousand. */
export async function countAlarms(reader: Reader, campaignId: string, state: AlarmState): Promise<number> {
  const row = await reader.row<{ count: number }>(`select count(*)::int as count from (select from alarm where campaign_id = $1 and state = $2 limit 1000) a`, [campaignId, state])
  return row!.count
}

export async function oneAlarm(reader: Reader, campaignId: string, id: string): Promise<Alarm | undefined> {
  const row = await reader.row<Row>(`select ${columns} from alarm a ${joins} where a.campaign_id = $1 and a.id = $2`, [campaignId, id])
  return row && shown(row)
}

function shown({ takenAt, taker, ...row }: Row): Alarm {
  return { ...row, taker: taker && { ...taker, at: takenAt! } }
}

/** What an open screen needs to say: how many are open, since when, and that only. */
export interface Ringing {
  open: number
  first: string | null
  since: Date | null
}

export async function ringing(reader: Reader, campaignId: string): Promise<Ringing> {
  const row = await reader.row<Ringing>(
    `select count(*)::int as open, min(raised_at) as since, (array_agg(id order by raised_at))[1] as first
     from (select id, raised_at from alarm where campaign_id = $1 and state = 'open' order by raised_at limit 100) a`, [campaignId])
  return row!
}

export interface AlarmEvent {
  kind: 'raised' | 'told' | 'taken' | 'back' | 'closed'
  by: string | null
  level: number | null
  people: number | null
  at: Date
}

/** What happened to these alarms, the first first, by alarm. */
export async function historyOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, AlarmEvent[]>> {
  const rows = await reader.rows<AlarmEvent & { alarm: string }>(
    `select e.alarm_id as alarm, e.kind, p.name as by, e.level, e.people, e.at from alarm_event e left join person p on p.id = e.person_id
     where e.campaign_id = $1 and e.alarm_id = any($2::uuid[]) order by e.at, array_position(array['raised', 'told', 'taken', 'back', 'closed'], e.kind), e.id`,
    [campaignId, ids],
  )
  const found = new Map<string, AlarmEvent[]>()
  for (const { alarm, ...event } of rows) found.set(alarm, [...(found.get(alarm) ?? []), event])
  return found
}

/** The alarm of a statement that is not over. */
export async function alarmOf(reader: Reader, campaignId: string, statementId: string): Promise<{ id: string; state: AlarmState; taker: string | null } | null> {
  const row = await reader.row<{ id: string; state: AlarmState; taker: string | null }>(
    `select a.id, a.state, p.name as taker from alarm a left join person p on p.id = a.taken_by where a.campaign_id = $1 and a.statement_id = $2 and a.state <> 'closed'`, [campaignId, statementId])
  return row ?? null
}
