import type { Transactor, Withdrawal } from '#core/index.ts'

/** Step `withdraw`: a response that was seen in a post goes on as a fact without its words, and without the way to the post. */
export async function blankResponses(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  const rows = await t.rows<{ id: string }>(
    `update response set said = '', note = null, post_id = null, withdrawn = true where campaign_id = $1 and post_id = any($2::uuid[]) returning id`, [campaignId, postIds])
  if (rows.length > 0) await t.run(`update stance set because = '' where campaign_id = $1 and response_id = any($2::uuid[])`, [campaignId, rows.map((row) => row.id)])
}
