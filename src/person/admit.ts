import type { Actor, CampaignRef, House, Transactor } from '#core/index.ts'
import { audit } from './audit.ts'
import type { WaitsFor } from './secret-link.ts'

/** Lets in who waits in a campaign for this; false where nobody did. */
export async function admit(t: Transactor, campaignId: string, personId: string, by: { waitsFor: WaitsFor; at: Date }): Promise<boolean> {
  const admitted = await t.run('update role set waits_for = null where campaign_id = $1 and person_id = $2 and waits_for = $3', [campaignId, personId, by.waitsFor])
  if (admitted > 0) await audit(t, { campaignId, at: by.at, personId, kind: 'member.let-in', subject: personId, detail: { by: by.waitsFor } })
  return admitted > 0
}

/** Notes the day on which somebody who is signed in came to a campaign: once a day, and never the hour. */
export async function noteVisit(house: House, actor: Actor, campaign: CampaignRef): Promise<void> {
  const today = house.clock.now().toISOString().slice(0, 10)
  const here = actor.roles.filter((one) => (one.campaignId === undefined ? one.organisationId === campaign.organisationId : one.campaignId === campaign.id))
  if (actor.token || here.every((one) => one.seenOn === today)) return
  await house.db.rows(
    'update role set seen_on = $3 where person_id = $1 and (campaign_id = $2 or (campaign_id is null and organisation_id = $4)) and seen_on is distinct from $3::date',
    [actor.person.id, campaign.id, today, campaign.organisationId],
  )
}
