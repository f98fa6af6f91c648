import { notify, refuse, uuid7, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { dropNotesOn } from '#desk/index.ts'
import { coarserSql } from '#post/index.ts'
import { notePrecision } from './blurred.ts'
import { record } from './event.ts'
import type { Verification } from './rule.ts'
import { beginChecklist } from './subject.ts'

export const courses = ['unknown', 'ongoing', 'over'] as const
export type Course = (typeof courses)[number]

/** Something that happened somewhere, supported by statements. The place is the true one: what leaves the house is blurred by `precision`. */
export interface Incident {
  id: string
  number: number
  /** Written or confirmed by a person; null while nobody has worded it: then it stands on what may be quoted, or is only counted. */
  title: string | null
  language: string | null
  issueArea: string | null
  issueAreaId: string | null
  place: { name: string | null; lat: number | null; lon: number | null; precision: string }
  verification: Verification
  happenedAt: Date
  /** A person said when it happened; else it is when it was first said. */
  happenedKnown: boolean
  course: Course
  overAt: Date | null
  /** Since when the public is told that it was false; null where it never was public, or is not false. */
  correctedAt: Date | null
  statements: number
  posts: number
  version: number
}

const columns = `i.id, i.number, i.title, i.language, a.key as "issueArea", i.issue_area_id as "issueAreaId",
  jsonb_build_object('name', i.place_name, 'lat', i.lat, 'lon', i.lon, 'precision', i.precision) as place,
  i.verification, i.happened_at as "happenedAt", i.happened_known as "happenedKnown", i.course, i.over_at as "overAt", i.corrected_at as "correctedAt", i.version,
  (select count(*)::int from incident_statement l where l.campaign_id = i.campaign_id and l.incident_id = i.id) as statements,
  (select coalesce(sum(s.posts), 0)::int from incident_statement l join statement s on s.campaign_id = l.campaign_id and s.id = l.statement_id
   where l.campaign_id = i.campaign_id and l.incident_id = i.id) as posts`

const joins = `left join issue_area a on a.campaign_id = i.campaign_id and a.id = i.issue_area_id`

const orders = { loudest: 'posts desc, number', newest: '"happenedAt" desc, number', unsure: `array_position(array['unverified', 'corroborated', 'verified', 'false'], verification), posts desc, number` }
export type IncidentOrder = keyof typeof orders
export const incidentOrders = Object.keys(orders) as IncidentOrder[]

export interface IncidentFilter {
  issueAreaId?: string
  /** Part of the title or the name of the place. */
  words?: string
  verification?: Verification
  order?: IncidentOrder
  limit?: number
}

/** Incidents to join, to verify or to edit. Those that were joined into others are the others. */
export async function listIncidents(reader: Reader, campaignId: string, filter: IncidentFilter = {}): Promise<Incident[]> {
  const words = filter.words?.slice(0, 200).replace(/[\\%_]/g, '\\$&') ?? null
  return reader.rows(
    `select * from (select ${columns} from incident i ${joins}
       where i.campaign_id = $1 and i.joined_into is null and ($2::uuid is null or i.issue_area_id = $2) and ($5::text is null or i.verification = $5)
         and ($3::text is null or i.title ilike '%' || $3 || '%' or i.place_name ilike '%' || $3 || '%')) found
     order by ${orders[filter.order ?? 'loudest']} limit $4`,
    [campaignId, filter.issueAreaId ?? null, words, filter.limit ?? 200, filter.verification ?? null],
  )
}

/** One that is there; of one that was joined into another, see `standsFor`. */
export async function incidentById(reader: Reader, campaignId: string, id: string): Promise<Incident | undefined> {
  return reader.row(`select ${columns} from incident i ${joins} where i.campaign_id = $1 and i.id = $2 and i.joined_into is null`, [campaignId, id])
}

/** The incident that an old address means now: itself, or the one that it was joined into. `id`: its id, or the number of its public page. */
export async function standsFor(reader: Reader, campaignId: string, id: { id: string } | { number: number }): Promise<{ id: string; number: number; correctedAt: Date | null } | undefined> {
  const row = await reader.row<{ id: string; number: number; joinedInto: string | null; correctedAt: Date | null }>(
    `select id, number, joined_into as "joinedInto", corrected_at as "correctedAt" from incident where campaign_id = $1 and ${'id' in id ? 'id = $2' : 'number = $2'}`,
    [campaignId, 'id' in id ? id.id : id.number],
  )
  return row?.joinedInto ? standsFor(reader, campaignId, { id: row.joinedInto }) : row
}

/**
 * Makes an incident out of a statement: area, place and language as classified; without a place of its own, the first place that a
 * post of it brought, kept to the precision that the campaign has chosen for such, or to the coarser one that its author asked for.
 */
export async function addIncident(
  t: Transactor, campaignId: string, statementId: string, made: { title?: string; personId: string; at: Date },
): Promise<string> {
  await touchPublic(t, campaignId, { sameWords: true })
  const id = uuid7(made.at)
  const number = await nextNumber(t, campaignId)
  await t.run(
    `insert into incident (campaign_id, id, number, title, worded_by, language, issue_area_id, place_name, lat, lon, precision, happened_at, created_at)
     select $1, $2, $7, $4, $5, s.language, s.issue_area_id,
       case when s.precision is null then p.place_name else s.place_name end,
       case when s.precision is null then p.lat else s.lat end,
       case when s.precision is null then p.lon else s.lon end,
       coalesce(s.precision, ${coarserSql('c.precision', 'p.precision')}), s.first_said_at, $6
     from statement s
     join campaign c on c.id = s.campaign_id
     left join lateral (
       select o.place_name, o.lat, o.lon, o.precision from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
       where f.campaign_id = $1 and f.statement_id = s.id and o.lat is not null order by f.number limit 1) p on true
     where s.campaign_id = $1 and s.id = $3`,
    [campaignId, id, statementId, made.title ?? null, made.title ? made.personId : null, made.at, number],
  )
  await beginChecklist(t, campaignId, { kind: 'incident', id })
  await record(t, campaignId, id, { kind: 'made', personId: made.personId, at: made.at })
  return id
}

/** Numbers stand in public addresses: one that was given is never given again, whatever becomes of its incident. */
async function nextNumber(t: Transactor, campaignId: string): Promise<number> {
  const row = await t.row<{ last: number }>(
    `insert into incident_number (campaign_id, last) values ($1, 1) on conflict (campaign_id) do update set last = incident_number.last + 1 returning last`, [campaignId])
  return row!.last
}

/** A deed that is taken back within its ten seconds never was: its number is free again, unless another one was given since. */
export async function giveNumberBack(t: Transactor, campaignId: string, number: number): Promise<void> {
  await t.run(`update incident_number set last = last - 1 where campaign_id = $1 and last = $2`, [campaignId, number])
}

export async function linkStatement(t: Transactor, campaignId: string, incidentId: string, statementId: string, deedId: string): Promise<void> {
  await t.run(
    `insert into incident_statement (campaign_id, incident_id, statement_id, deed_id) values ($1, $2, $3, $4) on conflict do nothing`,
    [campaignId, incidentId, statementId, deedId],
  )
}

export interface IncidentEdit {
  version: number
  title?: string
  place?: { name: string; lat: number; lon: number; precision: string }
  /** How exactly the public sees the place that is there. */
  precision?: string
  happenedAt?: Date
  course?: Course
  /** When it was over; only beside the course `over`. */
  overAt?: Date | null
}

/** Changes an incident that `version` still describes. */
export async function editIncident(house: House, campaignId: string, actor: Actor, id: string, edit: IncidentEdit): Promise<Incident> {
  return house.db.transact(async (t) => {
    await changeIncident(t, campaignId, actor.person.id, id, edit, house.clock.now())
    await notePrecision(house, campaignId, id, edit.place?.precision ?? edit.precision)
    return (await incidentById(t, campaignId, id))!
  })
}

/** The same within a transaction: also how a preview is made, which is rolled back. */
export async function changeIncident(t: Transactor, campaignId: string, personId: string, id: string, edit: IncidentEdit, at: Date): Promise<void> {
  const { place, happenedAt, course } = edit
  if (happenedAt && happenedAt.getTime() > at.getTime() + 86_400_000) throw refuse('time-wrong', 422, 'This time lies in the future.', { mend: 'Give when it happened, not when it was said.' })
  const overAt = course === 'over' ? (edit.overAt ?? null) : null
  const before = await incidentById(t, campaignId, id)
  if (!before) throw noIncident()
  const changed = await t.run(
    `update incident set version = version + 1, title = coalesce($4, title), worded_by = case when $4::text is null then worded_by else $5 end,
       place_name = coalesce($6, place_name), lat = coalesce($7, lat), lon = coalesce($8, lon), precision = coalesce($9, precision),
       happened_at = coalesce($10, happened_at), happened_known = happened_known or $10::timestamptz is not null,
       course = coalesce($11, course), over_at = case when $11::text is null then over_at else $12 end
     where campaign_id = $1 and id = $2 and version = $3`,
    [campaignId, id, edit.version, edit.title ?? null, personId, place?.name ?? null, place?.lat ?? null, place?.lon ?? null, place?.precision ?? edit.precision ?? null,
      happenedAt ?? null, course ?? null, overAt],
  )
  if (changed === 0) throw refuse('stale-version', 409, 'This incident has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: before.version } })
  for (const event of eventsFor(before, edit)) await record(t, campaignId, id, { ...event, personId, at })
  await touchPublic(t, campaignId, { sameWords: true })
  await notify(t, campaignId, { kind: 'incident', incident: id })
}

function eventsFor(before: Incident, edit: IncidentEdit): { kind: string; detail?: Record<string, string> }[] {
  const precision = edit.place?.precision ?? edit.precision
  const placed = edit.place && (edit.place.name !== before.place.name || edit.place.lat !== before.place.lat || edit.place.lon !== before.place.lon)
  return [
    ...(edit.title !== undefined && edit.title !== before.title ? [{ kind: 'worded' }] : []),
    ...(placed ? [{ kind: 'placed' }] : []),
    ...(precision && precision !== before.place.precision ? [{ kind: 'precision', detail: { to: precision } }] : []),
    ...(edit.happenedAt && edit.happenedAt.getTime() !== before.happenedAt.getTime() ? [{ kind: 'timed' }] : []),
    ...(edit.course && edit.course !== before.course ? [{ kind: 'course', detail: { to: edit.course } }] : []),
  ]
}

/**
 * Incidents that nobody reports any more go; so do those that were joined into another, when none of the statements that they
 * brought is left: their words rested on these alone.
 */
export async function dropUnsupported(t: Transactor, campaignId: string): Promise<void> {
  const alone = await t.rows<{ id: string }>(
    `delete from incident i where i.campaign_id = $1 and i.joined_into is null and not exists (
       select from incident_statement l where l.campaign_id = $1 and l.incident_id = i.id) returning i.id`,
    [campaignId],
  )
  const parts = await t.rows<{ id: string }>(
    `delete from incident i where i.campaign_id = $1 and i.joined_into is not null and not exists (
       select from incident_move m join incident_statement l on l.campaign_id = m.campaign_id and l.statement_id = any(m.statements)
       where m.campaign_id = $1 and (m.from_id = i.id or m.into_id = i.id)) returning i.id`,
    [campaignId],
  )
  await dropNotesOn(t, campaignId, [...alone, ...parts].map((row) => row.id))
}

export function noIncident() {
  return refuse('not-found', 404, 'There is no such incident.')
}
