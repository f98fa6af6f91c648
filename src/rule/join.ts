import type { Transactor } from '#core/index.ts'

/**
 * Step `join`: two statements became one. Where the survivor is aside, what held either holds it; where it is not (one of the two was
 * waiting, with somebody or decided), nothing holds it any more.
 */
export async function moveHolds(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(
    `insert into aside (campaign_id, statement_id, rule_id, at, by_sender, urgent)
     select $1, pair.b, a.rule_id, min(a.at), bool_and(a.by_sender), bool_or(a.urgent)
     from unnest($2::uuid[], $3::uuid[]) as pair (a, b) join aside a on a.campaign_id = $1 and a.statement_id = pair.a
     join statement s on s.campaign_id = $1 and s.id = pair.b and s.state = 'aside' group by pair.b, a.rule_id
     on conflict (campaign_id, statement_id, rule_id) do nothing`, values)
  await t.run(
    `delete from aside a where a.campaign_id = $1 and (a.statement_id = any($2::uuid[]) or a.statement_id = any($3::uuid[]) and exists (
       select from statement s where s.campaign_id = $1 and s.id = a.statement_id and s.state <> 'aside'))`, values)
  await t.run(
    `insert into rule_verdict (campaign_id, statement_id, rule_id, verdict, person_id, at, held_by)
     select distinct on (pair.b, v.rule_id) $1, pair.b, v.rule_id, v.verdict, v.person_id, v.at, v.held_by
     from unnest($2::uuid[], $3::uuid[]) as pair (a, b) join rule_verdict v on v.campaign_id = $1 and v.statement_id = pair.a order by pair.b, v.rule_id, v.at
     on conflict (campaign_id, statement_id, rule_id) do nothing`, values)
  await t.run(`delete from rule_verdict where campaign_id = $1 and statement_id = any($2::uuid[])`, values.slice(0, 2))
}
