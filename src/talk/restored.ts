import type { Restored, Transactor } from '#core/index.ts'

/**
 * Step `restored`: what was due to leave may have left since the backup was made, and nobody here knows. Nothing is sent twice: it is
 * looked for where the network can be read back, and shown to a person elsewhere. What is due later has left nobody yet.
 */
export async function doubtWaiting(t: Transactor, { campaignId, at, madeAt }: Restored): Promise<void> {
  await t.run(
    `update outgoing set state = 'unconfirmed', reason = 'It may have left between the backup and its restore', tried_at = coalesce(tried_at, $3), changed_at = $2,
       look_at = case when account_id is not null then $2::timestamptz end
     where campaign_id = $1 and state in ('queued', 'sending') and due_at <= $2`,
    [campaignId, at, madeAt],
  )
}
