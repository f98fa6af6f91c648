import { defined, noteTakenBack, notify, refuse, sqlState, uniqueViolation, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { institutionsOf, type Names } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { planOf, sideIn } from '../goal/goal.ts'
import { idOf, lineOf, missing, needed, stale, textOf } from '../text.ts'
import { forgetContact, hasContact, keepContact, type TargetContact } from './door.ts'
import type { Stance } from './stance.ts'

export interface Handle {
  network: string
  handle: string
}

/** Whom tactics are to move: an institution of the campaign, or somebody who holds an office. */
export interface Target {
  id: string
  kind: 'institution' | 'person'
  institution: { id: string; key: string; names: Names } | null
  /** Null of an institution: it is called as the campaign calls it. */
  name: string | null
  office: string
  handles: Handle[]
  asked: string
  side: string | null
  stance: Stance | null
  responses: number
  lastResponseAt: Date | null
  /** There is a way to reach them beside the public handles; it is read behind the door. */
  reachable: boolean
  retired: boolean
  version: number
}

export interface NewTarget {
  kind: 'institution' | 'person'
  institutionId?: string | null | undefined
  name?: string | null | undefined
  office?: string | undefined
  handles?: Handle[] | undefined
  asked?: string | undefined
  side?: string | null | undefined
  /** Undefined: as it is; null: none any more. */
  contact?: TargetContact | null | undefined
}

export type TargetChange = Partial<NewTarget> & { version: number; retired?: boolean | undefined }

const select = `select g.id, g.kind, case when i.id is null then null else json_build_object('id', i.id, 'key', i.key, 'names', i.names) end as institution, g.name, g.office, g.handles, g.asked, g.side,
    g.stance, coalesce(r.count, 0) as responses, r.last as "lastResponseAt", ${hasContact} as reachable, g.retired_at is not null as retired, g.version
  from target g left join institution i on i.campaign_id = g.campaign_id and i.id = g.institution_id
  left join (select target_id, count(*)::int as count, max(at) as last from response where campaign_id = $1 group by target_id) r on r.target_id = g.id
  where g.campaign_id = $1`

/** All targets: institutions, each followed by the people in it, then people of none. */
export async function targetsOf(reader: Reader, campaignId: string): Promise<Target[]> {
  return reader.rows<Target>(`${select} order by g.retired_at is not null, i.key nulls last, g.kind, lower(g.name), g.id limit 1000`, [campaignId])
}

export async function targetById(reader: Reader, campaignId: string, id: string): Promise<Target | undefined> {
  return reader.row<Target>(`${select} and g.id = $2`, [campaignId, id])
}

export async function addTarget(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewTarget): Promise<Target> {
  allow(actor, campaign, 'plan.edit')
  const at = house.clock.now()
  const id = uuid7(at)
  return house.db.transact(async (t) => {
    const target = checked(wish, (await planOf(t, campaign.id)).sides)
    await inInstitution(t, campaign.id, target.institutionId)
    await once(() => t.run(
      `insert into target (campaign_id, id, kind, institution_id, name, office, handles, asked, side, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [campaign.id, id, ...columnsOf(target), actor.person.id, at],
    ))
    if (wish.contact) await keepContact(house, t, campaign.id, id, wish.contact)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await targetById(t, campaign.id, id))!
  })
}

export async function changeTarget(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: TargetChange): Promise<Target> {
  allow(actor, campaign, 'plan.edit')
  return house.db.transact(async (t) => {
    const before = await targetById(t, campaign.id, id)
    if (!before) throw missing('target')
    const { version, retired, contact, ...given } = change
    const target = checked({ ...before, institutionId: before.institution?.id ?? null, ...defined(given) }, (await planOf(t, campaign.id)).sides)
    await inInstitution(t, campaign.id, target.institutionId)
    const done = await once(() => t.run(
      `update target set kind = $3, institution_id = $4, name = $5, office = $6, handles = $7, asked = $8, side = $9, retired_at = case when $10 then coalesce(retired_at, $11) end, version = version + 1
       where campaign_id = $1 and id = $2 and version = $12`,
      [campaign.id, id, ...columnsOf(target), retired ?? before.retired, house.clock.now(), version],
    ))
    if (done === 0) throw stale(before.version)
    if (contact === null) {
      await forgetContact(t, campaign.id, id)
      await noteTakenBack(house, { campaignId: campaign.id, kind: 'target-contact', ids: [id] })
    } else if (contact) await keepContact(house, t, campaign.id, id, contact)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await targetById(t, campaign.id, id))!
  })
}

function checked(wish: NewTarget, sides: string[]) {
  const institutionId = wish.institutionId ? idOf(wish.institutionId, 'institution') : null
  if (wish.kind === 'institution' && !institutionId) throw refuse('institution-missing', 422, 'Say which institution.', { mend: 'Choose one of the campaign, or add it in the settings first.' })
  return {
    kind: wish.kind, institutionId, name: wish.kind === 'institution' ? null : needed(wish.name ?? '', 200, 'A person has a name'), office: lineOf(wish.office ?? '', 200),
    handles: handlesOf(wish.handles ?? []), asked: textOf(wish.asked ?? '', 2_000), side: sideIn(sides, wish.side),
  }
}

function handlesOf(given: Handle[]): Handle[] {
  return given.slice(0, 20).flatMap(({ network, handle }) => {
    const name = lineOf(handle, 200).replace(/^@/, '')
    return name === '' ? [] : [{ network: lineOf(network, 40).toLowerCase() || 'other', handle: name }]
  })
}

function columnsOf(target: ReturnType<typeof checked>): unknown[] {
  return [target.kind, target.institutionId, target.name, target.office, JSON.stringify(target.handles), target.asked, target.side]
}

async function inInstitution(reader: Reader, campaignId: string, id: string | null): Promise<void> {
  if (id && !(await institutionsOf(reader, campaignId)).some((one) => one.id === id)) throw missing('institution')
}

/** An institution is a target once. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('target-twice', 409, 'This institution is a target already.', { mend: 'Change the one that is there.' })
    throw error
  }
}
