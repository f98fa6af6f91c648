import { notify, type Transactor, type Withdrawal } from '#core/index.ts'

/** Step `withdraw`: what was taken back is no answer any more, and whoever took it back was never here. */
export async function forgetAnswers(t: Transactor, { campaignId, postIds }: Withdrawal): Promise<void> {
  const gone = await t.rows<{ chat: string }>(`delete from chat_answer where campaign_id = $1 and post_id = any($2::uuid[]) returning chat_id as chat`, [campaignId, postIds])
  await t.run(`delete from chat_invited where campaign_id = $1 and post_id = any($2::uuid[])`, [campaignId, postIds])
  for (const chat of new Set(gone.map((row) => row.chat))) await notify(t, campaignId, { kind: 'chat', chat })
}
