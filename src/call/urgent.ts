import { refuse, uuid7, type FoldedStatements, type House, type Transactor } from '#core/index.ts'
import { openAlarms } from '#alarm/index.ts'
import { setSignal } from '#statement/index.ts'

/*
 * An urgent call goes on with its statement: to the front of the queue, and as an alarm to those on duty. The statement is made by folding, here or in
 * another process, before or after the call itself is written; so both look, and a job looks again for what fell between the two.
 */

/** Passes on the urgent calls whose statement is there, each once. Returns how many still wait for theirs. */
export async function passOnUrgent(t: Transactor, campaignId: string, at: Date): Promise<number> {
  const open = await t.rows<{ postId: string; personId: string; statementId: string | null }>(
    `select c.post_id as "postId", c.person_id as "personId", f.statement_id as "statementId"
     from call c left join post_fold f on f.campaign_id = c.campaign_id and f.post_id = c.post_id
     where c.campaign_id = $1 and c.alarm_open order by c.post_id for update of c`,
    [campaignId],
  )
  const there = open.filter((one) => one.statementId !== null) as (typeof open[number] & { statementId: string })[]
  if (there.length > 0) {
    await setSignal(t, campaignId, [...new Set(there.map((one) => one.statementId))].sort(), 'urgent')
    for (const { statementId, personId } of there) await openAlarms(t, campaignId, [{ id: uuid7(at), statementId }], personId, at)
    await t.run('update call set alarm_open = false where campaign_id = $1 and post_id = any($2::uuid[])', [campaignId, there.map((one) => one.postId)])
  }
  return open.length - there.length
}

/** Step `folded`: one look at an index that is empty unless somebody is in danger just now. */
export async function passOnFolded(t: Transactor, { campaignId, at }: FoldedStatements): Promise<void> {
  await passOnUrgent(t, campaignId, at)
}

/** Job: tried again, ever later, until each has its statement. */
export async function passOnLeft(house: House, { campaignId }: { campaignId: string }): Promise<void> {
  const left = await house.db.transact((t) => passOnUrgent(t, campaignId, house.clock.now()))
  if (left > 0) throw refuse('not-folded', 503, `${left} urgent calls wait for their statement.`)
}
