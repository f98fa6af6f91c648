import type { Transactor } from '#core/index.ts'

/**
 * Step `withdraw`: what was proposed about a post (a question to its sender, a referral with their words of consent) goes with it.
 * A proposal that is still open stays to be decided otherwise: there is nothing in it any more that could be confirmed.
 */
export async function forgetProposed(t: Transactor, campaignId: string, postIds: string[]): Promise<void> {
  await t.run(`update proposal set input = '{}' where campaign_id = $1 and input ->> 'post' = any($2)`, [campaignId, postIds])
}
