import type { House, Reader, Transactor, Withdrawal } from '#core/index.ts'
import { withdrawnTexts } from '#post/index.ts'
import { glance, outlineOf, sign } from './fold/index.ts'
import { removeStatements } from './join.ts'
import { Merges } from './merges.ts'
import { numberOf } from './number.ts'
import { readSignals } from './queue-order.ts'
import { searchTextOf } from './search-words.ts'
import { forget, represent } from './write-fold.ts'

interface Left {
  statementId: string
  number: number
  text: string
}

/**
 * Step `withdraw` of this slice: the posts leave the order of folding, their statements count without them and show the words of
 * somebody else, and nothing that folding remembers rests on them. Statements that nobody says any more are removed.
 */
export async function takeOutPosts(_house: House, t: Transactor, withdrawal: Withdrawal): Promise<void> {
  const { campaignId, postIds } = withdrawal
  await holdFolding(t, campaignId)
  const taken = await t.rows<{ number: string; post_id: string; statement_id: string }>(
    `delete from post_fold where campaign_id = $1 and post_id = any($2::uuid[]) returning number, post_id, statement_id`,
    [campaignId, postIds],
  )
  const statementIds = [...new Set(taken.map((row) => row.statement_id))].sort()
  if (statementIds.length === 0) return
  for (const id of statementIds) withdrawal.statementIds.add(id)
  await t.rows(`select id from statement where campaign_id = $1 and id = any($2::uuid[]) order by id for update`, [campaignId, statementIds])
  const left = await postsLeft(t, campaignId, statementIds)
  await forgetTexts(t, campaignId, taken.map((row) => Number(row.number)), withdrawnTexts(withdrawal), left)
  const stay = new Set(left.map((post) => post.statementId))
  const emptied = statementIds.filter((id) => !stay.has(id))
  for (const id of emptied) withdrawal.emptied.add(id)
  await removeStatements(t, campaignId, emptied)
  await countAgain(t, campaignId, [...stay])
  await speakForOthers(t, campaignId, left)
  await placeByOthers(t, campaignId, [...stay])
  await readSignals(t, campaignId, [...stay])
}

/** Waits for the batch that is being folded, and makes every process forget what it remembers. */
async function holdFolding(t: Transactor, campaignId: string): Promise<void> {
  await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
  await t.run(`update folding set epoch = epoch + 1 where campaign_id = $1`, [campaignId])
}

async function postsLeft(reader: Reader, campaignId: string, statementIds: string[]): Promise<Left[]> {
  const rows = await reader.rows<{ statement_id: string; number: string; text: string }>(
    `select f.statement_id, f.number, p.text from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
     where f.campaign_id = $1 and f.statement_id = any($2::uuid[]) order by f.number`,
    [campaignId, statementIds],
  )
  return rows.map((row) => ({ statementId: row.statement_id, number: Number(row.number), text: row.text }))
}

/** Hashes and keys of the withdrawn texts go, unless somebody else says the very same; an heir then stands for them. */
async function forgetTexts(t: Transactor, campaignId: string, numbers: number[], texts: Map<string, string>, left: Left[]): Promise<void> {
  const firstWith = new Map<bigint, Left>()
  for (const post of left) {
    const exact = glance(post.text)
    if (!firstWith.has(exact)) firstWith.set(exact, post)
  }
  const exacts = [...new Set([...texts.values()].map(glance))]
  const gone = exacts.filter((exact) => !firstWith.has(exact))
  if (gone.length > 0) await t.run(`delete from fold_exact where campaign_id = $1 and exact = any($2::bigint[])`, [campaignId, gone.map(String)])
  const before = await t.rows<{ number: string; keys: string[] }>(
    `select number, keys from fold_representative where campaign_id = $1 and number = any($2::bigint[])`, [campaignId, numbers])
  await forget(t, campaignId, numbers)
  await appointHeirs(t, campaignId, before.length > 0 ? exacts.flatMap((exact) => firstWith.get(exact) ?? []) : [], left)
}

/** A text registers under at most so many keys (fold/folder.ts). */
const registered = 6

async function appointHeirs(t: Transactor, campaignId: string, sameText: Left[], left: Left[]): Promise<void> {
  if (left.length === 0) return
  const merges = await Merges.of(t, campaignId)
  const numbers = [...new Set(left.map((post) => numberOf(post.statementId)))]
  const rows = await t.rows<{ number: string; statement: string }>(
    `select number, statement from fold_representative where campaign_id = $1 and statement = any($2::bigint[])`,
    [campaignId, numbers.flatMap((number) => merges.all(number))],
  )
  const known = new Set(rows.map((row) => Number(row.number)))
  const represented = new Set(rows.map((row) => merges.root(Number(row.statement))))
  // A statement without any text to compare with would never be joined by another copy.
  const mute = numbers.filter((number) => !represented.has(number)).map((number) => left.find((post) => numberOf(post.statementId) === number)!)
  const heirs = new Map([...sameText, ...mute].filter((post) => !known.has(post.number)).map((post) => [post.number, post]))
  const representatives = [...heirs.values()].flatMap((post) => {
    const signature = sign(post.text)
    const keys = [...signature.keys].slice(0, registered)
    return keys.length > 0 ? [{ number: post.number, statement: numberOf(post.statementId), keys, outline: outlineOf(signature) }] : []
  })
  await represent(t, campaignId, representatives)
}

async function countAgain(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  if (statementIds.length === 0) return
  await t.run(
    `update statement s set posts = n.posts, channels = n.channels, first_said_at = n.first, last_said_at = n.last
     from (select f.statement_id, count(*)::int as posts, array_agg(distinct p.channel order by p.channel) as channels,
             min(p.posted_at) as first, max(p.posted_at) as last
           from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
           where f.campaign_id = $1 and f.statement_id = any($2::uuid[]) group by f.statement_id) n
     where s.campaign_id = $1 and s.id = n.statement_id`,
    [campaignId, statementIds],
  )
}

/** The words shown are those of the first post that is left. */
async function speakForOthers(t: Transactor, campaignId: string, left: Left[]): Promise<void> {
  const firsts = new Map<string, Left>()
  for (const post of left) if (!firsts.has(post.statementId)) firsts.set(post.statementId, post)
  if (firsts.size === 0) return
  const shown = await t.rows<{ statement_id: string; text: string }>(
    `select statement_id, text from statement_text where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, [...firsts.keys()]])
  const changed = shown.filter((row) => firsts.get(row.statement_id)!.text !== row.text).map((row) => firsts.get(row.statement_id)!)
  if (changed.length === 0) return
  await t.run(
    `update statement_text x set text = said.text, search = said.search::tsvector
     from unnest($2::uuid[], $3::text[], $4::text[]) as said (id, text, search)
     where x.campaign_id = $1 and x.statement_id = said.id`,
    [campaignId, changed.map((post) => post.statementId), changed.map((post) => post.text), changed.map((post) => searchTextOf(post.text))],
  )
}

/** Where it is said to be is what the first post says that is left and names a place. */
async function placeByOthers(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  if (statementIds.length === 0) return
  await t.run(
    `update statement s set said_lat = n.lat, said_lon = n.lon
     from (select g.id, p.lat, p.lon from unnest($2::uuid[]) as g (id)
           left join lateral (
             select p.lat, p.lon from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
             where f.campaign_id = $1 and f.statement_id = g.id and p.lat is not null order by f.number limit 1) p on true) n
     where s.campaign_id = $1 and s.id = n.id and s.said_lat is not null`,
    [campaignId, statementIds],
  )
}
