import { createHmac, timingSafeEqual } from 'node:crypto'
import { isUuid, noteTakenBack, notedSince, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Restored, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { addressOf, authorIdOf } from '#post/index.ts'
import { chatLimits, lockChat, stale, told } from './chat.ts'

export const guestParts = ['moderator', 'panel'] as const
export type GuestPart = (typeof guestParts)[number]

export interface GuestHandle {
  network: string
  handle: string
}

/** Whoever asks, or sits on the panel. */
export interface Guest {
  id: string
  part: GuestPart
  name: string
  office: string
  personId: string | null
  handles: GuestHandle[]
  version: number
}

const columns = `id, part, name, office, person_id as "personId", handles, version`

/** Moderators first, then the panel, each by name. */
export async function guestsOf(reader: Reader, campaignId: string, chatId: string): Promise<Guest[]> {
  return reader.rows<Guest>(`select ${columns} from chat_guest where campaign_id = $1 and chat_id = $2 order by part, lower(name), id`, [campaignId, chatId])
}

export interface NewGuest {
  part: GuestPart
  name: string
  office?: string | undefined
  personId?: string | null | undefined
  handles?: GuestHandle[] | undefined
}

export async function addGuest(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, wish: NewGuest): Promise<Guest> {
  allow(actor, campaign, 'chat.manage')
  return house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    if ((await guestsOf(t, campaign.id, chatId)).length >= chatLimits.guests) throw refuse('too-many-guests', 422, `A chat has at most ${chatLimits.guests} guests.`)
    const id = uuid7(house.clock.now())
    const given = checked(wish)
    await t.run(
      `insert into chat_guest (campaign_id, id, chat_id, part, name, office, person_id, handles, author_ids) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [campaign.id, id, chatId, given.part, given.name, given.office, given.personId, JSON.stringify(given.handles), authorsOf(house, campaign.id, id, given.handles)],
    )
    await told(t, campaign.id, chatId)
    return (await guestById(t, campaign.id, chatId, id))!
  })
}

export async function changeGuest(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string, change: Partial<NewGuest> & { version: number; newLink?: boolean | undefined }): Promise<Guest> {
  allow(actor, campaign, 'chat.manage')
  return house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    const before = await guestById(t, campaign.id, chatId, id)
    if (!before) throw noGuest()
    if (before.version !== change.version) throw stale(before.version)
    const given = checked({ ...before, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) })
    await t.run(
      `update chat_guest set part = $3, name = $4, office = $5, person_id = $6, handles = $7, author_ids = $8, link_round = link_round + $9, version = version + 1 where campaign_id = $1 and id = $2`,
      [campaign.id, id, given.part, given.name, given.office, given.personId, JSON.stringify(given.handles), authorsOf(house, campaign.id, id, given.handles), change.newLink ? 1 : 0],
    )
    if (change.newLink) await noteTakenBack(house, { campaignId: campaign.id, kind: 'chat-guest-link', ids: [id] })
    await told(t, campaign.id, chatId)
    return (await guestById(t, campaign.id, chatId, id))!
  })
}

/** Takes somebody off: their name leaves every page at once; what they said stays, without it. */
export async function dropGuest(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string): Promise<void> {
  allow(actor, campaign, 'chat.manage')
  await house.db.transact(async (t) => {
    await lockChat(t, campaign.id, chatId)
    const gone = await t.run('delete from chat_guest where campaign_id = $1 and chat_id = $2 and id = $3', [campaign.id, chatId, id])
    if (gone === 0) throw noGuest()
    await t.run('update chat_answer set guest_id = null where campaign_id = $1 and chat_id = $2 and guest_id = $3', [campaign.id, chatId, id])
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'chat-guest', ids: [id] })
    await told(t, campaign.id, chatId)
  })
}

/** Step `restored`: who was taken off since the backup, and whose link was replaced by another. */
export async function dropGuestsAgain(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId } = restored
  const gone = [...notedSince(restored, 'chat-guest').keys()]
  await t.run('update chat_answer set guest_id = null where campaign_id = $1 and guest_id = any($2::uuid[])', [campaignId, gone])
  await t.run('delete from chat_guest where campaign_id = $1 and id = any($2::uuid[])', [campaignId, gone])
  await t.run('update chat_guest set link_round = link_round + 1 where campaign_id = $1 and id = any($2::uuid[])', [campaignId, [...notedSince(restored, 'chat-guest-link').keys()]])
}

export async function guestById(reader: Reader, campaignId: string, chatId: string, id: string): Promise<Guest | undefined> {
  return reader.row<Guest>(`select ${columns} from chat_guest where campaign_id = $1 and chat_id = $2 and id = $3`, [campaignId, chatId, id])
}

/** What stands in a guest's own link: names them, and can be made by nobody else, also not by whoever reads the database. */
export async function guestSecret(house: Pick<House, 'keys' | 'db'>, campaignId: string, chatId: string, id: string): Promise<string> {
  const row = await house.db.row<{ round: number }>(`select link_round as round from chat_guest where campaign_id = $1 and chat_id = $2 and id = $3`, [campaignId, chatId, id])
  if (!row) throw noGuest()
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, macOf(house, chatId, bytes, row.round)]).toString('base64url')
}

/** The guest whose link this is; undefined when somebody made it up or it was replaced. */
export async function guestOfSecret(house: Pick<House, 'keys' | 'db'>, campaignId: string, chatId: string, secret: string): Promise<Guest | undefined> {
  const bytes = Buffer.from(secret.slice(0, 100), 'base64url')
  if (bytes.length !== 32) return undefined
  const id = bytes.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  if (!isUuid(id)) return undefined
  const row = await house.db.row<Guest & { round: number }>(`select ${columns}, link_round as round from chat_guest where campaign_id = $1 and chat_id = $2 and id = $3`, [campaignId, chatId, id])
  if (!row) return undefined
  const { round, ...guest } = row
  return timingSafeEqual(macOf(house, chatId, bytes.subarray(0, 16), round), bytes.subarray(16)) ? guest : undefined
}

function macOf(house: Pick<House, 'keys'>, chatId: string, id: Buffer, round: number): Buffer {
  return createHmac('sha256', house.keys.derive('chat guest')).update(chatId).update('\0').update(id).update(String(round)).digest().subarray(0, 16)
}

/** As whom a guest answers on their own page: the network and handle that their posts from there carry. */
export function ownAuthor(guest: Pick<Guest, 'id' | 'name'>): { name: string; handle: string; network: string } {
  return { name: guest.name, handle: guest.id, network: 'chat' }
}

function authorsOf(house: Pick<House, 'keys'>, campaignId: string, id: string, handles: GuestHandle[]): string[] {
  const own = [{ network: 'chat', handle: id }, ...handles]
  return own.map(({ network, handle }) => authorIdOf(house, campaignId, addressOf({ channel: network, author: { handle, network } })!))
}

function checked(wish: NewGuest): Required<Omit<NewGuest, 'personId'>> & { office: string; handles: GuestHandle[]; personId: string | null } {
  const line = (text: string, most: number) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim().slice(0, most)
  const name = line(wish.name, chatLimits.name)
  if (name.length < 2) throw refuse('guest-name', 422, 'A guest has a name.')
  const handles = (wish.handles ?? []).map(({ network, handle }) => ({ network: network.toLowerCase(), handle: line(handle, 200) })).filter((one) => one.handle !== '')
  const wrong = handles.find((one) => !/^[a-z]{1,20}$/.test(one.network) || /\s/.test(one.handle))
  if (wrong || handles.length > 10) throw refuse('handle-wrong', 422, `"${wrong?.handle.slice(0, 60) ?? ''}" is not a handle.`, { mend: 'Write network and handle, such as mastodon @ana@example.org.' })
  return { part: wish.part, name, office: line(wish.office ?? '', 200), personId: wish.personId ?? null, handles }
}

function noGuest() {
  return refuse('not-found', 404, 'There is no such guest.')
}
