import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/** What aims of a tactic count of its coverage: entries that were posted, each once on however many networks. */
export const indicators: Indicator[] = [
  {
    name: 'entries',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, count(distinct o.entry_id)::int as figure from ${aimsSql} join coverage c on c.campaign_id = $1 and c.tactic_id = aim.tactic_id
       left join coverage_out o on o.campaign_id = $1 and o.coverage_id = c.id and o.posted_at is not null and ${withinAim('o.posted_at')} group by aim.id`,
      aimValues(campaignId, aims),
    ),
  },
]
