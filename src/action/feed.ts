import type { Counted, Indicator } from '#core/index.ts'
import { aimsSql, aimValues, withinAim } from '#plan/index.ts'

/** What aims of a tactic count of the actions that carry it out: signatures that are confirmed, letters and posts that people opened to send. */
export const indicators: Indicator[] = [
  {
    name: 'signatures',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, sum(counted.signatures)::int as figure, sum(counted.signatures)::int as known, sum(counted.signed)::int as whole
       from ${aimsSql} join action a on a.campaign_id = $1 and a.tactic_id = aim.tactic_id and a.kind = 'petition'
       cross join lateral (
         select count(*) filter (where s.state = 'confirmed' and ${withinAim('s.confirmed_at')})::int as signatures, count(*) filter (where ${withinAim("coalesce(s.confirmed_at, s.signed_at)")})::int as signed
         from signature s where s.campaign_id = $1 and s.action_id = a.id) counted
       group by aim.id`,
      aimValues(campaignId, aims),
    ),
  },
  {
    name: 'letters',
    count: (reader, campaignId, aims) => reader.rows<Counted>(
      `select aim.id, sum(counted.letters)::int as figure from ${aimsSql} join action a on a.campaign_id = $1 and a.tactic_id = aim.tactic_id and a.kind <> 'petition'
       cross join lateral (select count(*)::int as letters from letter_turn l where l.campaign_id = $1 and l.action_id = a.id and l.tapped_at is not null and ${withinAim('l.tapped_at')}) counted
       group by aim.id`,
      aimValues(campaignId, aims),
    ),
  },
]
