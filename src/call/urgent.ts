import { notify, refuse, type FoldedStatements, type House, type Transactor } from '#core/index.ts'
import { setSignal } from '#statement/index.ts'

/*
 * An urgent call goes on with its statement: to the front of the queue and to every open screen. The statement is made by folding, here or in
 * another process, before or after the call itself is written; so both look, and a job looks again for what fell between the two.
 */

/** Passes on the urgent calls whose statement is there, each once. Returns how many still wait for theirs. */
export async function passOnUrgent(t: Transactor, campaignId: string, at: Date): Promise<number> {
  const open = await t.rows<{ postId: string; personId: string; statementId: string | null; name: string }>(
    `select c.post_id as "postId", c.person_id as "personId", f.statement_id as "statementId", h.name
     from call c join person h on h.id = c.person_id left join post_fold f on f.campaign_id = c.campaign_id and f.post_id = c.post_id
     where c.campaign_id = $1 and c.alarm_open order by c.post_id for update of c`,
    [campaignId],
  )
  const there = open.filter((one) => one.statementId !== null) as (typeof open[number] & { statementId: string })[]
  if (there.length > 0) {
    await setSignal(t, campaignId, [...new Set(there.map((one) => one.statementId))].sort(), 'urgent')
    await notify(t, campaignId, { kind: 'urgent', statements: there.map((one) => one.statementId), at })
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
