import { refuse, sqlState, uuid7, type Reader, type Transactor } from '#core/index.ts'
import { checkKeys, foreignKeyViolation, issueAreasOf } from './area.ts'
import { foldName } from './fold-name.ts'
import type { Names } from './names.ts'
import { touchPublic } from './pulse.ts'

export interface Institution {
  id: string
  key: string
  names: Names
  /** The areas for which it owes answers. */
  issueAreaIds: string[]
}

export interface NewInstitution {
  key: string
  names: Names
  /** Keys of issue areas. */
  issueAreas: string[]
}

export async function institutionsOf(reader: Reader, campaignId: string): Promise<Institution[]> {
  return reader.rows<Institution>(
    `select i.id, i.key, i.names, coalesce(array_agg(a.issue_area_id::text) filter (where a.issue_area_id is not null), '{}') as "issueAreaIds"
     from institution i left join institution_area a on a.campaign_id = $1 and a.institution_id = i.id
     where i.campaign_id = $1 group by i.campaign_id, i.id, i.key, i.names order by i.key`,
    [campaignId],
  )
}

/** The institution that somebody means by its key, its id or its name in any language. */
export async function institutionCalled(reader: Reader, campaignId: string, called: string): Promise<Institution> {
  const all = await institutionsOf(reader, campaignId)
  const wanted = foldName(called)
  const found = all.find((one) => one.key === called || one.id === called || Object.values(one.names).some((name) => foldName(name) === wanted))
  if (found) return found
  const known = all.map((one) => one.key).join(', ')
  throw refuse('unknown-institution', 404, `This campaign has no institution "${called.slice(0, 80)}".`, { mend: known ? `It has: ${known}.` : 'It has none yet; a coordinator adds them.' })
}

/** The whole list. An institution keeps its id by its key. */
export async function setInstitutions(t: Transactor, campaignId: string, institutions: NewInstitution[], at: Date): Promise<Institution[]> {
  checkKeys(institutions, 'institution')
  const areas = new Map((await issueAreasOf(t, campaignId)).map((area) => [area.key, area.id]))
  const unknown = institutions.flatMap((one) => one.issueAreas).find((key) => !areas.has(key))
  if (unknown !== undefined) throw refuse('unknown-issue-area', 422, `This campaign has no issue area "${unknown}".`, { mend: `It has: ${[...areas.keys()].join(', ')}.` })
  const rows = institutions.map((one) => ({ id: uuid7(at), key: one.key, names: one.names }))
  const keys = institutions.map((one) => one.key)
  await t.run('delete from institution_area where campaign_id = $1', [campaignId])
  await dropOthers(t, campaignId, keys)
  await t.run(
    `insert into institution (campaign_id, id, key, names)
     select $1, x.id, x.key, x.names from jsonb_to_recordset($2::jsonb) as x(id uuid, key text, names jsonb)
     on conflict (campaign_id, key) do update set names = excluded.names`,
    [campaignId, JSON.stringify(rows)],
  )
  const links = institutions.flatMap((one) => [...new Set(one.issueAreas)].map((area) => ({ key: one.key, area: areas.get(area)! })))
  await t.run(
    `insert into institution_area (campaign_id, institution_id, issue_area_id)
     select $1, i.id, x.area from unnest($2::text[], $3::uuid[]) as x(key, area) join institution i on i.campaign_id = $1 and i.key = x.key`,
    [campaignId, links.map((link) => link.key), links.map((link) => link.area)],
  )
  await touchPublic(t, campaignId)
  return institutionsOf(t, campaignId)
}

async function dropOthers(t: Transactor, campaignId: string, keys: string[]): Promise<void> {
  try {
    await t.run('delete from institution where campaign_id = $1 and key <> all($2)', [campaignId, keys])
  } catch (error) {
    if (sqlState(error) !== foreignKeyViolation) throw error
    throw refuse('in-use', 409, 'An institution that was given a dossier, or that is a target, cannot be left out.', { mend: 'Rename it instead.' })
  }
}
