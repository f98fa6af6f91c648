import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/**
 * What aims of a tactic count of the posts that are repeated for it: taps of the team. Of a post whose taps are gone their sum stands, unless the
 * aim's window holds a part of them: what was counted before then stands as it is.
 */
export const indicators: Indicator[] = [
  {
    name: 'amplify-taps',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, sum(counted.taps)::int as figure from ${aimsSql} join amplify_post a on a.campaign_id = $1 and a.tactic_id = aim.tactic_id
       cross join lateral (
         select case
           when a.settled_at is null then (select count(*) from amplify_tap t where t.campaign_id = $1 and t.amplify_id = a.id and ${withinAim('t.tapped_at')})
           when a.first_tap_at is null or a.last_tap_at < aim.from_at or a.first_tap_at >= aim.until_at then 0
           when ${withinAim('a.first_tap_at')} and ${withinAim('a.last_tap_at')} then (select sum(way.taps::int) from jsonb_each_text(a.taps) as way (name, taps))
         end as taps) counted
       group by aim.id having count(*) = count(counted.taps)`,
      aimValues(campaignId, aims),
    ),
  },
]
