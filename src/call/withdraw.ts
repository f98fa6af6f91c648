import type { Transactor, Withdrawal } from '#core/index.ts'

/** Step `withdraw`: whoever took their words back is not called back about them. */
export async function dropCalls(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run('delete from call where campaign_id = $1 and post_id = any($2::uuid[])', [campaignId, postIds])
}

/** For retention: how calls went that began before this; whoever is still to be called back stays. */
export async function dropOldCalls(t: Transactor, campaignId: string, before: Date, most: number): Promise<number> {
  return t.run(
    `delete from call where campaign_id = $1 and post_id in (
       select post_id from call where campaign_id = $1 and started_at < $2 and callback is distinct from 'due' and not alarm_open limit $3)`, [campaignId, before, most])
}
