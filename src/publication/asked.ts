import { notify, uuid7, type AskedQuestion, type House, type Reader, type Transactor } from '#core/index.ts'
import { embargoedIn, embargoOf } from '#plan/index.ts'
import { afterUndo, dropQueued, leaveThread, outgoingOf } from '#talk/index.ts'
import { waysOfChat } from './chat.ts'
import { lengthOf } from './fault.ts'
import { putOut } from './part.ts'
import { publicationById, publicationsIn, type Publication } from './publication.ts'
import { writeParts } from './write.ts'

/**
 * Step `chatAsked`: a question goes out by the accounts that were chosen and let go for its chat, once the ten seconds of undo are over, in
 * answer to the one before where the chat makes one thread. Where no
 * account is connected, or the question is too long for a network, a person posts it. One with words that a pending case forbids waits for a
 * second person after all: whoever let the chat go had not read it.
 */
export async function publishQuestion(house: House, t: Transactor, asked: AskedQuestion): Promise<void> {
  const { campaignId, chatId, questionId, number, chat, post, personId, at } = asked
  const ways = await waysOfChat(t, campaignId, chatId)
  if (!ways.approvedBy || ways.parts.length === 0) return
  const id = uuid7(at)
  const silenced = embargoedIn(post.text, await embargoOf(t, { id: campaignId })).length > 0
  await t.run(
    `insert into publication (campaign_id, id, title, text, language, state, zone, due_at, created_by, created_at, changed_by, changed_at, decided_by, decided_at, chat_id, question_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10, $11, $12, $13, $14)`,
    [campaignId, id, `${number} · ${chat.title}`, post.text, post.language, silenced ? 'waiting' : 'scheduled', chat.zone, silenced ? null : afterUndo(at), personId, at, silenced ? null : ways.approvedById, silenced ? null : at, chatId, questionId],
  )
  const fits = (part: (typeof ways.parts)[number]) => part.account && lengthOf({ network: part.network, text: post.text, account: null }).fits
  const seen = new Set<string>()
  const parts = ways.parts.map((part) => ({ network: part.network, account: fits(part) ? part.account!.id : null })).filter((part) => !seen.has(`${part.network} ${part.account}`) && seen.add(`${part.network} ${part.account}`))
  await writeParts(t, campaignId, id, parts, at)
  const publication = (await publicationById(t, campaignId, id, at))!
  if (!silenced) await putOut(house, t, campaignId, publication, publication.parts.filter((part) => part.account), afterUndo(at))
  await notify(t, campaignId, { kind: 'publication', publication: id })
}

/** Step `chatUnasked`: what has not left does not leave. */
export async function unpublishQuestion(_house: House, t: Transactor, { campaignId, questionId, at }: Pick<AskedQuestion, 'campaignId' | 'questionId' | 'at'>): Promise<void> {
  for (const { id } of await t.rows<{ id: string }>('select id from publication where campaign_id = $1 and question_id = $2 for update', [campaignId, questionId])) {
    const { parts } = (await publicationById(t, campaignId, id, at))!
    const outgoing = parts.flatMap((part) => part.outgoingId ?? [])
    await dropQueued(t, campaignId, outgoing)
    // One that leaves in this very moment is no longer queued, and was not dropped.
    const left = await outgoingOf(t, campaignId, outgoing)
    // The thread goes on from the one before it, which still is a question.
    await leaveThread(t, campaignId, [...left.keys()])
    const open = parts.filter((part) => part.progress !== 'handed' && !(part.outgoingId && left.has(part.outgoingId)))
    if (open.length === parts.length) await t.run('delete from publication where campaign_id = $1 and id = $2', [campaignId, id])
    else await t.run('update publication_part set outgoing_id = null, taken_back_at = $3 where campaign_id = $1 and id = any($2::uuid[])', [campaignId, open.map((part) => part.id), at])
    await notify(t, campaignId, { kind: 'publication', publication: id })
  }
}

/** What goes out of a chat's questions, the latest first. */
export async function publicationsOfChat(reader: Reader, campaignId: string, chatId: string, now: Date): Promise<(Publication & { questionId: string })[]> {
  const rows = await reader.rows<{ id: string; questionId: string }>('select id, question_id as "questionId" from publication where campaign_id = $1 and chat_id = $2 order by created_at desc, id desc limit 60', [campaignId, chatId])
  const all = await publicationsIn(reader, campaignId, rows.map((row) => row.id), now)
  return rows.flatMap(({ id, questionId }) => {
    const one = all.find((publication) => publication.id === id)
    return one ? [{ ...one, questionId }] : []
  })
}
