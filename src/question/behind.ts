import type { Reader } from '#core/index.ts'

export interface Behind {
  statements: string[]
  people: number
}

/** Which statements ask these questions, and how many people said them. */
export async function behindQuestions(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, Behind>> {
  const rows = await reader.rows<Behind & { id: string }>(
    `select l.question_id as id, (array_agg(distinct l.statement_id::text)) as statements, count(distinct o.key_id)::int as people
     from question_statement l
     join post_fold f on f.campaign_id = l.campaign_id and f.statement_id = l.statement_id
     join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
     where l.campaign_id = $1 and l.question_id = any($2::uuid[]) group by l.question_id`,
    [campaignId, ids],
  )
  return new Map(rows.map(({ id, ...rest }) => [id, rest]))
}
