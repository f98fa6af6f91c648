import type { Reader, Transactor } from '#core/index.ts'

/**
 * Within the query that takes a message out: whether one of its thread that was written before is due or on its way by the same account. It waits
 * for that one, which may be its answer's; one that is put off to a later time is not waited for.
 */
export const earlierWaits = `(thread_id is not null and exists (
  select 1 from outgoing e where e.campaign_id = $1 and e.thread_id = outgoing.thread_id and e.account_id = outgoing.account_id and (e.created_at, e.id) < (outgoing.created_at, outgoing.id)
    and (e.state = 'sending' or (e.state = 'queued' and e.due_at <= $2 and e.sealed is not null))))`

/** What the network calls the last of a thread that this account has posted: the next one answers it. What was never posted, or left the thread, is passed over. */
export async function lastOfThread(reader: Reader, campaignId: string, threadId: string, accountId: string): Promise<string | undefined> {
  const last = await reader.row<{ id: string }>(
    `select external_id as id from outgoing where campaign_id = $1 and thread_id = $2 and account_id = $3 and state = 'sent' and external_id is not null order by created_at desc, id desc limit 1`,
    [campaignId, threadId, accountId])
  return last?.id
}

/** These are taken back: whatever of them has left stays where it is, and nothing goes on from there. */
export async function leaveThread(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  if (ids.length > 0) await t.run('update outgoing set thread_id = null where campaign_id = $1 and id = any($2::uuid[])', [campaignId, ids])
}

/** The same for one by what the network calls it. */
export async function leaveThreadAt(t: Transactor, campaignId: string, accountId: string, externalId: string): Promise<void> {
  await t.run('update outgoing set thread_id = null where campaign_id = $1 and account_id = $2 and external_id = $3', [campaignId, accountId, externalId])
}
