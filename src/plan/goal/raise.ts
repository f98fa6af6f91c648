import type { Transactor } from '#core/index.ts'
import { stale } from '../text.ts'

/** Raises the version of the plan, which must be the one that was read; 0: nobody has written anything yet. */
export async function raisePlan(t: Transactor, campaignId: string, version: number): Promise<void> {
  const done = await t.row(
    `insert into plan (campaign_id) select $1 where $2 = 0 or exists (select from plan where campaign_id = $1)
     on conflict (campaign_id) do update set version = plan.version + 1 where plan.version = $2 returning version`, [campaignId, version])
  if (done) return
  const now = await t.row<{ version: number }>(`select version from plan where campaign_id = $1`, [campaignId])
  throw stale(now?.version ?? 0)
}
