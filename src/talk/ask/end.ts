import type { House, Transactor, Withdrawal } from '#core/index.ts'
import { comeBack } from '#desk/index.ts'
import { lockFree, moveTo } from '#statement/index.ts'

/** Job: questions whose time is over end without an answer, and their statements wait again, in every campaign. */
export async function endAsks(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) await endAsksIn(house, id)
}

export async function endAsksIn(house: House, campaignId: string): Promise<number> {
  return house.db.transact(async (t) => {
    const due = await t.rows<{ id: string; statementId: string }>(
      `select id, statement_id as "statementId" from ask where campaign_id = $1 and state = 'open' and due_at <= $2 order by due_at limit 500 for update skip locked`,
      [campaignId, house.clock.now()],
    )
    // A statement that somebody works on at this moment comes with the next minute.
    const free = new Set((await lockFree(t, campaignId, [...new Set(due.map((one) => one.statementId))])).map((one) => one.id))
    const ended = due.filter((one) => free.has(one.statementId))
    await t.run(`update ask set state = 'unanswered' where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ended.map((one) => one.id)])
    await backToQueue(t, campaignId, [...free])
    return ended.length
  })
}

/** Those of the locked statements that wait for nobody's answer any more. */
async function backToQueue(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  const rows = await t.rows<{ id: string }>(
    `select id from statement s where campaign_id = $1 and id = any($2::uuid[]) and state = 'asked' and not exists (
       select from ask a where a.campaign_id = $1 and a.statement_id = s.id and a.state = 'open')`,
    [campaignId, statementIds],
  )
  await comeBack(t, campaignId, rows.map((row) => row.id))
}

/** Step `withdraw`: what we asked about a post goes with it, and nobody waits for an answer to it. */
export async function forgetAsks(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  await t.run(`update ask set answer_post_id = null where campaign_id = $1 and answer_post_id = any($2::uuid[])`, [campaignId, postIds])
  const gone = await t.rows<{ statementId: string }>(
    `delete from ask where campaign_id = $1 and post_id = any($2::uuid[]) returning statement_id as "statementId"`, [campaignId, postIds])
  const statements = await t.rows<{ id: string }>(
    `select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, [...new Set(gone.map((one) => one.statementId))]])
  await backToQueue(t, campaignId, statements.map((one) => one.id))
}

/** Step `part`: what was asked about a post goes where the post went, and so does the waiting for its answer. */
export async function moveAsksBack(t: Transactor, campaignId: string, { from, into }: { from: string; into: string }): Promise<void> {
  const moved = await t.rows<{ state: string }>(
    `update ask a set statement_id = $3 from post_fold f
     where a.campaign_id = $1 and a.statement_id = $2 and f.campaign_id = $1 and f.post_id = a.post_id and f.statement_id = $3
     returning a.state`,
    [campaignId, from, into],
  )
  if (!moved.some((one) => one.state === 'open')) return
  // What was decided again when they came apart stays so: its answer reopens it.
  const waits = await t.row(`select 1 from statement where campaign_id = $1 and id = $2 and state = 'waiting'`, [campaignId, into])
  if (waits) await moveTo(t, campaignId, [into], 'asked')
  await backToQueue(t, campaignId, [from])
}

/** Step `join`. */
export async function moveAsks(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  await t.run(
    `update ask set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`,
    [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)],
  )
}
