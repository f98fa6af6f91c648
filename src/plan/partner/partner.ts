import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow, may, membersOf, type Joined } from '#person/index.ts'
import { planOf, sideIn } from '../goal/goal.ts'
import { lineOf, linesOf, missing, needed, stale } from '../text.ts'

/** An organisation that takes part, with one person to talk to and what it does each week. */
export interface Partner {
  id: string
  name: string
  /** The point person: a member of the campaign, or only a name. */
  person: { id: string; name: string } | null
  personName: string
  topics: string[]
  languages: string[]
  countries: string[]
  commitment: string
  side: string | null
  retired: boolean
  version: number
  /** This week: done, not done, or nobody has said. */
  done: boolean | null
  /** Weeks in which it did, of those in which somebody said. */
  weeksDone: number
  weeksSaid: number
}

export interface NewPartner {
  name: string
  personId?: string | null | undefined
  personName?: string | undefined
  topics?: string[] | undefined
  languages?: string[] | undefined
  countries?: string[] | undefined
  commitment?: string | undefined
  side?: string | null | undefined
}

export type PartnerChange = Partial<NewPartner> & { version: number; retired?: boolean | undefined }

const select = `select a.id, a.name, case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as person, a.person_name as "personName", a.topics, a.languages, a.countries,
    a.commitment, a.side, a.retired_at is not null as retired, a.version, w.done, coalesce(k.done, 0) as "weeksDone", coalesce(k.said, 0) as "weeksSaid"
  from partner a left join person p on p.id = a.person_id
  left join partner_week w on w.campaign_id = a.campaign_id and w.partner_id = a.id and w.week = $2::date
  left join (select partner_id, count(*) filter (where done)::int as done, count(*)::int as said from partner_week where campaign_id = $1 group by partner_id) k on k.partner_id = a.id
  where a.campaign_id = $1`

/** Partners by name, those that take part first; `now` says which week it is. */
export async function partnersOf(reader: Reader, campaignId: string, now: Date): Promise<Partner[]> {
  return reader.rows<Partner>(`${select} order by a.retired_at is not null, lower(a.name), a.id limit 1000`, [campaignId, weekOf(now)])
}

async function partnerById(reader: Reader, campaignId: string, id: string, now: Date): Promise<Partner | undefined> {
  return reader.row<Partner>(`${select} and a.id = $3`, [campaignId, weekOf(now), id])
}

export async function addPartner(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewPartner): Promise<Partner> {
  allow(actor, campaign, 'plan.edit')
  const at = house.clock.now()
  const id = uuid7(at)
  return house.db.transact(async (t) => {
    const partner = await checked(t, campaign, wish)
    await t.run(
      `insert into partner (campaign_id, id, name, person_id, person_name, topics, languages, countries, commitment, side, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [campaign.id, id, ...columnsOf(partner), at])
    await notify(t, campaign.id, { kind: 'plan' })
    return (await partnerById(t, campaign.id, id, at))!
  })
}

export async function changePartner(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: PartnerChange): Promise<Partner> {
  allow(actor, campaign, 'plan.edit')
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const before = await partnerById(t, campaign.id, id, now)
    if (!before) throw missing('partner')
    const { version, retired, ...given } = change
    const partner = await checked(t, campaign, { ...before, personId: before.person?.id ?? null, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) })
    const done = await t.run(
      `update partner set name = $3, person_id = $4, person_name = $5, topics = $6, languages = $7, countries = $8, commitment = $9, side = $10,
         retired_at = case when $11 then coalesce(retired_at, $12) end, version = version + 1 where campaign_id = $1 and id = $2 and version = $13`,
      [campaign.id, id, ...columnsOf(partner), retired ?? before.retired, now, version])
    if (done === 0) throw stale(before.version)
    await notify(t, campaign.id, { kind: 'plan' })
    return (await partnerById(t, campaign.id, id, now))!
  })
}

/** Whether a partner did what it commits to, this week or an earlier one: said by its point person or a coordinator. */
export async function sayWeek(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, week: string, done: boolean): Promise<void> {
  allow(actor, campaign, 'plan.work')
  const now = house.clock.now()
  if (!/^\d{4}-\d\d-\d\d$/.test(week) || Number.isNaN(Date.parse(week)) || weekOf(new Date(`${week}T00:00:00Z`)) !== week || week > weekOf(now)) throw refuse('week-wrong', 422, 'A week is named by its Monday, and is not to come yet.')
  await house.db.transact(async (t) => {
    const partner = await partnerById(t, campaign.id, id, now)
    if (!partner) throw missing('partner')
    if (partner.person?.id !== actor.person.id && !may(actor, campaign, 'plan.edit')) throw refuse('forbidden', 403, 'That is for its point person to say.', { mend: 'Ask them, or a coordinator.' })
    await t.run(
      `insert into partner_week (campaign_id, partner_id, week, done, person_id, at) values ($1, $2, $3::date, $4, $5, $6)
       on conflict (campaign_id, partner_id, week) do update set done = excluded.done, person_id = excluded.person_id, at = excluded.at`,
      [campaign.id, id, week, done, actor.person.id, now])
    await notify(t, campaign.id, { kind: 'plan' })
  })
}

/** Step `joined`: the point person of a partner is the one of the plan's partner of that name, where it has none. */
export async function namePointPerson(t: Transactor, { campaignId, organisationId, personId, point }: Joined): Promise<void> {
  if (!point) return
  await t.run(
    `update partner set person_id = $2, retired_at = null, version = version + 1
     where campaign_id = $1 and (person_id is null or retired_at is not null) and lower(name) = (select lower(name) from organisation where id = $3)`, [campaignId, personId, organisationId])
}

/** Step `partnerLeft`: it takes part no more in the plan either; what it did each week stays. */
export async function retirePartner(t: Transactor, campaignId: string, organisationId: string, at: Date): Promise<void> {
  await t.run(
    `update partner set retired_at = $3, version = version + 1 where campaign_id = $1 and retired_at is null and lower(name) = (select lower(name) from organisation where id = $2)`, [campaignId, organisationId, at])
  await notify(t, campaignId, { kind: 'plan' })
}

/** The Monday of a week, as 2027-05-03. */
export function weekOf(at: Date): string {
  const monday = new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000)
  return monday.toISOString().slice(0, 10)
}

async function checked(reader: Reader, campaign: CampaignRef, wish: NewPartner) {
  if (wish.personId && !(await membersOf(reader, campaign)).some((one) => one.id === wish.personId)) throw refuse('person-wrong', 422, 'The point person has no part in this campaign.', { mend: 'Invite them first, or write only their name.' })
  return {
    name: needed(wish.name, 200, 'A partner has a name'), personId: wish.personId ?? null, personName: lineOf(wish.personName ?? '', 200), topics: linesOf(wish.topics ?? [], 30, 100),
    languages: linesOf(wish.languages ?? [], 30, 35), countries: linesOf(wish.countries ?? [], 100, 100), commitment: lineOf(wish.commitment ?? '', 500), side: sideIn((await planOf(reader, campaign.id)).sides, wish.side),
  }
}

function columnsOf(partner: Awaited<ReturnType<typeof checked>>): unknown[] {
  const { name, personId, personName, topics, languages, countries, commitment, side } = partner
  return [name, personId, personName, topics, languages, countries, commitment, side]
}
