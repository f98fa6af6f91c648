import { randomInt } from 'node:crypto'
import { isUuid, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { insertCodes, linkById } from '#link/index.ts'
import { drawArms } from './draw.ts'

export const trialLimits = { name: 200, text: 2_000, arms: 6, units: 5_000, handOut: 500, windowMinutes: 14 * 24 * 60 }

export const trialStates = ['running', 'won', 'undecided', 'stopped'] as const
export type TrialState = (typeof trialStates)[number]

export interface Arm {
  text: string
  variantId: string | null
}

export interface Trial {
  id: string
  linkId: string
  bankId: string | null
  name: string
  unit: 'sharer' | 'slot'
  windowMinutes: number
  beginsAt: Date
  endsAt: Date
  state: TrialState
  winner: number | null
  decidedAt: Date | null
  arms: Arm[]
  version: number
}

export interface NewTrial {
  linkId: string
  bankId?: string | null
  name: string
  unit: Trial['unit']
  /** For a slot also its length. */
  windowMinutes: number
  beginsAt: Date
  endsAt: Date
  arms: { text: string; variantId?: string | null }[]
}

const columns = `id, link_id as "linkId", bank_id as "bankId", name, unit, window_minutes as "windowMinutes", begins_at as "beginsAt", ends_at as "endsAt", state, winner, decided_at as "decidedAt", version,
  array(select jsonb_build_object('text', text, 'variantId', variant_id) from trial_arm a where a.campaign_id = trial.campaign_id and a.trial_id = trial.id order by place) as arms`

export async function trialsOf(reader: Reader, campaignId: string, linkId?: string): Promise<Trial[]> {
  return reader.rows(`select ${columns} from trial where campaign_id = $1 and ($2::uuid is null or link_id = $2) order by created_at desc, id limit 200`, [campaignId, linkId ?? null])
}

export async function trialById(reader: Reader, campaignId: string, id: string): Promise<Trial> {
  const found = isUuid(id) ? await reader.row<Trial>(`select ${columns} from trial where campaign_id = $1 and id = $2`, [campaignId, id]) : undefined
  if (!found) throw refuse('not-found', 404, 'There is no such trial.')
  return found
}

/** Begins a trial. With slots, all of them are drawn now. */
export async function beginTrial(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewTrial): Promise<Trial> {
  allow(actor, campaign, 'link.make')
  const at = house.clock.now()
  check(wish, at)
  const id = uuid7(at)
  return house.db.transact(async (t) => {
    await linkById(t, campaign.id, wish.linkId)
    await t.run(
      `insert into trial (campaign_id, id, link_id, name, unit, window_minutes, begins_at, ends_at, state, created_by, created_at, bank_id) values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10, $11)`,
      [campaign.id, id, wish.linkId, wish.name.trim(), wish.unit, wish.windowMinutes, wish.beginsAt, wish.endsAt, actor.person.id, at, wish.bankId ?? null],
    )
    await t.run(
      `insert into trial_arm (campaign_id, trial_id, place, text, variant_id) select $1, $2, place - 1, text, variant from unnest($3::text[], $4::uuid[]) with ordinality as given (text, variant, place)`,
      [campaign.id, id, wish.arms.map((arm) => arm.text.trim()), wish.arms.map((arm) => arm.variantId ?? null)],
    )
    const trial = await trialById(t, campaign.id, id)
    if (trial.unit === 'slot') await addUnits(t, campaign.id, trial, slotsOf(trial).map((beginsAt) => ({ sharer: null, beginsAt })), at)
    return trial
  })
}

function check(wish: NewTrial, now: Date): void {
  const { name, arms, unit, windowMinutes, beginsAt, endsAt } = wish
  if (name.trim() === '' || name.length > trialLimits.name) throw refuse('name-wrong', 422, `A trial needs a name of 1 to ${trialLimits.name} characters.`)
  if (arms.length < 2 || arms.length > trialLimits.arms) throw refuse('arms-wrong', 422, `A trial compares 2 to ${trialLimits.arms} wordings.`)
  if (arms.some((arm) => arm.text.trim() === '' || arm.text.length > trialLimits.text)) throw refuse('text-wrong', 422, `A wording has 1 to ${trialLimits.text} characters.`)
  if (new Set(arms.map((arm) => arm.text.trim())).size < arms.length) throw refuse('text-twice', 422, 'Two of the wordings are the same.')
  if (!Number.isInteger(windowMinutes) || windowMinutes < 5 || windowMinutes > trialLimits.windowMinutes) throw refuse('window-wrong', 422, 'Taps are counted for 5 minutes to 14 days.')
  if (endsAt <= now || endsAt <= beginsAt) throw refuse('end-wrong', 422, 'A trial ends after it has begun, and not in the past.', { mend: 'Choose a later end.' })
  if (unit !== 'slot') return
  const slots = Math.floor((endsAt.getTime() - beginsAt.getTime()) / (windowMinutes * 60_000))
  if (slots < arms.length * 2 || slots > trialLimits.units) throw refuse('slots-wrong', 422, `These hours hold ${slots} slots; a trial wants at least ${arms.length * 2}, and at most ${trialLimits.units}.`, { mend: 'Choose shorter slots or a later end.' })
}

function slotsOf({ beginsAt, endsAt, windowMinutes, arms }: Trial): Date[] {
  const length = windowMinutes * 60_000
  const count = Math.floor((endsAt.getTime() - beginsAt.getTime()) / length)
  // Whole blocks only: what is left of one would say nothing.
  return Array.from({ length: count - (count % arms.length) }, (_, place) => new Date(beginsAt.getTime() + place * length))
}

export interface Unit {
  number: number
  arm: number
  code: string
  sharer: string | null
  beginsAt: Date
  maturesAt: Date
  /** Within the window, once it is over. */
  taps: number | null
}

/** Gives each of these people their wording and a code of their own. */
export async function handOut(house: House, actor: Actor | undefined, campaign: CampaignRef, trialId: string, sharers: string[]): Promise<Unit[]> {
  allow(actor, campaign, 'link.make')
  const names = sharers.map((name) => name.trim()).filter(Boolean)
  if (names.length === 0 || names.length > trialLimits.handOut) throw refuse('sharers-wrong', 422, `Name 1 to ${trialLimits.handOut} people, one a line.`)
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const trial = await lockTrial(t, campaign.id, trialId)
    if (trial.unit !== 'sharer') throw refuse('trial-slots', 422, 'This trial goes by the hour: its wordings are not given to people.')
    if (trial.state !== 'running' || trial.endsAt <= now) throw refuse('trial-over', 409, 'This trial is over.')
    return addUnits(t, campaign.id, trial, names.map((sharer) => ({ sharer, beginsAt: now })), now)
  })
}

/** The row stays locked: two that hand out at once come one after the other, and blocks stay whole. */
export async function lockTrial(t: Transactor, campaignId: string, id: string): Promise<Trial> {
  if (isUuid(id)) await t.row(`select 1 from trial where campaign_id = $1 and id = $2 for update`, [campaignId, id])
  return trialById(t, campaignId, id)
}

async function addUnits(t: Transactor, campaignId: string, trial: Trial, wish: { sharer: string | null; beginsAt: Date }[], at: Date): Promise<Unit[]> {
  const arms = trial.arms.length
  const last = await t.rows<{ number: number; arm: number }>(`select number, arm from trial_unit where campaign_id = $1 and trial_id = $2 order by number desc limit $3`, [campaignId, trial.id, arms])
  const from = last.length > 0 ? last[0]!.number + 1 : 0
  if (from + wish.length > trialLimits.units) throw refuse('units-many', 422, `A trial has at most ${trialLimits.units} people or slots.`)
  const drawn = drawArms(arms, from, wish.length, last.slice(0, from % arms).map((one) => one.arm), randomInt)
  const codes = await insertCodes(t, campaignId, trial.linkId, wish.map(({ sharer }, place) => ({ sharer, variantId: trial.arms[drawn[place]!]!.variantId })), at)
  const units = wish.map(({ sharer, beginsAt }, place): Unit => ({
    number: from + place, arm: drawn[place]!, code: codes[place]!.code, sharer, beginsAt, maturesAt: new Date(beginsAt.getTime() + trial.windowMinutes * 60_000), taps: null,
  }))
  await t.run(
    `insert into trial_unit (campaign_id, trial_id, number, arm, code, begins_at, matures_at)
     select $1, $2, number, arm, code, begins, matures from unnest($3::int[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[]) as given (number, arm, code, begins, matures)`,
    [campaignId, trial.id, units.map((one) => one.number), units.map((one) => one.arm), units.map((one) => one.code), units.map((one) => one.beginsAt), units.map((one) => one.maturesAt)],
  )
  return units
}

export async function unitsOf(reader: Reader, campaignId: string, trialId: string): Promise<Unit[]> {
  return reader.rows(
    `select number, arm, u.code, c.sharer, begins_at as "beginsAt", matures_at as "maturesAt", taps
     from trial_unit u join short_link_code c on c.campaign_id = u.campaign_id and c.code = u.code where u.campaign_id = $1 and u.trial_id = $2 order by number limit ${trialLimits.units}`,
    [campaignId, trialId],
  )
}

/** Ends a trial before its end; what was counted stays. */
export async function stopTrial(house: House, actor: Actor | undefined, campaign: CampaignRef, trialId: string): Promise<Trial> {
  allow(actor, campaign, 'link.make')
  return house.db.transact(async (t) => {
    const trial = await lockTrial(t, campaign.id, trialId)
    if (trial.state !== 'running') throw refuse('trial-over', 409, 'This trial is over.')
    await t.run(`update trial set state = 'stopped', decided_at = $3, version = version + 1 where campaign_id = $1 and id = $2`, [campaign.id, trialId, house.clock.now()])
    return trialById(t, campaign.id, trialId)
  })
}
