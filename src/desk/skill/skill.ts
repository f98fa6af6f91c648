import { prepared, refuse, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { campaignById, issueAreasOf } from '#campaign/index.ts'
import { allow, audit, membersOf, roleIn } from '#person/index.ts'
import type { Fit } from '#statement/index.ts'

/** `new`: not what is urgent or about people who need protection. `trained`: everything. `trusted`: the campaign lets them go unwatched. */
export const levels = ['new', 'trained', 'trusted'] as const
export type Level = (typeof levels)[number]

/** What somebody can do in a campaign; whatever is empty means everything. */
export interface Skill {
  languages: string[]
  /** Keys of issue areas. */
  areas: string[]
  level: Level
  around: { name: string; lat: number; lon: number; km: number } | null
}

export type SkillChange = Partial<Skill>

/** Of whom nothing is set; where the practice comes first (practice/), somebody without it is new. */
const everything: Skill = { languages: [], areas: [], level: 'trained', around: null }
const unset = `exists (select from practice_first f where f.campaign_id = $1)
  and not exists (select from practice p where p.campaign_id = $1 and p.person_id = $2 and p.passed_at is not null) as "isNew"`
const mostKm = 20_000

interface Row {
  personId: string
  languages: string[]
  areas: string[]
  level: Level
  name: string | null
  lat: number | null
  lon: number | null
  km: number | null
}

const columns = `k.person_id as "personId", k.languages, k.level, k.place_name as name, k.lat, k.lon, k.radius_km as km,
  array(select a.key from issue_area a where a.campaign_id = k.campaign_id and a.id = any(k.areas) order by a.position, a.key) as areas`

export async function skillOf(reader: Reader, campaignId: string, personId: string): Promise<Skill> {
  const row = await reader.row<Row>(`select ${columns} from skill k where k.campaign_id = $1 and k.person_id = $2`, [campaignId, personId])
  if (row) return read(row)
  const { isNew } = (await reader.row<{ isNew: boolean }>(`select ${unset}`, [campaignId, personId]))!
  return isNew ? { ...everything, level: 'new' } : everything
}

/** The skills of everybody who has some set, by person. */
export async function skillsOf(reader: Reader, campaignId: string): Promise<Map<string, Skill>> {
  const rows = await reader.rows<Row>(`select ${columns} from skill k where k.campaign_id = $1`, [campaignId])
  return new Map(rows.map((row) => [row.personId, read(row)]))
}

function read({ languages, areas, level, name, lat, lon, km }: Row): Skill {
  return { languages, areas, level, around: lat === null || lon === null ? null : { name: name ?? '', lat, lon, km: km ?? mostKm } }
}

/** What fits somebody; undefined: everything does. Coordinators and owners are beyond levels. */
export async function fitOf(reader: Reader, campaignId: string, actor: Actor): Promise<Fit | undefined> {
  const row = await reader.row<Omit<Row, 'areas'> & { areas: string[] }>(
    prepared(
      `select coalesce(k.languages, '{}') as languages, coalesce(k.areas, '{}') as areas, k.lat, k.lon, k.radius_km as km,
         coalesce(k.level, case when one."isNew" then 'new' else 'trained' end) as level
       from (select ${unset}) one left join skill k on k.campaign_id = $1 and k.person_id = $2`), [campaignId, actor.person.id])
  if (!row) return undefined
  const fit: Fit = {
    ...(row.languages.length > 0 ? { languages: row.languages } : {}),
    ...(row.areas.length > 0 ? { areas: row.areas } : {}),
    ...(row.level === 'new' && !(await leads(reader, campaignId, actor)) ? { calmOnly: true } : {}),
    ...(row.lat !== null && row.lon !== null ? { around: { lat: row.lat, lon: row.lon, km: row.km ?? mostKm } } : {}),
  }
  return Object.keys(fit).length > 0 ? fit : undefined
}

async function leads(reader: Reader, campaignId: string, actor: Actor): Promise<boolean> {
  const campaign = await campaignById(reader, campaignId)
  return campaign !== undefined && ['coordinator', 'owner'].includes(roleIn(actor, campaign) ?? '')
}

/** A coordinator says what somebody can do; everybody says themselves which languages they read. */
export async function setSkill(house: House, actor: Actor, campaign: CampaignRef, personId: string, change: SkillChange): Promise<Skill> {
  const own = personId === actor.person.id
  allow(actor, campaign, own && Object.keys(change).every((name) => name === 'languages') ? 'statement.work' : 'person.manage')
  return house.db.transact(async (t) => {
    if (!own && !(await membersOf(t, campaign)).some((one) => one.id === personId)) throw refuse('not-found', 404, 'There is no such person in this campaign.')
    const skill = checked({ ...(await skillOf(t, campaign.id, personId)), ...change })
    await write(t, campaign.id, personId, skill, house.clock.now())
    if (!own) await audit(t, { campaignId: campaign.id, at: house.clock.now(), personId: actor.person.id, kind: 'skill.set', subject: personId, detail: { level: skill.level } })
    return skill
  })
}

/** A level alone, for who admits people without being asked (the practice of a first shift). */
export async function setLevel(t: Transactor, campaignId: string, personId: string, level: Level, at: Date): Promise<void> {
  await write(t, campaignId, personId, { ...(await skillOf(t, campaignId, personId)), level }, at)
}

function checked(skill: Skill): Skill {
  const languages = [...new Set(skill.languages.map((tag) => tag.trim().toLowerCase()).filter(Boolean))]
  const wrong = languages.find((tag) => !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag))
  if (wrong !== undefined || languages.length > 30) throw refuse('language-wrong', 422, `"${(wrong ?? '').slice(0, 30)}" is not a language.`, { mend: 'Give tags such as en, es, ar.' })
  const { around } = skill
  if (around && !(Math.abs(around.lat) <= 90 && Math.abs(around.lon) <= 180)) throw refuse('place-wrong', 422, 'This place lies outside of the world.')
  if (around && !(around.km >= 1 && around.km <= mostKm)) throw refuse('radius-wrong', 422, `A radius has 1 to ${mostKm} km.`)
  return { ...skill, languages }
}

async function write(t: Transactor, campaignId: string, personId: string, { languages, areas, level, around }: Skill, at: Date): Promise<void> {
  const known = areas.length > 0 ? await issueAreasOf(t, campaignId) : []
  const ids = areas.map((key) => {
    const found = known.find((area) => area.key === key || area.id === key)
    if (!found) throw refuse('unknown-issue-area', 422, `This campaign has no issue area "${key.slice(0, 60)}".`)
    return found.id
  })
  await t.run(
    `insert into skill (campaign_id, person_id, languages, areas, level, place_name, lat, lon, radius_km, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (campaign_id, person_id) do update set languages = excluded.languages, areas = excluded.areas, level = excluded.level,
       place_name = excluded.place_name, lat = excluded.lat, lon = excluded.lon, radius_km = excluded.radius_km, changed_at = excluded.changed_at`,
    [campaignId, personId, languages, ids, level, around?.name ?? null, around?.lat ?? null, around?.lon ?? null, around ? Math.round(around.km) : null, at],
  )
}
