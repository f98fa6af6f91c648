import { createHmac } from 'node:crypto'
import { refuse, type CampaignRef, type House } from '#core/index.ts'
import { findPlace, type Consent } from '#campaign/index.ts'
import type { Arrival } from '#channel/index.ts'
import { addToReceipt, codeOfReceipt, hasReceipt, takeIn } from '#intake/index.ts'
import { allowPhotos, changeConsent, changeContact, readOwn, withdraw, type Contact } from '#post/index.ts'
import type { Owner } from './owner.ts'

type Campaign = Pick<CampaignRef, 'id'>

const longest = 10_000

/** Their word on one of their posts, or on all of them. Refuses a post that is not theirs. */
export async function sayConsent(house: House, campaign: Campaign, owner: Owner, which: string | 'all', consent: Consent, photoShown: boolean): Promise<void> {
  const ids = chosen(owner, which)
  await changeConsent(house, campaign.id, ids, consent)
  await allowPhotos(house, campaign.id, ids, photoShown)
}

/** How they are reached and called from now on. Where they wrote from stays what they are known by. */
export async function correctContact(house: House, campaign: Campaign, owner: Owner, contact: Contact, name: string): Promise<void> {
  await changeContact(house, campaign.id, owner.postIds, { contact, name })
}

/**
 * What they add or set right: a post of its own, beside what they said. The words that came are not edited, so that everybody can see
 * later what was known when. Where they hold a receipt it belongs to that.
 */
export async function addWords(house: House, campaign: Campaign, owner: Owner, postId: string, given: { text: string; place: string }): Promise<void> {
  const [id] = chosen(owner, postId)
  const text = given.text.replaceAll('\0', '').trim().slice(0, longest)
  if ((text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 3) throw refuse('words-missing', 422, 'Nothing is written yet.', { mend: 'Write what is to be added, then send it.' })
  const row = await house.db.row<Said>(
    `select channel, external_id as "externalId", reply_to as "replyTo", quote, name, pass_on as "passOn", write from post where campaign_id = $1 and id = $2 and withdrawn_at is null`, [campaign.id, id])
  if (!row) throw refuse('taken-back', 409, 'This was taken back.', { mend: 'Tell it anew if you want it to count.' })
  const receipt = row.channel === 'form' && hasReceipt(row.externalId) ? (row.replyTo && hasReceipt(row.replyTo) ? row.replyTo : row.externalId) : undefined
  const code = receipt && (await codeOfReceipt(house, campaign, receipt))
  if (code) return addToReceipt(house, campaign, code, text)
  await takeIn(house, campaign, [await addition(house, campaign, id!, row, text, given.place.trim().slice(0, 300))])
}

interface Said {
  channel: string
  externalId: string
  replyTo: string | null
  quote: boolean | null
  name: boolean | null
  passOn: boolean | null
  write: boolean | null
}

/** Of the same author, with what they allowed there; the same words twice are one. */
async function addition(house: House, campaign: Campaign, id: string, { channel, externalId, quote, name, passOn, write }: Said, text: string, place: string): Promise<Arrival> {
  const own = await readOwn(house, campaign.id, id)
  const position = place ? await findPlace(house.db, campaign.id, place) : undefined
  const words = createHmac('sha256', house.keys.derive('addition')).update(`${id}\0${text}`).digest('hex').slice(0, 16)
  const author = own?.byline && { ...own.byline, network: own.byline.network ?? channel }
  return {
    channel: 'form', externalId: `addition ${id} ${words}`, replyTo: externalId, text, original: Buffer.from(JSON.stringify({ addedTo: id, text, place })),
    ...(author ? { author } : {}), ...(own?.contact ? { contact: own.contact } : {}), ...(place ? { place: { name: place, ...(position ? { lat: position.lat, lon: position.lon } : {}) } } : {}),
    consent: { quote: quote ?? false, name: name ?? false, passOn: passOn ?? false, write: write ?? false },
  }
}

/** Takes it back: it counts nowhere, and only they can still read it. */
export async function takeBackOwn(house: House, campaign: Campaign, owner: Owner, which: string | 'all'): Promise<void> {
  const rows = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and id = any($2::uuid[]) and withdrawn_at is null`, [campaign.id, chosen(owner, which)])
  if (rows.length > 0) await withdraw(house, campaign.id, rows.map((row) => row.id), 'withdrawn')
}

function chosen(owner: Owner, which: string | 'all'): string[] {
  const ids = which === 'all' ? owner.postIds : owner.postIds.filter((id) => id === which)
  if (ids.length === 0) throw refuse('not-found', 404, 'There is no such message of yours.')
  return ids
}
