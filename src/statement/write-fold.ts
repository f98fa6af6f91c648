import { prepared, type Transactor } from '#core/index.ts'
import { timed } from '#intake/index.ts'
import { BinaryRows, copyRows, uuidBytes, type StoredPost } from '#post/index.ts'
import { searchForm, type Folded } from './fold/index.ts'
import { statementIdBytes, statementIdOf } from './number.ts'
import { dueAt, dueSql, weightsArray, type Weights } from './order.ts'
import { eraOf } from './presence.ts'
import { searchVector, tagsOf } from './search-words.ts'

/** A batch in the order of folding and what folding made of it. */
export interface FoldedBatch {
  posts: StoredPost[]
  firstNumber: number
  folded: Folded
  arrivedAt: Date
  /** Id of the issue area that the campaign's words suggest for a text in its search form. */
  suggest(form: string): string | undefined
  weights: Weights
  /** Signals that the words of a text in its search form raise. */
  signalsOf(form: string): string[]
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
  const gains = gainsOf(batch)
  const { representatives, retired, exacts } = batch.folded
  let founded: Founded[] = []
  await oneBehindTheOther(t, [
    () => writeNumbers(t, campaignId, batch),
    () => foundStatements(t, campaignId, batch, gains, (founded = foundedOf(batch))),
    () => indexWords(t, campaignId, founded),
    () => countCopies(t, campaignId, gainsOfOld(gains, founded), batch),
    () => () => forget(t, campaignId, retired),
    () => rememberExacts(t, campaignId, exacts),
    () => rememberTexts(t, campaignId, representatives),
    () => rememberKeys(t, campaignId, representatives),
  ])
}

/** Makes the rows of a write, and gives back what sends them. */
type Write = () => (() => Promise<unknown>) | undefined

/** The rows of the next are made while PostgreSQL works on the last. */
async function oneBehindTheOther(t: Transactor, writes: Write[]): Promise<void> {
  await t.burst((send) => {
    for (const write of writes) {
      const statement = write()
      if (statement) send(statement())
    }
  })
}

interface Founded {
  number: number
  post: StoredPost
  form: string
}

function foundedOf({ posts, firstNumber, folded }: FoldedBatch): Founded[] {
  return folded.founded.map((number) => {
    const post = posts[number - firstNumber]!
    return { number, post, form: searchForm(post.text) }
  })
}

function gainsOfOld(gains: Map<number, Gain>, founded: Founded[]): Gain[] {
  for (const { number } of founded) gains.delete(number)
  return [...gains.values()]
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

function writeNumbers(t: Transactor, campaignId: string, { posts, firstNumber, folded }: FoldedBatch): ReturnType<Write> {
  const rows = new BinaryRows()
  const campaign = uuidBytes(campaignId)
  posts.forEach((post, place) => {
    rows.row(4)
    rows.uuid(campaign)
    rows.int8(firstNumber + place)
    rows.uuid(post.id)
    rows.uuid(statementIdBytes(campaignId, folded.statements[place]!))
  })
  return () => timed('fold: write numbers', () => copyRows(t, 'post_fold (campaign_id, number, post_id, statement_id)', rows))
}

function foundStatements(t: Transactor, campaignId: string, batch: FoldedBatch, gains: Map<number, Gain>, founded: Founded[]): ReturnType<Write> {
  if (founded.length === 0) return undefined
  const campaign = uuidBytes(campaignId)
  const rows = new BinaryRows()
  for (const { number, post, form } of founded) {
    const gain = gains.get(number)!
    const signals = batch.signalsOf(form)
    rows.row(14)
    rows.uuid(campaign)
    rows.uuid(statementIdBytes(campaignId, number))
    rows.int8(number)
    rows.int4(gain.posts)
    rows.text(post.language)
    rows.textArray([...gain.channels].sort())
    rows.uuid(batch.suggest(form))
    rows.time(gain.first)
    rows.time(gain.last)
    rows.time(batch.arrivedAt)
    rows.time(dueAt(batch.weights, { arrivedAt: batch.arrivedAt, posts: gain.posts, signals }))
    rows.textArrayOrEmpty(signals)
    rows.float8(post.place?.lat)
    rows.float8(post.place?.lon)
  }
  const columns = 'campaign_id, id, number, posts, language, channels, suggested_area_id, first_said_at, last_said_at, arrived_at, due_at, signals, said_lat, said_lon'
  return () => timed('fold: found statements', () => copyRows(t, `statement (${columns})`, rows))
}

function indexWords(t: Transactor, campaignId: string, founded: Founded[]): ReturnType<Write> {
  if (founded.length === 0) return undefined
  const campaign = uuidBytes(campaignId)
  const rows = new BinaryRows()
  for (const { number, post, form } of founded) {
    rows.row(4)
    rows.uuid(campaign)
    rows.uuid(statementIdBytes(campaignId, number))
    rows.text(post.text)
    rows.bytes(searchVector(form, tagsOf(post.text)))
  }
  return () => timed('fold: index words', () => copyRows(t, 'statement_text (campaign_id, statement_id, text, search)', rows))
}

function countCopies(t: Transactor, campaignId: string, gains: Gain[], { arrivedAt, weights }: FoldedBatch): ReturnType<Write> {
  if (gains.length === 0) return undefined
  // Rows are locked in one order everywhere.
  gains.sort((a, b) => a.number - b.number)
  // Not an update with a join: `on conflict` goes through the primary key whatever the planner believes of the table's size.
  return () => timed('fold: count copies', () => t.run(
    prepared(`insert into statement as s (campaign_id, id, number, posts, channels, first_said_at, last_said_at, arrived_at, due_at)
     select $1, gain.id, gain.number, gain.posts, gain.channels::text[], gain.first, gain.last, $8, $8
     from unnest($2::uuid[], $3::bigint[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[]) as gain (id, number, posts, channels, first, last)
     on conflict (campaign_id, id) do update set
       posts = s.posts + excluded.posts,
       channels = case when s.channels @> excluded.channels then s.channels
                  else array(select distinct unnest(s.channels || excluded.channels) order by 1) end,
       first_said_at = least(s.first_said_at, excluded.first_said_at),
       last_said_at = greatest(s.last_said_at, excluded.last_said_at),
       due_at = ${dueSql('$9', { arrivedAt: 's.arrived_at', posts: '(s.posts + excluded.posts)', raised: 's.signals' })}`),
    [
      campaignId,
      `{${gains.map((gain) => statementIdOf(campaignId, gain.number)).join()}}`,
      `{${gains.map((gain) => gain.number).join()}}`,
      `{${gains.map((gain) => gain.posts).join()}}`,
      gains.map((gain) => `{${[...gain.channels].sort().join()}}`),
      // As text: of a date pg asks for every part by itself.
      `{${gains.map((gain) => gain.first.toISOString()).join()}}`,
      `{${gains.map((gain) => gain.last.toISOString()).join()}}`,
      arrivedAt,
      weightsArray(weights),
    ],
  ))
}

function rememberExacts(t: Transactor, campaignId: string, exacts: Folded['exacts']): ReturnType<Write> {
  if (exacts.length === 0) return undefined
  const campaign = uuidBytes(campaignId)
  const rows = new BinaryRows()
  for (const { exact, statement } of exacts) {
    rows.row(3)
    rows.uuid(campaign)
    rows.bigint(exact)
    rows.int8(statement)
  }
  return () => timed('fold: remember exacts', () => copyRows(t, 'fold_exact (campaign_id, exact, statement)', rows))
}

/** Adds texts that stand for their statements. */
export async function represent(t: Transactor, campaignId: string, representatives: Folded['representatives']): Promise<void> {
  await oneBehindTheOther(t, [() => rememberTexts(t, campaignId, representatives), () => rememberKeys(t, campaignId, representatives)])
}

function rememberTexts(t: Transactor, campaignId: string, representatives: Folded['representatives']): ReturnType<Write> {
  if (representatives.length === 0) return undefined
  const campaign = uuidBytes(campaignId)
  const rows = new BinaryRows()
  for (const { number, statement, keys, outline } of representatives) {
    rows.row(5)
    rows.uuid(campaign)
    rows.int8(number)
    rows.int8(statement)
    rows.bigintArray(keys)
    rows.bytes(new Uint8Array(outline.buffer, outline.byteOffset, outline.byteLength))
  }
  return () => timed('fold: remember texts', () => copyRows(t, 'fold_representative (campaign_id, number, statement, keys, outline)', rows))
}

function rememberKeys(t: Transactor, campaignId: string, representatives: Folded['representatives']): ReturnType<Write> {
  if (representatives.length === 0) return undefined
  const campaign = uuidBytes(campaignId)
  const keyed = representatives.flatMap(({ number, keys }) => keys.map((key) => ({ era: eraOf(number), key, number })))
  // In the order of the index: thousands of keys at random places cost twice as much.
  keyed.sort((a, b) => a.era - b.era || (a.key < b.key ? -1 : 1))
  const rows = new BinaryRows()
  for (const { era, key, number } of keyed) {
    rows.row(4)
    rows.uuid(campaign)
    rows.int4(era)
    rows.bigint(key)
    rows.int8(number)
  }
  return () => timed('fold: remember keys', () => copyRows(t, 'fold_key (campaign_id, era, key, number)', rows))
}

/** Takes representatives away with their keys. */
export async function forget(t: Transactor, campaignId: string, numbers: number[]): Promise<void> {
  if (numbers.length === 0) return
  await t.run(
    `with gone as (
       delete from fold_representative where campaign_id = $1 and number = any($2::bigint[]) returning number, keys)
     delete from fold_key k using gone
     where k.campaign_id = $1 and k.era = (gone.number >> 18)::int and k.key = any(gone.keys) and k.number = gone.number`,
    [campaignId, numbers],
  )
}
