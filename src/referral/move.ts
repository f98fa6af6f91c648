import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { referralById, type Referral, type ReferralState } from './read.ts'

/** What may follow on what. A closed or stopped case stays so: a new one is referred anew. */
const next: Record<ReferralState, ReferralState[]> = {
  ready: ['offered'], offered: ['accepted', 'in-hand', 'closed'], accepted: ['in-hand', 'closed'], 'in-hand': ['closed'], closed: [], stopped: [],
}

export function stepsFrom(state: ReferralState): ReferralState[] {
  return next[state]
}

export interface Move {
  version: number
  state?: ReferralState | undefined
  outcome?: string | undefined
  dueAt?: Date | undefined
}

/** What a helper answered, as one of ours notes it; `offered` confirms that it was handed over by phone. */
export async function moveReferral(house: House, campaign: Pick<CampaignRef, 'id'>, actor: Actor, id: string, move: Move): Promise<Referral> {
  return house.db.transact(async (t) => {
    const before = await lockReferral(t, campaign.id, id)
    if (before.version !== move.version) throw refuse('stale-version', 409, 'This case has changed since you read it.', { mend: 'Reload it; what you typed is kept.', extra: { version: before.version } })
    const state = move.state ?? before.state
    if (state !== before.state && !next[before.state].includes(state)) throw refuse('no-such-step', 422, `A case that is ${before.state} does not become ${state}.`)
    const outcome = move.outcome?.trim()
    if (state === 'closed' && before.state !== 'closed' && (!outcome || outcome.length < 3)) throw refuse('outcome-missing', 422, 'Say in a few words what came of it.', { mend: 'Write at least three characters.' })
    if (move.dueAt && ['closed', 'stopped'].includes(state)) throw refuse('no-such-step', 422, 'Nothing is expected of a case that is over.')
    const at = house.clock.now()
    await t.run(
      `update referral set version = version + 1, state = $3, outcome = coalesce($4, outcome), due_at = coalesce($5, due_at), offered_at = case when $3 = 'offered' then coalesce(offered_at, $6) else offered_at end
       where campaign_id = $1 and id = $2`,
      [campaign.id, id, state, state === 'closed' ? (outcome ?? null) : null, move.dueAt ?? null, at],
    )
    if (state !== before.state) await recordReferral(t, campaign.id, id, state, actor.person.id, at)
    await notify(t, campaign.id, { kind: 'referral', referral: id })
    return (await referralById(t, campaign.id, id))!
  })
}

/** The helper was told by phone that the case was taken back. */
export async function confirmStopped(house: House, campaign: Pick<CampaignRef, 'id'>, actor: Actor, id: string): Promise<void> {
  await house.db.transact(async (t) => {
    const done = await t.run(`update referral set tell_stop = false, version = version + 1 where campaign_id = $1 and id = $2 and tell_stop`, [campaign.id, id])
    if (done > 0) await recordReferral(t, campaign.id, id, 'told', actor.person.id, house.clock.now())
  })
}

export async function recordReferral(t: Transactor, campaignId: string, id: string, kind: string, by: string | null, at: Date): Promise<void> {
  await t.run(`insert into referral_event (campaign_id, id, referral_id, kind, person_id, at) values ($1, $2, $3, $4, $5, $6)`, [campaignId, uuid7(at), id, kind, by, at])
}

async function lockReferral(t: Transactor, campaignId: string, id: string): Promise<{ version: number; state: ReferralState }> {
  const row = await t.row<{ version: number; state: ReferralState }>(`select version, state from referral where campaign_id = $1 and id = $2 for update`, [campaignId, id])
  if (!row) throw noReferral()
  return row
}

export function noReferral() {
  return refuse('not-found', 404, 'There is no such case.')
}
