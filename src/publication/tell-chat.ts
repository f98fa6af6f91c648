import { notify, type House, type SentMessage, type Transactor } from '#core/index.ts'
import { keepQuestionPost, postAt } from '#chat/index.ts'

/** Step `sent`: the chat learns where its question can be seen, so that replies to it are answers. */
export async function tellChat(_house: House, t: Transactor, { campaignId, outgoingId, externalId, link, at }: SentMessage): Promise<void> {
  const row = await t.row<{ chat: string; question: string; network: string }>(
    `select b.chat_id as chat, b.question_id as question, p.network from publication_part p join publication b on b.campaign_id = p.campaign_id and b.id = p.publication_id
     where p.campaign_id = $1 and p.outgoing_id = $2 and b.question_id is not null`, [campaignId, outgoingId])
  if (!row) return
  if (await keepQuestionPost(t, campaignId, row.chat, row.question, { channel: row.network, externalId, link }, at)) await notify(t, campaignId, { kind: 'chat', chat: row.chat })
}

/** The same where a person posted it, or found it, and says where. */
export async function tellChatOf(t: Transactor, campaignId: string, publicationId: string, network: string, link: string | null, at: Date): Promise<void> {
  const row = link === null ? undefined : await t.row<{ chat: string; question: string }>('select chat_id as chat, question_id as question from publication where campaign_id = $1 and id = $2 and question_id is not null', [campaignId, publicationId])
  const post = row && postAt(link!)
  if (!row || !post) return
  if (await keepQuestionPost(t, campaignId, row.chat, row.question, { ...post, channel: network }, at)) await notify(t, campaignId, { kind: 'chat', chat: row.chat })
}
