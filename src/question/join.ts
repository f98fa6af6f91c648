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

/** What was joined is apart again: each question follows the deeds that went back. */
export async function moveQuestionsBack(t: Transactor, campaignId: string, { from, into }: { from: string; into: string }): Promise<void> {
  await t.run(
    `insert into question_statement (campaign_id, question_id, statement_id, deed_id)
     select d.campaign_id, i.id, d.statement_id, d.id
     from deed d join question i on i.campaign_id = d.campaign_id and i.id = (d.done->>'question')::uuid
     where d.campaign_id = $1 and d.statement_id = $2 and d.kind = 'question' and d.taken_back_at is null
     on conflict do nothing`,
    [campaignId, into],
  )
  await t.run(
    `delete from question_statement l using deed d
     where l.campaign_id = $1 and l.statement_id = $2 and d.campaign_id = $1 and d.id = l.deed_id and d.statement_id = $3`,
    [campaignId, from, into],
  )
}
