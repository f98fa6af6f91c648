import { batchOfIds, sha256, sqlState, uniqueViolation } from '#core/data/index.ts'
import type { House, Reader, Transactor } from '#core/index.ts'
import { recordArrival } from './arrival.ts'
import { addKeys, addressOf, lockEpoch, meetAuthors, readEpoch, type Author, type Met } from './authors.ts'
import { BinaryRows, copyRows, uuidBytes } from './copy.ts'
import { sealPrivate } from './envelope.ts'
import type { Incoming, StoredPost } from './incoming.ts'
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

/**
 * Stores a batch: what is new becomes posts, in the order given and with one range of ids; what is known (same channel and
 * external id) stays as it was. Two processes may send the same at the same moment: exactly one of them stores it. All that can be done
 * beforehand is done before its turn comes: the transaction holds what others may want only while it writes.
 */
export async function storePosts(
  house: Pick<House, 'keys' | 'db'>,
  campaign: { id: string },
  items: readonly Incoming[],
  arrivedAt: Date,
  { lane = alone, timer = untimed }: { lane?: Lane; timer?: Timer } = {},
): Promise<Stored> {
  for (let attempt = 1; ; attempt++) {
    const [known, epoch] = await timer('recognise', () => Promise.all([knownPosts(house.db, campaign.id, items), readEpoch(house.db, campaign.id)]))
    const { fresh, results } = sortOut(items, known, arrivedAt)
    if (fresh.length === 0) {
      // Nothing is written, and yet the next must not pass the one before through this one.
      await lane.mayWrite()
      lane.written()
      await lane.mayCommit()
      return { results, posts: [], epoch }
    }
    const ready = await prepare(house, campaign.id, fresh, arrivedAt, epoch, timer)
    await timer('wait for the batch before', lane.mayWrite)
    try {
      const written = await timer('transaction', () => house.db.transact((t) => write(t, campaign.id, ready, arrivedAt, lane, timer)))
      if (written) {
        ready.met.settle()
        return { results, posts: ready.posts, epoch }
      }
    } catch (error) {
      // Another process stored one of these between our look and our write; it has committed now, so the next look sees it.
      if (sqlState(error) !== uniqueViolation || attempt >= 20) throw error
    }
  }
}

interface Fresh {
  id: string
  item: Incoming
}

const identity = (channel: string, externalId: string) => `${channel}\0${externalId}`

/** Stands in no id (the contract of the channels takes control characters out); a joined text costs a fifth of an array. */
const separator = '\x1f'

/** One look at the index an item, whatever the planner thinks of the table's size. */
async function knownPosts(reader: Reader, campaignId: string, items: readonly Incoming[]): Promise<Map<string, string>> {
  const rows = await reader.rows<{ channel: string; external_id: string; id: string }>(
    `select given.channel, given.external_id, found.id
     from unnest(string_to_array($2, e'\\x1f'), string_to_array($3, e'\\x1f')) as given (channel, external_id)
     cross join lateral (
       select id from post where campaign_id = $1 and channel = given.channel and external_id = given.external_id offset 0
     ) found`,
    [campaignId, items.map((item) => item.channel).join(separator), items.map((item) => item.externalId).join(separator)],
  )
  return new Map(rows.map((row) => [identity(row.channel, row.external_id), row.id]))
}

function sortOut(items: readonly Incoming[], known: Map<string, string>, arrivedAt: Date): { fresh: Fresh[]; results: StoredResult[] } {
  const ids = batchOfIds(items.length, arrivedAt)
  const fresh: Fresh[] = []
  const results = items.map((item) => {
    const name = identity(item.channel, item.externalId)
    const before = known.get(name)
    if (before) return { id: before, known: true }
    const id = ids[fresh.length]!
    known.set(name, id)
    fresh.push({ id, item })
    return { id, known: false }
  })
  return { fresh, results }
}

/** A batch that has only to be written. */
interface Ready {
  posts: StoredPost[]
  rows: BinaryRows
  /** Of posts whose author is not known. */
  ownKeys: Map<string, Buffer>
  /** Of the campaign when the keys were looked up: only as long as it lasts may anything be sealed with them. */
  epoch: string
  met: Met
}

async function prepare(
  house: Pick<House, 'keys' | 'db'>, campaignId: string, fresh: Fresh[], arrivedAt: Date, epoch: string, timer: Timer,
): Promise<Ready> {
  const addresses = fresh.map(({ item }) => addressOf(item))
  const met = await timer('authors', () => meetAuthors(house, campaignId, addresses.filter((one) => one !== undefined), epoch))
  const posts: StoredPost[] = []
  const ownKeys = new Map<string, Buffer>()
  const rows = timer('seal and scan', () => {
    const rows = new BinaryRows()
    const campaign = uuidBytes(campaignId)
    // In one order everywhere: two processes that store the same items wait for each other and never die of a deadlock.
    const written = fresh.map((one, place) => ({ ...one, place, name: identity(one.item.channel, one.item.externalId) }))
    written.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { id, item, place } of written) {
      const author = addresses[place] === undefined ? undefined : met.authors.get(addresses[place]!)
      if (!author) ownKeys.set(id, house.keys.newDataKey())
      posts[place] = addRow(rows, campaign, id, item, author, author?.dataKey ?? ownKeys.get(id)!, arrivedAt)
    }
    return rows
  })
  const wrapped = new Map([...ownKeys].map(([id, dataKey]) => [id, house.keys.wrapKey(dataKey)]))
  return { posts, rows, ownKeys: wrapped, epoch, met }
}

/** False: keys were destroyed meanwhile, and nothing was written. */
async function write(t: Transactor, campaignId: string, { posts, rows, ownKeys, epoch }: Ready, arrivedAt: Date, lane: Lane, timer: Timer): Promise<boolean> {
  if ((await lockEpoch(t, campaignId)) !== epoch) return false
  await t.burst((send) => {
    send(timer('keys', () => addKeys(t, campaignId, ownKeys)))
    send(timer('write posts', () => copyRows(t, `post (${columns.join(', ')})`, rows)))
    send(recordArrival(t, campaignId, { firstPost: posts[0]!.id, arrivedAt, posts: posts.length }))
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
): StoredPost {
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
  return storedPost(item, arrivedAt, { id, language, authorId: author?.id, links })
}

/** What folding needs of a post: what its item says, and what was found out about it. */
export function storedPost(item: Incoming, arrivedAt: Date, found: Pick<StoredPost, 'id' | 'language' | 'authorId' | 'links'>): StoredPost {
  return {
    id: found.id, text: item.text, channel: item.channel, language: found.language, postedAt: item.postedAt ?? arrivedAt, place: item.place, authorId: found.authorId, links: found.links, knows: item.knows,
  }
}

function isReachable(contact: Incoming['contact']): boolean {
  return contact !== undefined && Boolean(contact.email || contact.phone || contact.handle)
}

