import { addJob, isUuid, notify, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, audit } from '#person/index.ts'
import { ownReasons } from './reason.ts'

/** It arrived; it goes once more; it is left as it is, sent or not. */
export const letterFindings = ['arrived', 'again', 'left'] as const
export type LetterFinding = (typeof letterFindings)[number]

/**
 * What a coordinator decides about letters of which nobody knows whether they left; of all of them, where none is named. What is published is
 * settled where it was written. Returns how many.
 */
export async function settleLetters(house: House, actor: Actor | undefined, campaign: CampaignRef, finding: LetterFinding, id?: string): Promise<number> {
  allow(actor, campaign, 'outbox.hold')
  if (id !== undefined && !isUuid(id)) return 0
  const at = house.clock.now()
  const state = { arrived: 'sent', again: 'queued', left: 'refused' }[finding]
  return house.db.transact(async (t) => {
    const settled = await t.rows(
      `update outgoing set state = $3, due_at = case when $3 = 'queued' then $4 else due_at end, reason = case when $3 = 'refused' then '${ownReasons.givenUp}' end,
         sealed = case when $3 = 'queued' then sealed end, look_at = null, changed_at = $4
       where campaign_id = $1 and state = 'unconfirmed' and account_id is null and ($2::uuid is null or id = $2) and ($3 <> 'queued' or sealed is not null) returning 1`,
      [campaign.id, id ?? null, state, at])
    if (finding === 'again' && settled.length > 0) await addJob(t, 'sendMessages', { campaignId: campaign.id }, { key: `send ${campaign.id}` })
    if (settled.length > 0) await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'mail.settled', ...(id ? { subject: id } : {}), detail: { finding, letters: settled.length } })
    await notify(t, campaign.id, { kind: 'outgoing' })
    return settled.length
  })
}
