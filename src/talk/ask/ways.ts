import type { Reader } from '#core/index.ts'
import { consentOf, type ConsentChanges } from '#campaign/index.ts'
import { hasReceipt } from '#intake/index.ts'
import { consentChanges, pseudonym } from '#post/index.ts'

/** Who said a statement and can be asked about it, or why they cannot. */
export interface Sender {
  postId: string
  channel: string
  authorId: string | null
  /** Four letters and digits that stand for them. */
  author: string | null
  text: string
  language: string | null
  saidAt: Date
  knows: 'lived' | 'saw' | 'heard' | null
  judged: 'lived' | 'saw' | 'heard' | null
  /** We may write to them: their word, else the campaign's table, else as long as we owe them an answer. */
  mayWrite: boolean
  /** An address came with it; whether it is one of e-mail is seen when it is written to. */
  reachable: boolean
  /** They hold a receipt code: what is asked stands on their receipt page, where they look by themselves. */
  receipt: boolean
  /** What is added to that receipt replies to this. */
  receiptKey: string | null
}

/** By these people speak to us alone, so that as long as nothing is decided we owe them an answer (the table of consent). */
const spokenToUs = new Set(['form', 'sms', 'email', 'telegram', 'whatsapp', 'call'])
const mostSenders = 12

interface Row extends Omit<Sender, 'author' | 'mayWrite' | 'receipt' | 'receiptKey'> {
  externalId: string
  replyTo: string | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
}

/** The senders of a statement, in the order of folding: those who can be asked first. */
export async function sendersOf(reader: Reader, campaignId: string, statementId: string): Promise<Sender[]> {
  const changes = await consentChanges(reader, campaignId)
  const rows = await reader.rows<Row>(`${select} where f.campaign_id = $1 and f.statement_id = $2 and p.withdrawn_at is null
     order by (p.reachable or p.channel = 'form') desc, f.number limit $3`, [campaignId, statementId, mostSenders])
  return rows.map((row) => senderOf(changes, row))
}

/** The sender of one post of the statement; undefined when it is none of it or was taken back. */
export async function senderOfPost(reader: Reader, campaignId: string, statementId: string, postId: string): Promise<Sender | undefined> {
  const row = await reader.row<Row>(`${select} where f.campaign_id = $1 and f.statement_id = $2 and f.post_id = $3 and p.withdrawn_at is null`, [campaignId, statementId, postId])
  return row && senderOf(await consentChanges(reader, campaignId), row)
}

const select = `select p.id as "postId", p.external_id as "externalId", p.reply_to as "replyTo", p.channel, p.author_id as "authorId", p.text, p.language,
    p.posted_at as "saidAt", p.knows, p.judged, p.reachable, p.quote, p.name, p.pass_on as "passOn", p.write
  from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id`

function senderOf(changes: ConsentChanges, { quote, name, passOn, write, externalId, replyTo, ...row }: Row): Sender {
  const owed = write === null && spokenToUs.has(row.channel)
  const receipt = row.channel === 'form' && hasReceipt(externalId)
  return {
    ...row,
    author: row.authorId && pseudonym(row.authorId),
    mayWrite: owed || consentOf(changes, { ...row, quote, name, passOn, write }).write,
    receipt,
    // What was itself added names the first post of its receipt.
    receiptKey: receipt ? (replyTo && hasReceipt(replyTo) ? replyTo : externalId) : null,
  }
}
