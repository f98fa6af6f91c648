import { notify, type Transactor, type Withdrawal } from '#core/index.ts'
import { record } from './raise.ts'
import { openAgain } from './take.ts'

/** Step `withdraw`: nobody says it any more, so nobody is to act on it; what was written about it goes. */
export async function endWithdrawn(t: Transactor, { campaignId, emptied, at }: Withdrawal): Promise<void> {
  if (emptied.size === 0) return
  const ended = await t.rows<{ id: string }>(
    `update alarm set statement_id = null, outcome = null, state = 'closed', closed_as = 'withdrawn', closed_at = coalesce(closed_at, $3)
     where campaign_id = $1 and statement_id = any($2::uuid[]) returning id`,
    [campaignId, [...emptied], at],
  )
  await over(t, campaignId, ended.map((one) => one.id), at)
}

/** Step `join`: the alarm goes where the words went; where one is open there already, that one stands for both. */
export async function moveAlarms(t: Transactor, campaignId: string, pairs: { from: string; into: string }[], at: Date): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  const ended = await t.rows<{ id: string }>(
    `update alarm set state = 'closed', closed_as = 'joined', closed_at = $4 from unnest($2::uuid[], $3::uuid[]) as pair (a, b)
     where campaign_id = $1 and statement_id = pair.a and state <> 'closed' and exists (
       select from alarm other where other.campaign_id = $1 and other.statement_id = pair.b and other.state <> 'closed') returning id`,
    [...values, at],
  )
  await over(t, campaignId, ended.map((one) => one.id), at)
  await t.run(`update alarm set statement_id = pair.b, origin = coalesce(origin, pair.a) from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`, values)
}

/**
 * Step `part`: alarms go back with the words they were raised for. One that had ended because the other's stood for both is open again, unless
 * somebody has dealt with that one meanwhile.
 */
export async function moveAlarmsBack(t: Transactor, campaignId: string, { from, into, were }: { from: string; into: string; were: string[] }, at: Date): Promise<void> {
  const back = await t.rows<{ id: string; joined: boolean; by: string | null }>(
    `select id, raised_by as by, closed_as = 'joined' and origin = $3 as joined from alarm where campaign_id = $1 and statement_id = $2 and origin = any($4::uuid[]) for update`, [campaignId, from, into, were])
  if (back.length === 0) return
  await t.run(`update alarm set statement_id = $3, origin = nullif(origin, $3) where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, back.map((one) => one.id), into])
  const stands = await t.row(`select 1 from alarm where campaign_id = $1 and statement_id = $2 and state <> 'closed'`, [campaignId, from])
  if (stands) for (const { id, by } of back.filter((one) => one.joined)) await openAgain(t, campaignId, [id], by ?? undefined, at, 'raised')
}

async function over(t: Transactor, campaignId: string, ids: string[], at: Date): Promise<void> {
  await record(t, campaignId, ids, { kind: 'closed', at })
  for (const id of ids) await notify(t, campaignId, { kind: 'alarm', alarm: id, state: 'closed' })
}
