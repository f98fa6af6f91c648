import { createHmac } from 'node:crypto'
import { refuse, type CampaignRef, type House } from '#core/index.ts'
import type { Arrival } from '#channel/index.ts'
import { undoSeconds } from '#desk/index.ts'
import { addToReceipt, codeOfReceipt, takeIn } from '#intake/index.ts'
import { readOwn } from '#post/index.ts'
import { askOfSecret } from './secret.ts'

type Campaign = Pick<CampaignRef, 'id'>

/** What a sender sees of a question of ours. */
export interface Asked {
  id: string
  text: string
  language: string
  askedAt: Date
  state: 'open' | 'answered' | 'unanswered'
}

const columns = `id, text, language, asked_at as "askedAt", state`
const longestAnswer = 10_000

/** What we asked the author of these posts; not while the question can still be taken back. */
export async function askedOfPosts(house: House, campaign: Campaign, postIds: string[]): Promise<Asked[]> {
  const said = new Date(house.clock.now().getTime() - undoSeconds * 1_000)
  return house.db.rows(
    `select ${columns} from ask where campaign_id = $1 and post_id = any($2::uuid[]) and asked_at < $3 order by asked_at`, [campaign.id, postIds, said])
}

/** What the author of these posts answered by mail: it belongs to what they told, and goes with it. */
export async function mailedAnswers(house: House, campaign: Campaign, postIds: string[]): Promise<string[]> {
  const rows = await house.db.rows<{ id: string }>(
    `select p.id from ask a join post p on p.campaign_id = a.campaign_id and p.id = a.answer_post_id
     where a.campaign_id = $1 and a.post_id = any($2::uuid[]) and p.channel = 'email' and p.withdrawn_at is null`, [campaign.id, postIds])
  return rows.map((row) => row.id)
}

/** The question of the link in a mail. */
export async function askedBySecret(house: House, campaign: Campaign, secret: string): Promise<Asked> {
  const id = askOfSecret(house, campaign.id, secret)
  const asked = id && (await house.db.row<Asked>(`select ${columns} from ask where campaign_id = $1 and id = $2`, [campaign.id, id]))
  if (!asked) throw refuse('unknown-question', 404, 'There is no such question.', { mend: 'Look whether the whole link was copied. If you took your message back, the question is gone with it.' })
  return asked
}

/** Their answer on the receipt page: something added to the code, that says to which question it is. */
export async function answerByReceipt(house: House, campaign: Campaign, code: string, askId: string, text: string): Promise<void> {
  await addToReceipt(house, campaign, code, checked(text), askId)
}

/** Their answer by the link of a mail: added to their receipt where they have one, so that taking that back takes it along. */
export async function answerByLink(house: House, campaign: Campaign, secret: string, text: string): Promise<void> {
  const { id } = await askedBySecret(house, campaign, secret)
  const row = await house.db.row<AskedPost>(
    `select p.id, p.channel, a.receipt_key as "receiptKey", p.quote, p.name, p.pass_on as "passOn", p.write
     from ask a join post p on p.campaign_id = a.campaign_id and p.id = a.post_id where a.campaign_id = $1 and a.id = $2`, [campaign.id, id])
  const code = row!.receiptKey ? await codeOfReceipt(house, campaign, row!.receiptKey) : undefined
  if (code) return addToReceipt(house, campaign, code, checked(text), id)
  await takeIn(house, campaign, [await arrivalOf(house, campaign, id, row!, checked(text))])
}

interface AskedPost {
  id: string
  channel: string
  receiptKey: string | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
}

/** Of the same author as the post that we asked about, with what they allowed there; the same words twice are one. */
async function arrivalOf(house: House, campaign: Campaign, askId: string, { id, channel, quote, name, passOn, write }: AskedPost, text: string): Promise<Arrival> {
  const own = await readOwn(house, campaign.id, id)
  const words = createHmac('sha256', house.keys.derive('answer')).update(`${askId}\0${text}`).digest('hex').slice(0, 16)
  const author = own?.byline && { ...own.byline, network: own.byline.network ?? channel }
  return {
    channel: 'form', externalId: `answer ${askId} ${words}`, replyTo: askId, text, original: Buffer.from(JSON.stringify({ answerTo: askId, text })),
    ...(author ? { author } : {}), ...(own?.contact ? { contact: own.contact } : {}),
    consent: { quote: quote ?? false, name: name ?? false, passOn: passOn ?? false, write: write ?? false },
  }
}

function checked(text: string): string {
  const words = text.replaceAll('\0', '').trim().slice(0, longestAnswer)
  if (!/[\p{L}\p{N}]/u.test(words)) throw refuse('words-missing', 422, 'Nothing is written yet.', { mend: 'Write your answer, then send it.' })
  return words
}
