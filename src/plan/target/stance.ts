import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { idOf, missing, textOf } from '../text.ts'

/** From against us to with us. */
export const stances = ['opposed', 'unmoved', 'wavering', 'moved'] as const
export type Stance = (typeof stances)[number]

export interface StanceAt {
  id: string
  targetId: string
  stance: Stance
  because: string
  responseId: string | null
  at: Date
  by: string
}

export interface NewStance {
  stance: Stance
  /** What one knows it by. */
  because: string
  responseId?: string | null | undefined
  at?: Date | undefined
}

/** Where targets stood, newest first. */
export async function stancesOf(reader: Reader, campaignId: string, targetId?: string): Promise<StanceAt[]> {
  return reader.rows<StanceAt>(
    `select s.id, s.target_id as "targetId", s.stance, s.because, s.response_id as "responseId", s.at, p.name as by from stance s join person p on p.id = s.person_id
     where s.campaign_id = $1 and ($2::uuid is null or s.target_id = $2) order by s.at desc, s.id desc limit 2000`, [campaignId, targetId ?? null])
}

export async function addStance(house: House, actor: Actor | undefined, campaign: CampaignRef, targetId: string, wish: NewStance): Promise<void> {
  allow(actor, campaign, 'plan.work')
  const now = house.clock.now()
  const because = textOf(wish.because, 1_000)
  if (because.length < 3) throw refuse('because-missing', 422, 'Say what you know it by.')
  if (wish.at && wish.at > now) throw refuse('time-later', 422, 'Where somebody will stand nobody knows yet.', { mend: 'Look at the day again.' })
  await house.db.transact(async (t) => {
    const responseId = wish.responseId ? idOf(wish.responseId, 'response') : null
    if (responseId && !(await t.row(`select 1 from response where campaign_id = $1 and id = $2 and target_id = $3`, [campaign.id, responseId, targetId]))) throw missing('response')
    await recordStance(t, campaign.id, targetId, { stance: wish.stance, because, responseId, at: wish.at ?? now }, actor.person.id, now)
    await notify(t, campaign.id, { kind: 'plan', target: targetId })
  })
}

/** Writes one down and keeps the last of them with the target. */
export async function recordStance(t: Transactor, campaignId: string, targetId: string, given: { stance: Stance; because: string; responseId: string | null; at: Date }, personId: string, now: Date): Promise<void> {
  const there = await t.row(`select 1 from target where campaign_id = $1 and id = $2 for update`, [campaignId, targetId])
  if (!there) throw missing('target')
  await t.run(
    `insert into stance (campaign_id, id, target_id, stance, because, response_id, at, person_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [campaignId, uuid7(now), targetId, given.stance, given.because, given.responseId, given.at, personId, now])
  await t.run(
    `update target set stance = (select stance from stance s where s.campaign_id = $1 and s.target_id = $2 order by s.at desc, s.id desc limit 1), version = version + 1 where campaign_id = $1 and id = $2`, [campaignId, targetId])
}
