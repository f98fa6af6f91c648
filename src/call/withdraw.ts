import type { Transactor, Withdrawal } from '#core/index.ts'

/** Step `withdraw`: whoever took their words back is not called back about them. */
export async function dropCalls(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run('delete from call where campaign_id = $1 and post_id = any($2::uuid[])', [campaignId, postIds])
}
