import type { Transactor } from '#core/index.ts'

/** Statements became one: what the one asked, the other asks. */
export async function moveQuestions(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  await t.run(
    `insert into question_statement (campaign_id, question_id, statement_id, deed_id)
     select l.campaign_id, l.question_id, pair.b, l.deed_id
     from question_statement l join unnest($2::uuid[], $3::uuid[]) as pair (a, b) on l.statement_id = pair.a
     where l.campaign_id = $1
     on conflict do nothing`,
    values,
  )
  await t.run(`delete from question_statement where campaign_id = $1 and statement_id = any($2)`, [campaignId, values[1]])
}
