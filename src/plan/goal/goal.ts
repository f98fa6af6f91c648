import { checkZone, defined, notify, refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { campaignById, changeCampaign } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { linesOf, stale, textOf } from '../text.ts'
import { checkGoal } from './followers.ts'

/** What a campaign is for. The goal is the campaign's own sentence; the rest belongs to the plan. */
export interface Plan {
  goal: string
  changeSought: string
  strategy: string
  /** Where times are told unless somebody says otherwise. */
  zone: string
  /** Not empty: the campaign stays neutral between these, and the board keeps count of them. */
  sides: string[]
  currency: string
  /** 0: nobody has written anything yet. */
  version: number
}

export type PlanChange = Partial<Omit<Plan, 'version'>> & { version: number }

export async function planOf(reader: Reader, campaignId: string): Promise<Plan> {
  const row = await reader.row<Plan>(
    `select c.goal, coalesce(p.change_sought, '') as "changeSought", coalesce(p.strategy, '') as strategy, coalesce(p.zone, 'UTC') as zone, coalesce(p.sides, '{}') as sides,
       coalesce(p.currency, 'EUR') as currency, coalesce(p.version, 0) as version
     from campaign c left join plan p on p.campaign_id = c.id where c.id = $1`,
    [campaignId],
  )
  if (!row) throw refuse('not-found', 404, 'There is no such campaign.')
  return row
}

/** Changes what is given and leaves the rest. */
export async function changePlan(house: House, actor: Actor | undefined, campaign: CampaignRef, change: PlanChange): Promise<Plan> {
  allow(actor, campaign, 'plan.edit')
  const { version, ...given } = change
  return house.db.transact(async (t) => {
    const before = await planOf(t, campaign.id)
    const next = checked({ ...before, ...defined(given) })
    const done = await t.row(
      `insert into plan (campaign_id, change_sought, strategy, zone, sides, currency) select $1, $2, $3, $4, $5::text[], $6 where $7 = 0 or exists (select from plan where campaign_id = $1)
       on conflict (campaign_id) do update set change_sought = excluded.change_sought, strategy = excluded.strategy, zone = excluded.zone, sides = excluded.sides,
         currency = excluded.currency, version = plan.version + 1 where plan.version = $7
       returning version`,
      [campaign.id, next.changeSought, next.strategy, next.zone, next.sides, next.currency, version],
    )
    if (!done) throw stale(before.version)
    if (next.goal !== before.goal) {
      checkGoal(next.goal)
      await changeCampaign(t, campaign.id, { goal: next.goal }, house.clock.now(), actor.person.id)
    }
    await notify(t, campaign.id, { kind: 'plan' })
    return planOf(t, campaign.id)
  })
}

function checked(plan: Plan): Plan {
  const currency = plan.currency.trim().toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) throw refuse('currency-wrong', 422, 'A currency has three letters.', { mend: 'Such as EUR, USD, KES.' })
  const sides = linesOf(plan.sides, 12, 80)
  if (sides.length === 1) throw refuse('sides-wrong', 422, 'One side alone cannot be balanced.', { mend: 'Name at least two, or none where the campaign takes a side.' })
  return { ...plan, goal: textOf(plan.goal, 500), changeSought: textOf(plan.changeSought, 1_000), strategy: textOf(plan.strategy, 5_000), zone: checkZone(plan.zone), sides, currency }
}

/** A side that the plan names; null for none. */
export function sideIn(sides: string[], wish: string | null | undefined): string | null {
  if (!wish) return null
  if (!sides.includes(wish)) throw refuse('side-wrong', 422, 'The plan names no such side.', { mend: sides.length > 0 ? `It names: ${sides.join(', ')}.` : 'Add the sides to the plan first.' })
  return wish
}

export async function goalIn(reader: Reader, campaignId: string, language: string): Promise<string> {
  const campaign = await campaignById(reader, campaignId)
  return campaign?.words[language]?.goal || campaign?.goal || ''
}
