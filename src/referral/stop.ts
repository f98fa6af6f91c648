import { notify, type House, type Transactor, type Withdrawal } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { canMail, dropQueued, post } from '#talk/index.ts'
import { helperById } from './helper.ts'
import { refOf, stopOf } from './letter.ts'
import { recordReferral } from './move.ts'
import type { ReferralState } from './read.ts'

interface Stopped {
  id: string
  helperId: string
  state: ReferralState
  outgoingId: string | null
  offeredAt: Date | null
}

/** So long after it was referred a mail can have left (talk: the ten seconds of undo, and one). */
const leavesAfterSeconds = 10

/**
 * Step `withdraw`: the case stops, nothing that its sender said is left of it, and a helper who may have got it is told, by mail
 * or, where they have none, by a person. What has not left yet does not leave.
 */
export async function stopReferrals(house: House, t: Transactor, { campaignId, postIds, emptied, at }: Withdrawal): Promise<void> {
  const stopped = await t.rows<Stopped>(
    `select id, helper_id as "helperId", state, outgoing_id as "outgoingId", offered_at as "offeredAt" from referral
     where campaign_id = $1 and post_id = any($2::uuid[]) and state <> 'stopped' order by id for update`, [campaignId, postIds])
  await t.run(`update referral set statement_id = null where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, [...emptied]])
  if (stopped.length === 0) return
  await dropQueued(t, campaignId, stopped.flatMap((one) => one.outgoingId ?? []))
  await t.run(
    `update referral set state = 'stopped', consent_words = null, outcome = null, version = version + 1 where campaign_id = $1 and id = any($2::uuid[])`,
    [campaignId, stopped.map((one) => one.id)],
  )
  for (const one of stopped) {
    await recordReferral(t, campaignId, one.id, 'stopped', null, at)
    if (mayHaveIt(one, at)) await tellHelper(house, t, campaignId, one)
    await notify(t, campaignId, { kind: 'referral', referral: one.id })
  }
}

function mayHaveIt({ state, outgoingId, offeredAt }: Stopped, at: Date): boolean {
  if (state === 'ready' || !offeredAt) return false
  return outgoingId === null || at.getTime() - offeredAt.getTime() > leavesAfterSeconds * 1_000
}

async function tellHelper(house: House, t: Transactor, campaignId: string, one: Stopped): Promise<void> {
  const campaign = (await campaignById(t, campaignId))!
  const helper = (await helperById(t, campaignId, one.helperId))!
  if (helper.email && canMail(house)) {
    await post(house, t, { campaignId, channel: 'email', purpose: 'referral', ...stopOf(campaign, helper, refOf(one.id)), to: { address: helper.email, name: helper.name } })
  } else {
    await t.run(`update referral set tell_stop = true where campaign_id = $1 and id = $2`, [campaignId, one.id])
  }
}

/** Step `part`: a case goes where the post of its person went. */
export async function moveReferralsBack(t: Transactor, campaignId: string, { from, into }: { from: string; into: string }): Promise<void> {
  await t.run(
    `update referral r set statement_id = $3 from post_fold f
     where r.campaign_id = $1 and r.statement_id = $2 and f.campaign_id = $1 and f.post_id = r.post_id and f.statement_id = $3`,
    [campaignId, from, into],
  )
}

/** Step `join`. */
export async function moveReferrals(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  await t.run(
    `update referral set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`,
    [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)],
  )
}

/** For retention: of cases over since before this neither the words of consent nor the outcome stay; that there was one stays. */
export async function blankReferrals(t: Transactor, campaignId: string, before: Date, most: number): Promise<number> {
  return t.run(
    `update referral set consent_words = null, outcome = null where campaign_id = $1 and id in (
       select id from referral where campaign_id = $1 and state in ('closed', 'stopped') and not tell_stop and due_at < $2 and (consent_words is not null or outcome is not null) limit $3)`,
    [campaignId, before, most],
  )
}
