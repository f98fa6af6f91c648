import { batchOfIds, sha256, sqlState, uniqueViolation, type House, type Transactor } from '#core/index.ts'
import { handOn, recordArrival } from './arrival.ts'
import { addressOf, lockEpoch, meetAuthors, newKeys, readEpoch, type Author } from './authors.ts'
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
  /** Ids of the new posts, in their order. */
  postIds: string[]
  /** To be called once the transaction has been committed; hands the batch on to folding and remembers its authors. */
  settle(): void
}

/** Times the steps of storing; the bench prints them. */
export type Timer = <T>(step: string, work: () => T) => T

export interface Storing {
  timer?: Timer
  /** Awaited between looking up and writing, where another batch of the same process has to write first. */
  mayWrite?(): Promise<void>
}

const untimed: Timer = (_, work) => work()
const atOnce = async () => {}

/**
 * Stores a batch: what is new becomes posts, in the order given and with one range of ids; what is known (same channel and
 * external id) stays as it was. Two processes may send the same at the same moment: exactly one of them stores it.
 */
export async function storePosts(
  house: Pick<House, 'keys'>,
  t: Transactor,
  campaign: { id: string },
  items: readonly Incoming[],
  arrivedAt: Date,
  { timer = untimed, mayWrite = atOnce }: Storing = {},
): Promise<Stored> {
  for (let attempt = 1; ; attempt++) {
    const known = await timer('recognise', () => knownPosts(t, campaign.id, items))
    const { fresh, results } = sortOut(items, known, arrivedAt)
    if (fresh.length === 0) return { results, postIds: [], settle() {} }
    await t.run('savepoint storing')
    try {
      const settle = await storeFresh(house, t, campaign.id, fresh, arrivedAt, timer, mayWrite)
      await t.run('release savepoint storing')
      return { results, postIds: fresh.map((one) => one.id), settle }
    } catch (error) {
      // Another process stored one of these between our look and our write; it has committed now, so the next look sees it.
      if (sqlState(error) !== uniqueViolation || attempt === 20) throw error
      await t.run('rollback to savepoint storing')
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
async function knownPosts(t: Transactor, campaignId: string, items: readonly Incoming[]): Promise<Map<string, string>> {
  const rows = await t.rows<{ channel: string; external_id: string; id: string }>(
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

async function storeFresh(
  house: Pick<House, 'keys'>, t: Transactor, campaignId: string, fresh: Fresh[], arrivedAt: Date, timer: Timer, mayWrite: () => Promise<void>,
): Promise<() => void> {
  const addresses = fresh.map(({ item }) => addressOf(item))
  const known = addresses.filter((one) => one !== undefined)
  // Until it may write, a batch holds no lock: the one before, which it waits for, could need it, and the database would not see that circle.
  const before = await readEpoch(t, campaignId)
  const looked = await timer('authors', () => meetAuthors(house, t, campaignId, known, before))
  await timer('wait for the batch before', mayWrite)
  const epoch = await lockEpoch(t, campaignId)
  const met = epoch === before ? looked : await meetAuthors(house, t, campaignId, known, epoch)
  const { authors, settle } = await timer('new authors', () => met.withNew())
  const nameless = fresh.filter((_, place) => addresses[place] === undefined).map(({ id }) => id)
  const own = await timer('keys', () => newKeys(house, t, campaignId, nameless))
  const posts: StoredPost[] = []
  const rows = timer('seal and scan', () => {
    const rows = new BinaryRows()
    const campaign = uuidBytes(campaignId)
    // In one order everywhere: two processes that store the same items wait for each other and never die of a deadlock.
    const written = fresh.map((one, place) => ({ ...one, place, name: identity(one.item.channel, one.item.externalId) }))
    written.sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { id, item, place } of written) {
      const author = addresses[place] === undefined ? undefined : authors.get(addresses[place]!)
      posts[place] = addRow(rows, campaign, id, item, author, author?.dataKey ?? own.get(id)!, arrivedAt)
    }
    return rows
  })
  await timer('write posts', () => copyRows(t, `post (${columns.join(', ')})`, rows))
  await recordArrival(t, campaignId, { firstPost: fresh[0]!.id, arrivedAt, posts: fresh.length })
  return () => {
    settle()
    handOn(posts, epoch)
  }
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
  return { id, text: item.text, channel: item.channel, language, postedAt, place, authorId: author?.id, links, knows: item.knows }
}

function isReachable(contact: Incoming['contact']): boolean {
  return contact !== undefined && Boolean(contact.email || contact.phone || contact.handle)
}

