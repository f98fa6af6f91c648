import { Lately, prepared } from '#core/data/index.ts'
import type { House, Transactor } from '#core/index.ts'
import { BinaryRows, copyRows, uuidBytes, uuidText } from './copy.ts'
import type { Incoming } from './incoming.ts'

/** Whoever wrote a post, within one campaign. */
export interface Author {
  id: string
  dataKey: Buffer
}

/**
 * The address by which an author is known again: handle on a network, else mail, else telephone. A name is no address: two
 * people may share one. Undefined: nobody can say who wrote it.
 */
export function addressOf(item: Pick<Incoming, 'channel' | 'author' | 'contact'>): string | undefined {
  const handle = item.author?.handle || item.contact?.handle
  if (handle) return `${item.author?.network?.toLowerCase() || item.channel}/${handle.replace(/^@/, '').toLowerCase()}`
  if (item.contact?.email) return `email/${item.contact.email.toLowerCase()}`
  if (item.contact?.phone) return `phone/${item.contact.phone.replace(/[^\d+]/g, '')}`
  return undefined
}

/** The author of an address, found without storing the address: its blind index, as a uuid. */
export function authorIdOf(house: Pick<House, 'keys'>, campaignId: string, address: string): string {
  return uuidText(house.keys.blindIndex(campaignId, address))
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Four letters and digits that stand for an author in lists: the same for all their posts, and nothing leads back from it. */
export function pseudonym(authorId: string): string {
  const bits = Number.parseInt(authorId.slice(0, 8), 16) >>> 12
  return [15, 10, 5, 0].map((shift) => alphabet[(bits >>> shift) & 31]).join('')
}

/** Opened keys of authors met lately. An entry is made only from what was committed. */
class Acquainted {
  readonly #authors: Lately<string, Author>
  #room = Buffer.alloc(0)
  readonly #epochs = new Map<string, string>()

  constructor(most: number) {
    this.#authors = new Lately(most)
  }

  get(name: string): Author | undefined {
    return this.#authors.get(name)
  }

  set(name: string, author: Author): void {
    this.#authors.set(name, { id: author.id, dataKey: this.#kept(author.dataKey) })
  }

  /** A key is a slice of some 8 KB of node's that were shared out to many; kept as it is, it would keep all of them. */
  #kept(dataKey: Buffer): Buffer {
    if (this.#room.length < dataKey.length) this.#room = Buffer.allocUnsafeSlow(65_536)
    const kept = this.#room.subarray(0, dataKey.length)
    this.#room = this.#room.subarray(dataKey.length)
    dataKey.copy(kept)
    return kept
  }

  /** Forgets all when a key of the campaign was destroyed since: something sealed under it could never be opened. */
  catchUp(campaignId: string, epoch: string): void {
    if (this.#epochs.get(campaignId) === epoch) return
    this.#authors.forget((name) => name.startsWith(campaignId))
    this.#epochs.set(campaignId, epoch)
  }
}

// About 250 bytes each, in each generation.
const acquainted = new Acquainted(15_000)

/** The authors of a batch. */
export interface Met {
  authors: Map<string, Author>
  /** To be called once their posts have been committed: only who is met again is worth remembering. */
  settle(): void
}

/** The authors of these addresses with their keys; who is new gets one. */
export async function meetAuthors(
  house: Pick<House, 'keys' | 'db'>, campaignId: string, addresses: Iterable<string>, epoch: string,
): Promise<Met> {
  acquainted.catchUp(campaignId, epoch)
  const authors = new Map<string, Author>()
  const unknown = new Map<string, string>()
  for (const address of new Set(addresses)) {
    const author = acquainted.get(`${campaignId}${address}`)
    if (author) authors.set(address, author)
    else unknown.set(authorIdOf(house, campaignId, address), address)
  }
  const met: [string, Author][] = []
  const add = (id: string, dataKey: Buffer) => {
    const author = { id, dataKey }
    met.push([unknown.get(id)!, author])
    authors.set(unknown.get(id)!, author)
    unknown.delete(id)
  }
  for (const row of await keysOf(house.db, campaignId, [...unknown.keys()])) add(row.id, house.keys.unwrapKey(row.wrapped))
  if (unknown.size > 0) for (const [id, dataKey] of await keysBeforehand(house, campaignId, [...unknown.keys()])) add(id, dataKey)
  return {
    authors,
    settle() {
      for (const [address, author] of met) acquainted.set(`${campaignId}${address}`, author)
    },
  }
}

/**
 * Keys of new authors are made before their posts are stored, in a transaction of their own: two processes that meet the same author at the
 * same moment wait for each other's keys, which is nothing, and not for each other's posts. It need not wait for the disk: the key stands
 * in the log before any post that is sealed with it. An author without posts is left behind when those then cannot be stored.
 */
function keysBeforehand(house: Pick<House, 'keys' | 'db'>, campaignId: string, ids: string[]): Promise<Map<string, Buffer>> {
  return newKeys(house, { rows: (sql, parameters) => house.db.unsynced(sql, parameters) }, campaignId, ids)
}

/**
 * Makes keys for these ids. Another process may have made one for the same author meanwhile: then that one counts, and the
 * insert has waited for its commit.
 */
export async function newKeys(house: Pick<House, 'keys'>, t: Pick<Transactor, 'rows'>, campaignId: string, ids: string[]): Promise<Map<string, Buffer>> {
  // In one order everywhere, so that two batches with the same authors wait for each other instead of dying of a deadlock.
  const sorted = [...ids].sort()
  const made = new Map(sorted.map((id) => [id, house.keys.newDataKey()]))
  const wrapped = [...made.values()].map((dataKey) => house.keys.wrapKey(dataKey))
  const size = wrapped[0]!.length
  const won = await t.rows<{ id: string }>(
    prepared(`insert into author_key (campaign_id, id, wrapped)
     select $1, id, substr($3::bytea, ((place - 1) * $4 + 1)::int, $4::int) from unnest($2::uuid[]) with ordinality as given (id, place)
     on conflict do nothing returning id`),
    [campaignId, `{${sorted.join()}}`, Buffer.concat(wrapped), size],
  )
  if (won.length === sorted.length) return made
  const mine = new Set(won.map((row) => row.id))
  const lost = sorted.filter((id) => !mine.has(id))
  for (const row of await keysOf(t, campaignId, lost)) made.set(row.id, house.keys.unwrapKey(row.wrapped))
  return made
}

/** Keys, wrapped, of posts whose author nobody knows: each is new. */
export async function addKeys(t: Transactor, campaignId: string, wrapped: Map<string, Buffer>): Promise<void> {
  if (wrapped.size === 0) return
  const campaign = uuidBytes(campaignId)
  const rows = new BinaryRows()
  for (const [id, key] of wrapped) {
    rows.row(3)
    rows.uuid(campaign)
    rows.uuid(id)
    rows.bytes(key)
  }
  await copyRows(t, 'author_key (campaign_id, id, wrapped)', rows)
}

export async function keysOf(reader: Pick<Transactor, 'rows'>, campaignId: string, ids: string[]): Promise<{ id: string; wrapped: Buffer }[]> {
  if (ids.length === 0) return []
  return reader.rows(prepared(`select id, wrapped from author_key where campaign_id = $1 and id = any($2::uuid[])`), [campaignId, `{${ids.join()}}`])
}

/** Held until the end of the transaction, so that no key is destroyed between looking it up and the commit of what it seals. */
export async function lockEpoch(t: Transactor, campaignId: string): Promise<string> {
  const read = () => t.row<{ epoch: string }>(prepared(`select epoch from post_epoch where campaign_id = $1 for share`), [campaignId])
  const found = await read()
  if (found) return found.epoch
  await t.run(`insert into post_epoch (campaign_id) values ($1) on conflict do nothing`, [campaignId])
  return (await read())!.epoch
}

/** Tells every process that what it remembers of this campaign's posts and keys may be gone. Waits for the batches that are being stored. */
export async function raiseEpoch(t: Transactor, campaignId: string): Promise<void> {
  await t.run(
    `insert into post_epoch (campaign_id, epoch) values ($1, 1) on conflict (campaign_id) do update set epoch = post_epoch.epoch + 1`,
    [campaignId],
  )
}

export async function readEpoch(reader: Pick<Transactor, 'row'>, campaignId: string): Promise<string> {
  return (await reader.row<{ epoch: string }>(prepared(`select epoch from post_epoch where campaign_id = $1`), [campaignId]))?.epoch ?? '0'
}

/** Destroys keys for good. */
export async function destroyKeys(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  await t.run(`delete from author_key where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, ids])
}
