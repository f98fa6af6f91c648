import { notify, open, refuse, seal, uuid7, type House, type Reader, type Transactor, type Withdrawal } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { destroyKeys, keysOf, raiseEpoch } from './authors.ts'
import { fileJournal } from './journal.ts'

/**
 * Takes posts back at once everywhere. The journal is committed first, in the database and beside it: from then on it happens, even if this
 * process dies (a job finishes it, and a restored backup applies it before it serves). Then all slices do their part in one transaction.
 */
export async function withdraw(house: House, campaignId: string, postIds: string[], kind: Withdrawal['kind'], { beside = [], cause }: Around = {}): Promise<Withdrawal> {
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const found = await t.row<{ count: number }>(`select count(*)::int as count from post where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, postIds])
    if (found!.count < new Set(postIds).size) throw refuse('not-found', 404, 'There is no such post.')
    await writeJournal(t, campaignId, [...postIds, ...beside].map((postId) => ({ id: uuid7(at), postId, kind, at, cause: cause ?? null })))
  })
  return carryOut(house, campaignId, [...postIds, ...beside], kind, at)
}

interface Around {
  /** Ids of what else their author left: a signature, a pledge. The slices that keep such things know their own. */
  beside?: string[]
  /** `retention`: its time was over; nobody took anything back. */
  cause?: 'retention'
}

/** Erases everything that came from an author, and their key. */
export async function eraseAuthor(house: House, campaignId: string, authorId: string): Promise<Withdrawal> {
  const rows = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and author_id = $2`, [campaignId, authorId])
  return withdraw(house, campaignId, rows.map((row) => row.id), 'erased')
}

/** Job: what was written into the journal and not done, in every campaign. */
export async function finishWithdrawals(house: House): Promise<void> {
  for (const { id } of await house.db.rows<{ id: string }>(`select id from campaign`)) await finishIn(house, id)
}

async function finishIn(house: House, campaignId: string): Promise<void> {
  await fileOrTryAgain(house, campaignId)
  const open = await house.db.rows<{ kind: Withdrawal['kind']; at: Date; posts: string[] }>(
    `select kind, at, array_agg(post_id) as posts from journal where campaign_id = $1 and done_at is null and kind <> 'gone' group by kind, at order by at`,
    [campaignId],
  )
  for (const { kind, at, posts } of open) await carryOut(house, campaignId, posts, kind, at)
}

/** What stands in the journal: ids only, never an address and nobody's words. */
export interface JournalRow {
  id: string
  /** Of a post, or of what else its author left. */
  postId: string
  kind: Withdrawal['kind']
  at: Date
  cause: 'retention' | null
}

/** All of it, the oldest first: what a backup keeps beside itself. */
export async function journalOf(reader: Reader, campaignId: string): Promise<JournalRow[]> {
  return reader.rows(`select id, post_id as "postId", kind, at, cause from journal where campaign_id = $1 and kind <> 'gone' order by at, id`, [campaignId])
}

/**
 * Does again what a journal says, on a database that may know nothing of it: a restored backup, before it serves. Rows that are there are
 * not doubled, ids of which nothing is left are passed over, and to do all of it twice is the same as once.
 */
export async function eraseAgain(house: House, campaignId: string, rows: JournalRow[]): Promise<void> {
  await house.db.transact((t) => writeJournal(t, campaignId, rows))
  await house.db.transact((t) => t.run(`update journal set done_at = null where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, rows.map((row) => row.id)]))
  await finishIn(house, campaignId)
}

async function writeJournal(t: Transactor, campaignId: string, rows: JournalRow[]): Promise<void> {
  await t.run(
    `insert into journal (campaign_id, id, at, kind, post_id, cause)
     select $1, id, at, kind, post_id, cause from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[]) as given (id, at, kind, post_id, cause)
     on conflict (campaign_id, id) do nothing`,
    [campaignId, rows.map((row) => row.id), rows.map((row) => row.at), rows.map((row) => row.kind), rows.map((row) => row.postId), rows.map((row) => row.cause)],
  )
}

/** What cannot be written beside the database now (a full disk) makes nobody wait: it is done all the same, and the job writes it. */
async function fileOrTryAgain(house: House, campaignId: string): Promise<void> {
  await fileJournal(house, campaignId).catch((error: Error) => house.log.error({ error: error.message }, 'the journal could not be written; it is tried again'))
}

async function carryOut(house: House, campaignId: string, postIds: string[], kind: Withdrawal['kind'], at: Date): Promise<Withdrawal> {
  await fileOrTryAgain(house, campaignId)
  return house.db.transact(async (t) => {
    const withdrawal: Withdrawal = { campaignId, postIds, kind, at, statementIds: new Set(), emptied: new Set() }
    await raiseEpoch(t, campaignId)
    before.set(withdrawal, await lockPosts(t, campaignId, postIds))
    await house.flow.run('withdraw', house, t, withdrawal)
    await touchPublic(t, campaignId)
    await t.run(
      `update journal set done_at = $4 where campaign_id = $1 and post_id = any($2::uuid[]) and kind = $3 and done_at is null`,
      [campaignId, postIds, kind, at],
    )
    await notify(t, campaignId, { kind: 'withdrawn', posts: postIds.length })
    return withdrawal
  })
}

interface Before {
  id: string
  text: string
  authorId: string | null
}

const before = new WeakMap<Withdrawal, Before[]>()

/** The words of the posts that are being withdrawn: what they were, for the steps that must find traces of them. */
export function withdrawnTexts(withdrawal: Withdrawal): Map<string, string> {
  return new Map((before.get(withdrawal) ?? []).map(({ id, text }) => [id, text]))
}

/** Whose they are, as far as that was known: an erased post does not say any more. */
export function withdrawnAuthors(withdrawal: Withdrawal): string[] {
  return [...new Set((before.get(withdrawal) ?? []).flatMap(({ authorId }) => authorId ?? []))]
}

async function lockPosts(t: Transactor, campaignId: string, postIds: string[]): Promise<Before[]> {
  return t.rows(`select id, text, author_id as "authorId" from post where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, postIds])
}

/**
 * Step `withdraw` of this slice. The row stays, empty: it keeps the post from being taken in again. What was withdrawn can still
 * be read by its author (words, original and contact sealed under their key); of what was erased nothing is left.
 */
export async function blankPosts(house: House, t: Transactor, withdrawal: Withdrawal): Promise<void> {
  const { campaignId, postIds, kind, at } = withdrawal
  if (kind === 'erased') return erasePosts(t, campaignId, postIds, at)
  const words = await sealWords(house, t, campaignId, withdrawnTexts(withdrawal))
  await t.run(
    `update post p set withdrawn_at = $5, words = given.words, ${blanked}
     from unnest($2::uuid[], $3::bytea[]) as given (id, words)
     where p.campaign_id = $1 and p.id = given.id and p.id = any($4::uuid[]) and p.withdrawn_at is null`,
    [campaignId, [...words.keys()], [...words.values()], postIds, at],
  )
}

const blanked = `text = '', hashtags = null, mentions = null, links = null, media = null, place_name = null, lat = null, lon = null, precision = null,
  repost_of = null, quote_of = null, reply_to = null`

async function sealWords(house: House, t: Transactor, campaignId: string, texts: Map<string, string>): Promise<Map<string, Buffer | null>> {
  const keyOf = await keysByPost(house, t, campaignId, [...texts.keys()])
  return new Map([...texts].map(([id, text]) => {
    const key = keyOf.get(id)
    return [id, key ? seal(key, Buffer.from(text)) : null]
  }))
}

async function keysByPost(house: Pick<House, 'keys'>, reader: Reader, campaignId: string, postIds: string[]): Promise<Map<string, Buffer>> {
  const posts = await reader.rows<{ id: string; key_id: string }>(`select id, key_id from post where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, postIds])
  const wrapped = new Map((await keysOf(reader, campaignId, [...new Set(posts.map((post) => post.key_id))])).map((key) => [key.id, key.wrapped]))
  return new Map(posts.flatMap(({ id, key_id }) => (wrapped.has(key_id) ? [[id, house.keys.unwrapKey(wrapped.get(key_id)!)] as const] : [])))
}

async function erasePosts(t: Transactor, campaignId: string, postIds: string[], at: Date): Promise<void> {
  const keys = await t.rows<{ key_id: string }>(`select distinct key_id from post where campaign_id = $1 and id = any($2::uuid[])`, [campaignId, postIds])
  await t.run(
    `update post set withdrawn_at = coalesce(withdrawn_at, $3), erased_at = $3, ${blanked},
       language = null, sha256 = null, sealed = null, words = null, reachable = false, author_id = null, key_id = id
     where campaign_id = $1 and id = any($2::uuid[])`,
    [campaignId, postIds, at],
  )
  // An author some of whose posts stay keeps the key that they are sealed under.
  const ids = keys.map((row) => row.key_id)
  const needed = await t.rows<{ id: string }>(
    `select distinct author_id as id from post where campaign_id = $1 and author_id = any($2::uuid[])`, [campaignId, ids])
  const stay = new Set(needed.map((row) => row.id))
  await destroyKeys(t, campaignId, ids.filter((id) => !stay.has(id)))
}

/** The words of a withdrawn post, for its author's own view. */
export async function withdrawnWords(house: House, campaignId: string, postId: string): Promise<string | undefined> {
  const row = await house.db.row<{ words: Buffer | null }>(`select words from post where campaign_id = $1 and id = $2`, [campaignId, postId])
  const key = (await keysByPost(house, house.db, campaignId, [postId])).get(postId)
  return row?.words && key ? open(key, row.words).toString() : undefined
}
