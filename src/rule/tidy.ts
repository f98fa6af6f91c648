import type { House } from '#core/index.ts'
import { waitForFolding } from '#statement/index.ts'
import { letGo } from './hold.ts'

/** Of one campaign in one turn; what is left is for the next. */
const atOnce = 2_000

/**
 * Job: a statement is aside exactly as long as a rule holds it. What brings one back for a reason of its own (the answer to a question, a join
 * undone) knows nothing of rules; the rows that it left, or left out, are set right here within a minute.
 */
export async function tidyAside(house: House, campaignId: string): Promise<void> {
  const lost = `select s.id from statement s where s.campaign_id = $1 and s.state = 'aside' and not exists (
    select from aside a where a.campaign_id = $1 and a.statement_id = s.id) order by s.id limit ${atOnce}`
  const left = `from aside a where a.campaign_id = $1 and exists (select from statement s where s.campaign_id = $1 and s.id = a.statement_id and s.state <> 'aside')`
  const found = await house.db.row<{ lost: boolean; left: boolean }>(`select exists (${lost}) as lost, exists (select 1 ${left}) as left`, [campaignId])
  if (!found?.lost && !found?.left) return
  await house.db.transact(async (t) => {
    await waitForFolding(t, campaignId)
    await t.run(`delete ${left}`, [campaignId])
    const ids = (await t.rows<{ id: string }>(`${lost} for update of s skip locked`, [campaignId])).map((row) => row.id)
    await letGo(t, campaignId, ids)
  })
}
