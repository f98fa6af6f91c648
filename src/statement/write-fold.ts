import type { Transactor } from '#core/index.ts'
import { timed } from '#intake/index.ts'
import { BinaryRows, copyRows, uuidBytes, type StoredPost } from '#post/index.ts'
import { searchForm, type Folded } from './fold/index.ts'
import { statementIdOf } from './number.ts'
import { searchVector } from './search-words.ts'

/** A batch in the order of folding and what folding made of it. */
export interface FoldedBatch {
  posts: StoredPost[]
  firstNumber: number
  folded: Folded
  arrivedAt: Date
  /** Id of the issue area that the campaign's words suggest for a text in its search form. */
  suggest(form: string): string | undefined
}

/** What the posts of this batch add to one statement. */
interface Gain {
  number: number
  posts: number
  channels: Set<string>
  first: Date
  last: Date
}

/** Writes what a batch changed, merges aside: a constant number of statements, whatever its size. */
export async function writeFold(t: Transactor, campaignId: string, batch: FoldedBatch): Promise<void> {
  const { folded } = batch
  const gains = gainsOf(batch)
  const founded = new Set(folded.founded)
  await timed('fold: write numbers', () => writeNumbers(t, campaignId, batch))
  await foundStatements(t, campaignId, batch, gains)
  await timed('fold: count copies', () => countCopies(t, campaignId, [...gains.values()].filter((gain) => !founded.has(gain.number)), batch.arrivedAt))
  await timed('fold: remember', () => remember(t, campaignId, folded))
}

function gainsOf({ posts, folded }: FoldedBatch): Map<number, Gain> {
  const gains = new Map<number, Gain>()
  posts.forEach((post, place) => {
    const number = folded.statements[place]!
    const gain = gains.get(number)
    if (!gain) {
      gains.set(number, { number, posts: 1, channels: new Set([post.channel]), first: post.postedAt, last: post.postedAt })
      return
    }
    gain.posts += 1
    gain.channels.add(post.channel)
    if (post.postedAt < gain.first) gain.first = post.postedAt
    if (post.postedAt > gain.last) gain.last = post.postedAt
  })
  return gains
}

async function writeNumbers(t: Transactor, campaignId: string, { posts, firstNumber, folded }: FoldedBatch): Promise<void> {
  const rows = new BinaryRows()
  const campaign = uuidBytes(campaignId)
  posts.forEach((post, place) => {
    rows.row(4)
    rows.uuid(campaign)
    rows.int8(firstNumber + place)
    rows.uuid(post.id)
    rows.uuid(statementIdOf(campaignId, folded.statements[place]!))
  })
  await copyRows(t, 'post_fold (campaign_id, number, post_id, statement_id)', rows)
}

async function foundStatements(t: Transactor, campaignId: string, batch: FoldedBatch, gains: Map<number, Gain>): Promise<void> {
  if (batch.folded.founded.length === 0) return
  const campaign = uuidBytes(campaignId)
  const statements = new BinaryRows()
  const texts = new BinaryRows()
  for (const number of batch.folded.founded) {
    const post = batch.posts[number - batch.firstNumber]!
    const gain = gains.get(number)!
    const id = uuidBytes(statementIdOf(campaignId, number))
    const form = searchForm(post.text)
    statements.row(10)
    statements.uuid(campaign)
    statements.uuid(id)
    statements.int8(number)
    statements.int4(gain.posts)
    statements.text(post.language)
    statements.textArray([...gain.channels].sort())
    statements.uuid(batch.suggest(form))
    statements.time(gain.first)
    statements.time(gain.last)
    statements.time(batch.arrivedAt)
    texts.row(4)
    texts.uuid(campaign)
    texts.uuid(id)
    texts.text(post.text)
    texts.bytes(searchVector(form))
  }
  const columns = 'campaign_id, id, number, posts, language, channels, suggested_area_id, first_said_at, last_said_at, arrived_at'
  await timed('fold: found statements', () => copyRows(t, `statement (${columns})`, statements))
  await timed('fold: index words', () => copyRows(t, 'statement_text (campaign_id, statement_id, text, search)', texts))
}

async function countCopies(t: Transactor, campaignId: string, gains: Gain[], arrivedAt: Date): Promise<void> {
  if (gains.length === 0) return
  // Rows are locked in one order everywhere.
  gains.sort((a, b) => a.number - b.number)
  // Not an update with a join: `on conflict` goes through the primary key whatever the planner believes of the table's size.
  await t.run(
    `insert into statement as s (campaign_id, id, number, posts, channels, first_said_at, last_said_at, arrived_at)
     select $1, gain.id, gain.number, gain.posts, gain.channels::text[], gain.first, gain.last, $8
     from unnest($2::uuid[], $3::bigint[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[]) as gain (id, number, posts, channels, first, last)
     on conflict (campaign_id, id) do update set
       posts = s.posts + excluded.posts,
       channels = case when s.channels @> excluded.channels then s.channels
                  else array(select distinct unnest(s.channels || excluded.channels) order by 1) end,
       first_said_at = least(s.first_said_at, excluded.first_said_at),
       last_said_at = greatest(s.last_said_at, excluded.last_said_at)`,
    [
      campaignId,
      gains.map((gain) => statementIdOf(campaignId, gain.number)),
      gains.map((gain) => gain.number),
      gains.map((gain) => gain.posts),
      gains.map((gain) => `{${[...gain.channels].sort().join()}}`),
      gains.map((gain) => gain.first),
      gains.map((gain) => gain.last),
      arrivedAt,
    ],
  )
}

/** What later batches are compared with. */
async function remember(t: Transactor, campaignId: string, { representatives, retired, exacts }: Folded): Promise<void> {
  if (retired.length > 0) await forget(t, campaignId, retired)
  const campaign = uuidBytes(campaignId)
  if (exacts.length > 0) {
    const rows = new BinaryRows()
    for (const { exact, statement } of [...exacts].sort((a, b) => (a.exact < b.exact ? -1 : 1))) {
      rows.row(3)
      rows.uuid(campaign)
      rows.bigint(exact)
      rows.int8(statement)
    }
    await copyRows(t, 'fold_exact (campaign_id, exact, statement)', rows)
  }
  await represent(t, campaignId, representatives)
}

/** Adds texts that stand for their statements. */
export async function represent(t: Transactor, campaignId: string, representatives: Folded['representatives']): Promise<void> {
  if (representatives.length === 0) return
  const campaign = uuidBytes(campaignId)
  const kept = new BinaryRows()
  const keyed: { key: bigint; number: number; statement: number }[] = []
  for (const { number, statement, keys } of representatives) {
    kept.row(4)
    kept.uuid(campaign)
    kept.int8(number)
    kept.int8(statement)
    kept.bigintArray(keys)
    for (const key of keys) keyed.push({ key, number, statement })
  }
  await copyRows(t, 'fold_representative (campaign_id, number, statement, keys)', kept)
  // In the order of the index: 6,000 keys at random places cost twice as much.
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  const rows = new BinaryRows()
  for (const { key, number, statement } of keyed) {
    rows.row(4)
    rows.uuid(campaign)
    rows.bigint(key)
    rows.int8(number)
    rows.int8(statement)
  }
  await copyRows(t, 'fold_key (campaign_id, key, number, statement)', rows)
}

/** Takes representatives away with their keys. */
export async function forget(t: Transactor, campaignId: string, numbers: number[]): Promise<void> {
  await t.run(
    `with gone as (
       delete from fold_representative where campaign_id = $1 and number = any($2::bigint[]) returning number, keys)
     delete from fold_key k using gone where k.campaign_id = $1 and k.key = any(gone.keys) and k.number = gone.number`,
    [campaignId, numbers],
  )
}
