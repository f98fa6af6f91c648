import { refuse, type CampaignRef, type House } from '#core/index.ts'
import { findPlace, type Consent } from '#campaign/index.ts'
import { arrivalOf, ticketIn, type Typed } from '#channel/index.ts'
import { allowPhotos, changeConsent, keepPhoto, photosAllowed, readOwn, withdraw, withdrawnWords, type Photo } from '#post/index.ts'
import { externalIdOf, readReceiptCode, receiptCode } from './receipt-code.ts'
import { takeIn } from './take-in.ts'
import type { Ticket } from './ticket.ts'

/** A receipt is a code and nothing else: what belongs to it is found by a keyed hash of it. What it lets its holder do stands here. */

type Campaign = Pick<CampaignRef, 'id'>

/** More than anybody adds by hand. */
export const mostAdded = 20

export interface Told {
  code: string
  postId: string
  /** The very same form had arrived before. */
  known: boolean
}

/**
 * Takes a form in and answers with its receipt code. The code follows from the form's ticket, so sending again, after a crash, a
 * broken line or a "back", finds the same post; what was changed in between is kept as something added.
 * `photo.sent` is hashed into the original; `photo.clean` is what is kept. `to`: what it replies to, and as whom where we know them.
 */
export async function tell(
  house: House, campaign: Campaign, typed: Typed, ticket: Ticket, photo?: { sent: Uint8Array; clean: Photo }, to: Pick<Parameters<typeof arrivalOf>[1], 'replyTo' | 'as'> = {},
): Promise<Told> {
  const position = await findPlace(house.db, campaign.id, typed.place)
  const around = { ...to, ticket: ticket.id, photo: photo?.sent, ...(position ? { position: { lat: position.lat, lon: position.lon } } : {}) }
  for (let attempt = 0; ; attempt++) {
    const code = receiptCode(house, campaign.id, ticket.id, attempt)
    const arrival = arrivalOf(typed, { ...around, externalId: externalIdOf(house, campaign.id, code) })
    const { results: [stored] } = await takeIn(house, campaign, [arrival])
    const { id: postId, known } = stored!
    if (known && !(await cameWith(house, campaign.id, postId, ticket.id))) continue
    if (known && (await wordsOf(house, campaign.id, postId)) !== arrival.text) await addWords(house, campaign, code, typed)
    if (photo) await keepPhoto(house, campaign.id, postId, photo.clean, { allowed: typed.photoShown, graphic: typed.graphic })
    return { code, postId, known }
  }
}

/** Two forms may come to the same 50 bits, one time in a thousand among two million: the second then gets another code. */
async function cameWith(house: House, campaignId: string, postId: string, ticketId: string): Promise<boolean> {
  const own = await readOwn(house, campaignId, postId)
  // An original whose time was over says nothing any more: then it is the same form, as it nearly always is.
  return own === undefined || own.original.length === 0 || ticketIn(own.original) === ticketId
}

async function wordsOf(house: House, campaignId: string, postId: string): Promise<string | undefined> {
  const row = await house.db.row<{ text: string; gone: boolean }>(
    `select text, withdrawn_at is not null as gone from post where campaign_id = $1 and id = $2`, [campaignId, postId])
  return row?.gone ? withdrawnWords(house, campaignId, postId) : row?.text
}

/** What the holder of a code sees of it. */
export interface Receipt {
  code: string
  /** The first is what was told, the others were added. */
  posts: ReceiptPost[]
  /** Null: taken back, or not folded yet. */
  statementId: string | null
  withdrawnAt: Date | null
  /** What its author said may be done with it. */
  consent: Consent
  hasPhoto: boolean
  /** They let the photo be shown. */
  photoShown: boolean
}

export interface ReceiptPost {
  id: string
  text: string
  language: string | null
  arrivedAt: Date
}

interface Row {
  id: string
  externalId: string
  text: string
  language: string | null
  arrivedAt: Date
  withdrawnAt: Date | null
  erasedAt: Date | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
  media: { kind?: string }[] | null
  statementId: string | null
}

/** The receipt of a code as it was typed. Refuses with `unknown-code` when no post has it. */
export async function receiptOf(house: House, campaign: Campaign, typed: string): Promise<Receipt> {
  const code = readReceiptCode(typed)
  const rows = code ? await postsOfCode(house, campaign.id, code) : []
  const first = rows[0]
  if (!code || !first || first.erasedAt) throw refuse('unknown-code', 404, 'No message has this code.', { mend: 'Look at each letter.' })
  const told = rows.filter((row) => !row.erasedAt)
  return {
    code,
    posts: await Promise.all(told.map(async ({ id, text, language, arrivedAt, withdrawnAt }) => ({
      id, language, arrivedAt, text: withdrawnAt ? ((await withdrawnWords(house, campaign.id, id)) ?? '') : text,
    }))),
    statementId: first.statementId,
    withdrawnAt: first.withdrawnAt,
    consent: { quote: first.quote ?? false, name: first.name ?? false, passOn: first.passOn ?? false, write: first.write ?? false },
    hasPhoto: (first.media ?? []).some((one) => one.kind === 'photo'),
    photoShown: await photosAllowed(house.db, campaign.id, told.map((row) => row.id)),
  }
}

/** In the order in which they came: the first post, then what was added. */
async function postsOfCode(house: House, campaignId: string, code: string): Promise<Row[]> {
  const ids = Array.from({ length: mostAdded + 1 }, (_, added) => externalIdOf(house, campaignId, code, added))
  const rows = await house.db.rows<Row>(
    `select p.id, p.external_id as "externalId", p.text, p.language, p.arrived_at as "arrivedAt", p.withdrawn_at as "withdrawnAt", p.erased_at as "erasedAt",
       p.quote, p.name, p.pass_on as "passOn", p.write, p.media, f.statement_id as "statementId"
     from post p left join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id
     where p.campaign_id = $1 and p.channel = 'form' and p.external_id = any($2)`,
    [campaignId, ids],
  )
  return rows.sort((a, b) => ids.indexOf(a.externalId) - ids.indexOf(b.externalId)).filter((_, place) => place > 0 || rows.some((row) => row.externalId === ids[0]))
}

/** How many other people say the same. Whoever left no address is one person each time. */
export async function othersSaying(house: House, campaign: Campaign, statementId: string, receipt: { posts: { id: string }[] }): Promise<number> {
  const row = await house.db.row<{ count: number }>(
    `select count(distinct p.key_id)::int as count from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = $2
       and p.key_id not in (select key_id from post where campaign_id = $1 and id = any($3::uuid[]))`,
    [campaign.id, statementId, receipt.posts.map((post) => post.id)],
  )
  return row!.count
}

/** The code of a post that came by the form: it follows from the ticket in its original. Only for its author's own doing. */
export async function codeOfReceipt(house: House, campaign: Campaign, externalId: string): Promise<string | undefined> {
  const row = await house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and channel = 'form' and external_id = $2`, [campaign.id, externalId])
  const own = row && (await readOwn(house, campaign.id, row.id))
  const ticket = own && ticketIn(own.original)
  if (!ticket) return undefined
  const codes = Array.from({ length: 8 }, (_, attempt) => receiptCode(house, campaign.id, ticket, attempt))
  return codes.find((code) => externalIdOf(house, campaign.id, code) === externalId)
}

/** A further post of the same author, in answer to their first or to what we asked (`replyTo`). The same words twice are one. */
export async function addToReceipt(house: House, campaign: Campaign, typedCode: string, text: string, replyTo?: string): Promise<void> {
  const receipt = await receiptOf(house, campaign, typedCode)
  if (receipt.withdrawnAt) throw refuse('taken-back', 409, 'This was taken back.', { mend: 'Tell it anew if you want it to count.' })
  const own = await readOwn(house, campaign.id, receipt.posts[0]!.id)
  const { quote, name, passOn, write } = receipt.consent
  await addWords(house, campaign, receipt.code, {
    text, knows: '', place: '', name: own?.byline?.name ?? '', email: own?.contact?.email ?? '', phone: own?.contact?.phone ?? '', quote, nameShown: name, passOn, write,
  }, replyTo)
}

async function addWords(house: House, campaign: Campaign, code: string, typed: Typed, replyTo = externalIdOf(house, campaign.id, code)): Promise<void> {
  const ticket = `added to ${externalIdOf(house, campaign.id, code)}`
  const there = await postsOfCode(house, campaign.id, code)
  const words = arrivalOf(typed, { externalId: ticket, ticket }).text
  if (there.some((post) => post.text === words)) return
  for (let added = there.length; added <= mostAdded; added++) {
    const arrival = arrivalOf(typed, { externalId: externalIdOf(house, campaign.id, code, added), ticket, replyTo })
    const { results: [stored] } = await takeIn(house, campaign, [arrival])
    // Known: another window took this place a moment ago, with these words or with others.
    if (!stored!.known || (await wordsOf(house, campaign.id, stored!.id)) === words) return
  }
  throw refuse('too-many-added', 409, `To one message ${mostAdded} can be added.`, { mend: 'Tell it anew.' })
}

/** Their word, on everything that belongs to the code. `beside`: other posts of theirs that came of it. */
export async function changeReceiptConsent(house: House, campaign: Campaign, typedCode: string, consent: Consent, photoShown = false, beside: string[] = []): Promise<void> {
  const receipt = await receiptOf(house, campaign, typedCode)
  if (receipt.withdrawnAt) throw refuse('taken-back', 409, 'This was taken back.', { mend: 'Nothing is done with it any more.' })
  const posts = receipt.posts.map((post) => post.id)
  await changeConsent(house, campaign.id, [...posts, ...beside], consent)
  if (receipt.hasPhoto) await allowPhotos(house, campaign.id, posts, photoShown)
}

/** Takes back everything that belongs to the code; twice is the same as once. `beside`: other posts of theirs that came of it. */
export async function withdrawReceipt(house: House, campaign: Campaign, typedCode: string, beside: string[] = []): Promise<void> {
  const receipt = await receiptOf(house, campaign, typedCode)
  if (!receipt.withdrawnAt) await withdraw(house, campaign.id, [...receipt.posts.map((post) => post.id), ...beside], 'withdrawn')
}
