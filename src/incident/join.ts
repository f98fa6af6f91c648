import type { Transactor } from '#core/index.ts'

/** Statements became one: what the one reported, the other reports. */
export async function moveIncidents(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(
    `insert into incident_statement (campaign_id, incident_id, statement_id, deed_id)
     select l.campaign_id, l.incident_id, pair.b, l.deed_id
     from incident_statement l join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on l.statement_id = pair.a
     where l.campaign_id = $1
     on conflict do nothing`,
    values,
  )
  await t.run(`delete from incident_statement where campaign_id = $1 and statement_id = any($2)`, [campaignId, values[1]])
}
