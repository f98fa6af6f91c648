import { notify, type House } from '#core/index.ts'
import { touchPublic, type Consent } from '#campaign/index.ts'

/**
 * The author's own word on what may be done with their posts, from now on and everywhere: public pages are drawn anew, dossiers
 * made from now on follow it. What was withdrawn stays withdrawn.
 */
export async function changeConsent(house: House, campaignId: string, postIds: string[], consent: Consent): Promise<void> {
  await house.db.transact(async (t) => {
    await t.run(
      `update post set quote = $3, name = $4, pass_on = $5, write = $6 where campaign_id = $1 and id = any($2::uuid[]) and withdrawn_at is null`,
      [campaignId, postIds, consent.quote, consent.name, consent.passOn, consent.write],
    )
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'consent', posts: postIds.length })
  })
}
