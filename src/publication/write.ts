import { notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { checkZone, instantOf } from '#plan/index.ts'
import { ownAccounts } from '#talk/index.ts'
import { isNetwork } from '#variant/index.ts'
import { noPublication, publicationById, staleVersion, type Publication, type PublicationState } from './publication.ts'

export const limits = { title: 200, text: 10_000, parts: 20 }

export interface PartWish {
  network: string
  account?: string | null | undefined
  /** Its own wording; none: the common one. */
  text?: string | null | undefined
}

export interface PublicationWish {
  title?: string | undefined
  text: string
  language?: string | undefined
  /** 2027-03-07T10:00 as clocks in the zone say; none: as soon as it is let go. */
  wall?: string | null | undefined
  zone: string
  parts: PartWish[]
}

/** A draft. */
export async function addPublication(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: PublicationWish): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    const id = uuid7(at)
    const { title, text, language, wall, zone, dueAt } = checked(wish)
    await t.run(
      `insert into publication (campaign_id, id, title, text, language, wall, zone, due_at, created_by, created_at, changed_by, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $10)`,
      [campaign.id, id, title, text, language, wall, zone, dueAt, actor.person.id, at],
    )
    await writeParts(t, campaign.id, id, wish.parts, at)
    await notify(t, campaign.id, { kind: 'publication', publication: id })
    return (await publicationById(t, campaign.id, id, at))!
  })
}

/** Changes what is not let go. Whoever writes on it makes it a draft again: what a second person saw is what leaves. */
export async function changePublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, wish: PublicationWish): Promise<Publication> {
  allow(actor, campaign, 'publication.write')
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    await lockWritable(t, campaign.id, id, version)
    const { title, text, language, wall, zone, dueAt } = checked(wish)
    await t.run('update publication set title = $3, text = $4, language = $5, wall = $6, zone = $7, due_at = $8 where campaign_id = $1 and id = $2', [campaign.id, id, title, text, language, wall, zone, dueAt])
    await t.run('delete from publication_part where campaign_id = $1 and publication_id = $2', [campaign.id, id])
    await writeParts(t, campaign.id, id, wish.parts, at)
    await touch(t, campaign.id, id, actor, at)
    return (await publicationById(t, campaign.id, id, at))!
  })
}

/** Takes out what never left. */
export async function dropPublication(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number): Promise<void> {
  allow(actor, campaign, 'publication.write')
  await house.db.transact(async (t) => {
    await lockWritable(t, campaign.id, id, version)
    await t.run('delete from publication where campaign_id = $1 and id = $2', [campaign.id, id])
    await notify(t, campaign.id, { kind: 'publication', publication: id })
  })
}

/** In the transaction of a change: what is let go is taken back first. */
export async function lockWritable(t: Transactor, campaignId: string, id: string, version: number): Promise<void> {
  const { state } = await lockPublication(t, campaignId, id, version)
  if (state === 'scheduled') throw refuse('let-go', 409, 'This has been let go.', { mend: 'Take it back first; what has left stays.' })
}

export async function lockPublication(t: Transactor, campaignId: string, id: string, version: number): Promise<{ state: PublicationState; changedBy: string | null }> {
  const row = await t.row<{ state: PublicationState; version: number; changedBy: string | null }>('select state, version, changed_by as "changedBy" from publication where campaign_id = $1 and id = $2 for update', [campaignId, id])
  if (!row) throw noPublication()
  if (row.version !== version) throw staleVersion(row.version)
  return row
}

export async function touch(t: Transactor, campaignId: string, id: string, actor: Actor, at: Date): Promise<void> {
  await t.run(
    `update publication set state = 'draft', version = version + 1, changed_by = $3, changed_at = $4, decided_by = null, decided_at = null, reason = null where campaign_id = $1 and id = $2`,
    [campaignId, id, actor.person.id, at],
  )
  await notify(t, campaignId, { kind: 'publication', publication: id })
}

export async function writeParts(t: Transactor, campaignId: string, id: string, wishes: PartWish[], at: Date): Promise<void> {
  if (wishes.length > limits.parts) throw refuse('too-many-parts', 422, `At most ${limits.parts} networks at once.`)
  const accounts = new Map((await ownAccounts(t, campaignId)).map((one) => [one.id, one]))
  const parts = wishes.map(({ network, account, text }) => {
    if (!isNetwork(network)) throw refuse('network-wrong', 422, `"${String(network).slice(0, 20)}" is not a network here.`)
    const own = account ? accounts.get(account) : undefined
    if (account && own?.channel !== network) throw refuse('account-wrong', 422, 'This account is not connected here.', { mend: 'Choose another, or let a person post it.' })
    return { id: uuid7(at), network, account: own?.id ?? null, text: text?.trim() ? words(text) : null }
  })
  if (new Set(parts.map((part) => `${part.network} ${part.account}`)).size < parts.length) throw refuse('part-twice', 422, 'A network stands there twice by the same account.')
  await t.run(
    `insert into publication_part (campaign_id, id, publication_id, place, network, account_id, text)
     select $1, id, $2, place, network, account_id, text from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[]) with ordinality as given (id, network, account_id, text, place)`,
    [campaignId, id, parts.map((part) => part.id), parts.map((part) => part.network), parts.map((part) => part.account), parts.map((part) => part.text)],
  )
}

function checked(wish: PublicationWish) {
  const text = words(wish.text)
  const language = wish.language ?? 'en'
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language)) throw refuse('language-wrong', 422, 'This is not a language.', { mend: 'Give a tag such as es or ar.' })
  const zone = checkZone(wish.zone)
  const wall = wish.wall || null
  const title = (wish.title ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, limits.title)
  return { title: title || firstWords(text), text, language, zone, wall, dueAt: wall ? instantOf(wall, zone) : null }
}

function words(text: string): string {
  const whole = text.replaceAll('\0', '').replaceAll(/\r\n?/g, '\n').toWellFormed().trim()
  if (whole.length > limits.text) throw refuse('text-long', 422, `A text has at most ${limits.text} characters.`)
  return whole
}

/** So that it can be told apart in the calendar. */
function firstWords(text: string): string {
  const line = text.split('\n', 1)[0]!
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, '').toWellFormed()}…`
}
