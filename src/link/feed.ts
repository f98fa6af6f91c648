import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/** What aims of a tactic count of its links: taps of real devices, never people. */
export const indicators: Indicator[] = [
  {
    name: 'taps',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, coalesce(sum(counted.taps), 0)::int as figure from ${aimsSql} join short_link l on l.campaign_id = $1 and l.tactic_id = aim.tactic_id
       cross join lateral (
         select sum(tap.taps) as taps from short_link_code c join short_link_tap tap on tap.campaign_id = $1 and tap.code = c.code
         where c.campaign_id = $1 and c.link_id = l.id and tap.device <> 'preview' and ${withinAim('tap.at')}) counted
       group by aim.id`,
      aimValues(campaignId, aims),
    ),
  },
]
