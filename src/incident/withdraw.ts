import type { Transactor, Withdrawal } from '#core/index.ts'
import { dropUnsupported } from './incident.ts'
import { settleAll } from './settle.ts'

/**
 * Step `withdraw`: what rested on the withdrawn posts alone goes: incidents, evidence, findings (those of removed statements went with
 * them by their foreign keys). What rests on others stays, and is asked anew how sure it is.
 */
export async function takeOutOfIncidents(t: Transactor, { campaignId, postIds, at }: Withdrawal): Promise<void> {
  await t.run(`delete from evidence where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
  await t.run(
    `delete from incident_event e where e.campaign_id = $1 and e.kind = 'linked' and not exists (
       select from statement s where s.campaign_id = $1 and s.id = (e.detail ->> 'statement')::uuid)`, [campaignId])
  await dropUnsupported(t, campaignId)
  await settleAll(t, campaignId, at)
}
