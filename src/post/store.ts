import { batchOfIds, prepared, sha256, sqlState, uniqueViolation } from '#core/data/index.ts'
import type { House, Reader, Transactor } from '#core/index.ts'
import { recordArrival } from './arrival.ts'
import { addKeys, lockEpoch, meetAuthors, readEpoch, type Author, type Met } from './authors.ts'
import { BinaryRows, copyRows, uuidBytes } from './copy.ts'
import { sealPrivate } from './envelope.ts'
import type { Incoming, StoredPost } from './incoming.ts'
import { itemsOf, partsOf, type Items, type Names } from './items.ts'
import { givenLanguage, languageOf } from './language.ts'
import { namedIn } from './tags.ts'

export interface StoredResult {
  id: string
  /** It was there before, or came twice in this batch. */
  known: boolean
}

export interface Stored {
  /** One an item, in their order. */
  results: StoredResult[]
  /** The new posts, in their order. */
  posts: StoredPost[]
  /** Of the campaign when their keys were looked up. */
  epoch: string
}

/** What storing finds out about a post. */
export interface Found {
  language: string | undefined
  authorId: string | undefined
  links: string[]
}

/** `found` is of the new posts, in their order. */
export interface Kept extends Pick<Stored, 'results' | 'epoch'> {
  found: Found[]
}

/** Times the steps of storing; the bench prints them. */
export type Timer = <T>(step: string, work: () => T) => T

/** How a batch keeps its place behind the one before it, which is still being stored. */
export interface Lane {
  /** Resolves when the one before has written its rows: from then on it waits for nothing of ours. */
  mayWrite(): Promise<void>
  /** To be called when the rows are written; the next may write now. */
  written(): void
  /** Resolves when the one before is committed, or has failed. */
  mayCommit(): Promise<void>
}

const free = Promise.resolve()
export const alone: Lane = { mayWrite: () => free, written() {}, mayCommit: () => free }

const untimed: Timer = (_, work) => work()

interface Options {
  lane?: Lane
  timer?: Timer
}

/**
 * Stores a batch: what is new becomes posts, in the order given and with one range of ids; what is known (same channel and
 * external id) stays as it was. Two processes may send the same at the same moment: exactly one of them stores it.
 */
export async function storePosts(
  house: Pick<House, 'keys' | 'db'>, campaign: { id: string }, items: readonly Incoming[], arrivedAt: Date, options: Options = {},
): Promise<Stored> {
  return storedOf(items, arrivedAt, await storeItems(house, campaign, itemsOf(items), arrivedAt, options))
}

/** What was kept of these items, for folding. */
export function storedOf(items: readonly Incoming[], arrivedAt: Date, { results, found, epoch }: Kept): Stored {
  const posts: StoredPost[] = []
  results.forEach(({ id, known }, place) => {
    if (known) return
    const { text, channel, postedAt = arrivedAt, place: where, knows } = items[place]!
    posts.push({ id, text, channel, postedAt, place: where, knows, ...found[posts.length]! })
  })
  return { results, posts, epoch }
}

/** As `storePosts`. All that can be done beforehand is done before its turn comes: the transaction holds what others may want only while it writes. */
export async function storeItems(
  house: Pick<House, 'keys' | 'db'>, campaign: { id: string }, items: Items, arrivedAt: Date, { lane = alone, timer = untimed }: Options = {},
): Promise<Kept> {
  const names = { channels: partsOf(items.names.channels, items.count), externalIds: partsOf(items.names.externalIds, items.count) }
  for (let attempt = 1; ; attempt++) {
    const [known, epoch] = await timer('recognise', () => Promise.all([knownPosts(house.db, campaign.id, items.names), readEpoch(house.db, campaign.id)]))
    const { fresh, results } = sortOut(names, known, arrivedAt)
    if (fresh.length === 0) {
      // Nothing is written, and yet the next must not pass the one before through this one.
      await lane.mayWrite()
      lane.written()
      await lane.mayCommit()
      return { results, found: [], epoch }
    }
    const ready = await prepare(house, campaign.id, items, fresh, arrivedAt, epoch, timer)
    await timer('wait for the batch before', lane.mayWrite)
    try {
      const written = await timer('transaction', () => house.db.transact((t) => write(t, campaign.id, ready, arrivedAt, lane, timer)))
      if (written) {
        ready.met.settle()
        return { results, found: ready.found, epoch }
      }
    } catch (error) {
      // Another process stored one of these between our look and our write; it has committed now, so the next look sees it.
      if (sqlState(error) !== uniqueViolation || attempt >= 20) throw error
    }
  }
}

interface Fresh {
  id: string
  /** Among all items. */
  place: number
  name: string
}

const identity = (channel: string, externalId: string) => `${channel}\0${externalId}`

/** One look at the index an item, whatever the planner thinks of the table's size. */
async function knownPosts(reader: Reader, campaignId: string, { channels, externalIds }: Names): Promise<Map<string, string>> {
  const rows = await reader.rows<{ channel: string; external_id: string; id: string }>(
    prepared(`select given.channel, given.external_id, found.id
     from unnest(string_to_array($2, e'\\x1f'), string_to_array($3, e'\\x1f')) as given (channel, external_id)
     cross join lateral (
       select id from post where campaign_id = $1 and channel = given.channel and external_id = given.external_id offset 0
     ) found`),
    [campaignId, channels, externalIds],
  )
  return new Map(rows.map((row) => [identity(row.channel, row.external_id), row.id]))
}

function sortOut({ channels, externalIds }: { channels: string[]; externalIds: string[] }, known: Map<string, string>, arrivedAt: Date): { fresh: Fresh[]; results: StoredResult[] } {
  const ids = batchOfIds(channels.length, arrivedAt)
  const fresh: Fresh[] = []
  const results = channels.map((channel, place) => {
    const name = identity(channel, externalIds[place]!)
    const before = known.get(name)
    if (before) return { id: before, known: true }
    const id = ids[fresh.length]!
    known.set(name, id)
    fresh.push({ id, place, name })
    return { id, known: false }
  })
  return { fresh, results }
}

/** A batch that has only to be written. */
interface Ready {
  firstPost: string
  found: Found[]
  rows: BinaryRows
  /** Of posts whose author is not known. */
  ownKeys: Map<string, Buffer>
  /** Of the campaign when the keys were looked up: only as long as it lasts may anything be sealed with them. */
  epoch: string
  met: Met
}

async function prepare(
  house: Pick<House, 'keys' | 'db'>, campaignId: string, items: Items, fresh: Fresh[], arrivedAt: Date, epoch: string, timer: Timer,
): Promise<Ready> {
  const addresses = partsOf(items.names.addresses, items.count)
  const met = await timer('authors', () => meetAuthors(house, campaignId, fresh.map(({ place }) => addresses[place]!).filter(Boolean), epoch))
  const found: Found[] = []
  const ownKeys = new Map<string, Buffer>()
  const rows = timer('seal and scan', () => {
    const rows = new BinaryRows()
    const campaign = uuidBytes(campaignId)
    // In one order everywhere: two processes that store the same items wait for each other and never die of a deadlock.
    const written = fresh.map((one, at) => ({ ...one, at }))
    written.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { id, place, at } of written) {
      const author = met.authors.get(addresses[place]!)
      if (!author) ownKeys.set(id, house.keys.newDataKey())
      found[at] = addRow(rows, campaign, id, items.item(place), author, author?.dataKey ?? ownKeys.get(id)!, arrivedAt)
    }
    return rows
  })
  const wrapped = new Map([...ownKeys].map(([id, dataKey]) => [id, house.keys.wrapKey(dataKey)]))
  return { firstPost: fresh[0]!.id, found, rows, ownKeys: wrapped, epoch, met }
}

/** False: keys were destroyed meanwhile, and nothing was written. */
async function write(t: Transactor, campaignId: string, { firstPost, found, rows, ownKeys, epoch }: Ready, arrivedAt: Date, lane: Lane, timer: Timer): Promise<boolean> {
  if ((await lockEpoch(t, campaignId)) !== epoch) return false
  await t.burst((send) => {
    send(timer('keys', () => addKeys(t, campaignId, ownKeys)))
    send(timer('write posts', () => copyRows(t, `post (${columns.join(', ')})`, rows)))
    send(recordArrival(t, campaignId, { firstPost, arrivedAt, posts: found.length }))
  })
  lane.written()
  await lane.mayCommit()
  return true
}

const columns = [
  'campaign_id', 'id', 'channel', 'external_id', 'author_id', 'key_id', 'text', 'language', 'posted_at', 'arrived_at', 'place_name', 'lat', 'lon', 'knows',
  'hashtags', 'mentions', 'links', 'media', 'repost_of', 'quote_of', 'reply_to', 'quote', 'name', 'pass_on', 'write', 'reachable', 'sha256', 'sealed',
]

function addRow(
  rows: BinaryRows, campaign: Buffer, id: string, item: Incoming, author: Author | undefined, dataKey: Buffer, arrivedAt: Date,
): Found {
  const { author: by, contact, consent, place } = item
  const language = givenLanguage(item.language) ?? languageOf(item.text)
  const named = item.hashtags && item.mentions && item.links ? undefined : namedIn(item.text)
  const postedAt = item.postedAt ?? arrivedAt
  rows.row(columns.length)
  rows.uuid(campaign)
  rows.uuid(id)
  rows.text(item.channel)
  rows.text(item.externalId)
  rows.uuid(author?.id)
  rows.uuid(author?.id ?? id)
  rows.text(item.text)
  rows.text(language)
  rows.time(postedAt)
  rows.time(arrivedAt)
  rows.text(place?.name)
  rows.float8(place?.lat)
  rows.float8(place?.lon)
  rows.text(item.knows)
  rows.textArray(item.hashtags ?? named!.hashtags)
  rows.textArray(item.mentions ?? named!.mentions)
  const links = item.links ?? named!.links
  rows.textArray(links)
  rows.jsonb(item.media?.length ? item.media : undefined)
  rows.text(item.repostOf)
  rows.text(item.quoteOf)
  rows.text(item.replyTo)
  rows.bool(consent?.quote)
  rows.bool(consent?.name)
  rows.bool(consent?.passOn)
  rows.bool(consent?.write)
  rows.bool(isReachable(contact))
  rows.bytes(sha256(item.original))
  const hasByline = by && (by.name || by.handle)
  rows.bytes(sealPrivate(dataKey, { original: item.original, byline: hasByline ? by : undefined, contact: isReachable(contact) ? contact : undefined }))
  return { language, authorId: author?.id, links }
}

function isReachable(contact: Incoming['contact']): boolean {
  return contact !== undefined && Boolean(contact.email || contact.phone || contact.handle)
}

