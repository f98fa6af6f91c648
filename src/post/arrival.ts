import { prepared } from '#core/data/index.ts'
import type { Reader, Transactor } from '#core/index.ts'
import { readEpoch } from './authors.ts'
import type { StoredPost } from './incoming.ts'

/** A committed batch that is not folded yet. */
export interface OpenArrival {
  firstPost: string
  arrivedAt: Date
  posts: number
}

/** Written with the posts of a batch: what was accepted cannot be forgotten by folding. */
export async function recordArrival(t: Transactor, campaignId: string, arrival: OpenArrival): Promise<void> {
  await t.run(
    prepared(`insert into arrival (campaign_id, arrived_at, first_post, posts) values ($1, $2, $3, $4)`),
    [campaignId, arrival.arrivedAt, arrival.firstPost, arrival.posts],
  )
}

/** The oldest arrivals, in the order of folding. */
export async function openArrivals(reader: Reader, campaignId: string): Promise<OpenArrival[]> {
  return reader.rows<OpenArrival>(
    prepared(`select first_post as "firstPost", arrived_at as "arrivedAt", posts from arrival
     where campaign_id = $1 order by arrived_at, first_post limit 1000`),
    [campaignId],
  )
}

/** The first of these, until `most` posts are together (at least one arrival). */
export function firstOf(arrivals: OpenArrival[], most: number): OpenArrival[] {
  let sum = 0
  const fits = arrivals.findIndex((one) => (sum += one.posts) > most)
  return fits === -1 ? arrivals : arrivals.slice(0, Math.max(fits, 1))
}

export async function hasOpenArrivals(reader: Reader, campaignId: string): Promise<boolean> {
  return (await reader.row(`select 1 from arrival where campaign_id = $1 limit 1`, [campaignId])) !== undefined
}

/** Posts that wait to be folded. */
export async function openPosts(reader: Reader, campaignId: string): Promise<number> {
  return (await reader.row<{ posts: number }>(`select coalesce(sum(posts), 0)::int as posts from arrival where campaign_id = $1`, [campaignId]))!.posts
}

/** Every campaign with something to fold: what a process that died has left. Reads a shared table and loops, never across campaigns. */
export async function campaignsWithOpenArrivals(reader: Reader): Promise<string[]> {
  const found: string[] = []
  for (const { id } of await reader.rows<{ id: string }>(`select id from campaign`)) if (await hasOpenArrivals(reader, id)) found.push(id)
  return found
}

/** These are folded; in the transaction that folds them. Returns how many were there. */
export async function closeArrivals(t: Transactor, campaignId: string, arrivals: OpenArrival[]): Promise<number> {
  return t.run(
    prepared(`delete from arrival where campaign_id = $1 and (arrived_at, first_post) in (select * from unnest($2::timestamptz[], $3::uuid[]))`),
    [campaignId, arrivals.map((one) => one.arrivedAt), arrivals.map((one) => one.firstPost)],
  )
}

// Batches stored by this process and not folded yet, by first post. Only a short cut: whatever is not here is read back.
const handed = new Map<string, { posts: StoredPost[]; epoch: string }>()
let handedPosts = 0
const mostHanded = 12_000

/** Keeps a committed batch at hand for folding. */
export function handOn(posts: StoredPost[], epoch: string): void {
  if (posts.length === 0 || handedPosts + posts.length > mostHanded) return
  handed.set(posts[0]!.id, { posts, epoch })
  handedPosts += posts.length
}

/** Posts of these arrivals that this process stored itself; taken out by it. None when posts were withdrawn since. */
function takeHanded(firstPost: string, epoch: string): StoredPost[] | undefined {
  const found = handed.get(firstPost)
  if (!found) return undefined
  handed.delete(firstPost)
  handedPosts -= found.posts.length
  return found.epoch === epoch ? found.posts : undefined
}

/**
 * The posts of these arrivals in the order of folding. Posts withdrawn before they were folded are left out: they are right as long as the
 * campaign's epoch of posts is the one that is answered with them.
 */
export async function postsOfArrivals(reader: Reader, campaignId: string, arrivals: OpenArrival[]): Promise<{ posts: StoredPost[]; epoch: string }> {
  const epoch = await readEpoch(reader, campaignId)
  const here = new Map(arrivals.map((one) => [one, takeHanded(one.firstPost, epoch)]))
  const away = arrivals.filter((one) => !here.get(one))
  const read = away.length > 0 ? await readBack(reader, campaignId, away) : new Map<string, StoredPost[]>()
  return { posts: arrivals.flatMap((one) => here.get(one) ?? read.get(batchOf(one.firstPost)) ?? []), epoch }
}

const batchOf = (postId: string) => postId.slice(0, 32)

async function readBack(reader: Reader, campaignId: string, arrivals: OpenArrival[]): Promise<Map<string, StoredPost[]>> {
  const rows = await reader.rows<Record<string, any>>(
    `select p.id, p.text, p.channel, p.language, p.posted_at, p.place_name, p.lat, p.lon, p.author_id, p.links, p.knows
     from unnest($2::uuid[], $3::uuid[]) as batch (first, last)
     cross join lateral (select * from post where campaign_id = $1 and id between batch.first and batch.last offset 0) p
     where p.withdrawn_at is null order by p.id`,
    [campaignId, arrivals.map((one) => one.firstPost), arrivals.map((one) => `${batchOf(one.firstPost)}ffff`)],
  )
  const batches = new Map<string, StoredPost[]>()
  for (const row of rows) {
    const batch = batches.get(batchOf(row['id'])) ?? []
    batches.set(batchOf(row['id']), batch)
    const placed = row['place_name'] !== null || row['lat'] !== null
    batch.push({
      id: row['id'],
      text: row['text'],
      channel: row['channel'],
      language: row['language'] ?? undefined,
      postedAt: row['posted_at'],
      place: placed ? { name: row['place_name'] ?? undefined, lat: row['lat'] ?? undefined, lon: row['lon'] ?? undefined } : undefined,
      authorId: row['author_id'] ?? undefined,
      links: row['links'] ?? [],
      knows: row['knows'] ?? undefined,
    })
  }
  return batches
}
