import { notify, refuse, uuid7, type Actor, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'

export type Verification = 'unverified' | 'corroborated' | 'verified' | 'false'
export const verifications: Verification[] = ['unverified', 'corroborated', 'verified', 'false']

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
  statements: number
  posts: number
  version: number
}

const columns = `i.id, i.number, i.title, i.language, a.key as "issueArea", i.issue_area_id as "issueAreaId",
  jsonb_build_object('name', i.place_name, 'lat', i.lat, 'lon', i.lon, 'precision', i.precision) as place,
  i.verification, i.happened_at as "happenedAt", i.version,
  (select count(*)::int from incident_statement l where l.campaign_id = i.campaign_id and l.incident_id = i.id) as statements,
  (select coalesce(sum(s.posts), 0)::int from incident_statement l join statement s on s.campaign_id = l.campaign_id and s.id = l.statement_id
   where l.campaign_id = i.campaign_id and l.incident_id = i.id) as posts`

const joins = `left join issue_area a on a.campaign_id = i.campaign_id and a.id = i.issue_area_id`

/** Incidents to join or to edit, the most reported first. `words`: part of the title or the name of the place. */
export async function listIncidents(
  reader: Reader, campaignId: string, filter: { issueAreaId?: string; words?: string; limit?: number } = {},
): Promise<Incident[]> {
  const words = filter.words?.slice(0, 200).replace(/[\\%_]/g, '\\$&') ?? null
  return reader.rows(
    `select * from (select ${columns} from incident i ${joins}
       where i.campaign_id = $1 and ($2::uuid is null or i.issue_area_id = $2)
         and ($3::text is null or i.title ilike '%' || $3 || '%' or i.place_name ilike '%' || $3 || '%')) found
     order by posts desc, number limit $4`,
    [campaignId, filter.issueAreaId ?? null, words, filter.limit ?? 200],
  )
}

export async function incidentById(reader: Reader, campaignId: string, id: string): Promise<Incident | undefined> {
  return reader.row(`select ${columns} from incident i ${joins} where i.campaign_id = $1 and i.id = $2`, [campaignId, id])
}

/**
 * Makes an incident out of a statement: area, place and language as classified; without a place of its own, the first place that a
 * post of it brought, kept to the precision that the campaign has chosen for such.
 */
export async function addIncident(
  t: Transactor, campaignId: string, statementId: string, made: { title?: string; personId: string; at: Date },
): Promise<string> {
  await touchPublic(t, campaignId)
  const id = uuid7(made.at)
  await t.run(
    `insert into incident (campaign_id, id, number, title, worded_by, language, issue_area_id, place_name, lat, lon, precision, happened_at, created_at)
     select $1, $2, (select coalesce(max(number), 0) + 1 from incident where campaign_id = $1), $4, $5, s.language, s.issue_area_id,
       case when s.precision is null then p.place_name else s.place_name end,
       case when s.precision is null then p.lat else s.lat end,
       case when s.precision is null then p.lon else s.lon end,
       coalesce(s.precision, c.precision), s.first_said_at, $6
     from statement s
     join campaign c on c.id = s.campaign_id
     left join lateral (
       select o.place_name, o.lat, o.lon from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
       where f.campaign_id = $1 and f.statement_id = s.id and o.lat is not null order by f.number limit 1) p on true
     where s.campaign_id = $1 and s.id = $3`,
    [campaignId, id, statementId, made.title ?? null, made.title ? made.personId : null, made.at],
  )
  return id
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
  verification?: Verification
  place?: { name: string; lat: number; lon: number; precision: string }
  /** How exactly the public sees the place that is there. */
  precision?: string
}

/** Changes an incident that `version` still describes. */
export async function editIncident(house: House, campaignId: string, actor: Actor, id: string, edit: IncidentEdit): Promise<Incident> {
  return house.db.transact(async (t) => {
    const { place } = edit
    const changed = await t.run(
      `update incident set version = version + 1, title = coalesce($4, title), worded_by = case when $4::text is null then worded_by else $5 end,
         verification = coalesce($6, verification),
         place_name = coalesce($7, place_name), lat = coalesce($8, lat), lon = coalesce($9, lon), precision = coalesce($10, precision)
       where campaign_id = $1 and id = $2 and version = $3`,
      [campaignId, id, edit.version, edit.title ?? null, actor.person.id, edit.verification ?? null,
        place?.name ?? null, place?.lat ?? null, place?.lon ?? null, place?.precision ?? edit.precision ?? null],
    )
    const incident = await incidentById(t, campaignId, id)
    if (!incident) throw noIncident()
    if (changed === 0) throw refuse('stale-version', 409, 'This incident has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: incident.version } })
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'incident', incident: id })
    return incident
  })
}

/** Incidents that nobody reports any more go. */
export async function dropUnsupported(t: Transactor, campaignId: string): Promise<void> {
  await t.run(
    `delete from incident i where i.campaign_id = $1 and not exists (
       select from incident_statement l where l.campaign_id = $1 and l.incident_id = i.id)`,
    [campaignId],
  )
}

export function noIncident() {
  return refuse('not-found', 404, 'There is no such incident.')
}
