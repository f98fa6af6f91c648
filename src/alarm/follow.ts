import { notify, type Transactor, type Withdrawal } from '#core/index.ts'
import { record } from './raise.ts'

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
  await t.run(`update alarm set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where campaign_id = $1 and statement_id = pair.a`, values)
}

async function over(t: Transactor, campaignId: string, ids: string[], at: Date): Promise<void> {
  await record(t, campaignId, ids, { kind: 'closed', at })
  for (const id of ids) await notify(t, campaignId, { kind: 'alarm', alarm: id, state: 'closed' })
}
