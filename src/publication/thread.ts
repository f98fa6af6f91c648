import type { Reader } from '#core/index.ts'

/** The thread that a publication belongs to, where it asks a question of a chat whose questions make one; and where the others can be seen, in the order in which they went out. */
export async function threadOf(reader: Reader, campaignId: string, publicationId: string): Promise<{ chatId: string; links: string[] } | undefined> {
  return reader.row(
    `select b.chat_id as "chatId", coalesce((
       select array_agg(q.link order by q.at) from chat_question_post q where q.campaign_id = $1 and q.chat_id = b.chat_id and q.question_id <> b.question_id and q.link is not null), '{}') as links
     from publication b join chat c on c.campaign_id = b.campaign_id and c.id = b.chat_id where b.campaign_id = $1 and b.id = $2 and b.question_id is not null and c.thread`,
    [campaignId, publicationId],
  )
}
