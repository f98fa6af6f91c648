import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/** What aims of a tactic count of the bursts that carry it out. Of one whose participants were erased the figures that were kept stand, as long as no window asks for a part of them. */
function indicator(name: 'pledged' | 'tapped' | 'confirmed', people: string): Indicator {
  return {
    name,
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, sum(case when b.erased_at is not null then (b.figures ->> '${name}')::int else counted.people end)::int as figure
       from ${aimsSql} join burst b on b.campaign_id = $1 and b.tactic_id = aim.tactic_id left join lateral (${people}) counted on true
       where b.erased_at is null or (aim.from_at is null and aim.until_at is null) group by aim.id`,
      aimValues(campaignId, aims),
    ),
  }
}

const tapped = `select count(distinct t.pledge_id)::int as people from burst_tap t where t.campaign_id = $1 and t.burst_id = b.id`

export const indicators: Indicator[] = [
  indicator('pledged', `select count(*)::int as people from burst_pledge p where p.campaign_id = $1 and p.burst_id = b.id and ${withinAim('p.pledged_at')}`),
  indicator('tapped', `${tapped} and ${withinAim('t.tapped_at')}`),
  indicator('confirmed', `${tapped} and t.proof in ('post', 'link') and ${withinAim('t.tapped_at')}`),
]
