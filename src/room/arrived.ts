import type { FoldedStatements, Transactor } from '#core/index.ts'
import { slotOf } from './slots.ts'

/** Step `folded`: one row for ten minutes, whatever the batch holds. */
export async function countArrived(t: Transactor, { campaignId, founded, at }: FoldedStatements): Promise<void> {
  if (founded.length === 0) return
  await t.run(
    `insert into arrived (campaign_id, slot, statements) values ($1, $2, $3)
     on conflict (campaign_id, slot) do update set statements = arrived.statements + excluded.statements`,
    [campaignId, slotOf(at), founded.length],
  )
}
