import { Lately, notify, refuse, type Actor, type FoldedStatements, type House, type Reader, type Transactor } from '#core/index.ts'
import { touchPublic } from '#campaign/index.ts'
import { foundUnder, queryOf, Sieve } from '#statement/index.ts'
import { graphicSettings } from './settings.ts'

export interface GraphicMark {
  /** Who or what said so. */
  source: 'desk' | 'sender' | 'words'
  by: string | null
}

/** Which of these statements are graphic. */
export async function graphicAmong(reader: Reader, campaignId: string, statementIds: string[]): Promise<Map<string, GraphicMark>> {
  if (statementIds.length === 0) return new Map()
  const rows = await reader.rows<GraphicMark & { id: string }>(
    `select g.id, g.source, p.name as by from (
       select distinct on (gm.statement_id) gm.statement_id as id, gm.graphic, gm.source, gm.person_id from graphic_mark gm
       where gm.campaign_id = $1 and gm.statement_id = any($2::uuid[]) order by gm.statement_id, ${lastWord}) g
     left join person p on p.id = g.person_id where g.graphic`, [campaignId, statementIds])
  return new Map(rows.map(({ id, ...mark }) => [id, mark]))
}

/**
 * Of what is said about a statement and about those that became part of it: what a person said of the statement itself, then what covers it.
 */
const lastWord = `(gm.origin = gm.statement_id and gm.source = 'desk') desc, gm.graphic desc, gm.at desc`

/**
 * The same as a condition in SQL; `statement`: a column with the id of a statement, in a query whose $1 is the campaign. One look by
 * the key for each row: as an `exists` it became an anti join over nobody knows how many, and a snapshot took 88 s instead of one.
 */
export function graphicSql(statement: string): string {
  return `coalesce((select gm.graphic from graphic_mark gm where gm.campaign_id = $1 and gm.statement_id = ${statement} order by ${lastWord} limit 1), false)`
}

/** A person says that a statement is graphic, or that it is not: the last word, above senders and lists. */
export async function markGraphic(house: House, campaignId: string, actor: Actor, statementId: string, graphic: boolean): Promise<void> {
  await house.db.transact(async (t) => {
    const there = await t.row(`select 1 from statement where campaign_id = $1 and id = $2`, [campaignId, statementId])
    if (!there) throw refuse('not-found', 404, 'There is no such statement.')
    await t.run(
      `insert into graphic_mark (campaign_id, statement_id, origin, graphic, source, person_id, at) values ($1, $2, $2, $3, 'desk', $4, $5)
       on conflict (campaign_id, statement_id, origin) do update set graphic = excluded.graphic, source = 'desk', person_id = excluded.person_id, at = excluded.at`,
      [campaignId, statementId, graphic, actor.person.id, house.clock.now()])
    await touchPublic(t, campaignId)
    await notify(t, campaignId, { kind: 'graphic', statements: [statementId] })
  })
}

/** The sender of a post said that it is hard to look at. It may be folded already, or be folded later. */
export async function markedBySender(house: House, campaignId: string, postId: string): Promise<void> {
  await house.db.transact(async (t) => {
    const at = house.clock.now()
    await t.run(`insert into graphic_post (campaign_id, post_id, at) values ($1, $2, $3) on conflict do nothing`, [campaignId, postId, at])
    await takeSenders(t, campaignId, at)
  })
}

/** Step `folded`: what senders and the campaign's words say about what is new. */
export async function markFolded(t: Transactor, { campaignId, founded, posts, at }: FoldedStatements): Promise<void> {
  await takeSenders(t, campaignId, at)
  if (founded.length === 0) return
  const { words } = await graphicSettings(t, campaignId)
  const { query, sieve } = lookFor(words)
  const left = new Set(founded)
  // The first post of a statement stands for it.
  const maybe = posts().filter(({ statementId, text }) => left.delete(statementId) && sieve.through(foundUnder(text)).length > 0).map(({ statementId }) => statementId)
  if (query && maybe.length > 0) await t.run(
    // Each text by its key: in a young campaign the planner would look the words up in those of all campaigns.
    `insert into graphic_mark (campaign_id, statement_id, origin, graphic, source, at)
     select $1, given.id, given.id, true, 'words', $4 from unnest($2::uuid[]) as given (id)
     cross join lateral (select search from statement_text where campaign_id = $1 and statement_id = given.id offset 0) x where x.search @@ $3::tsquery
     on conflict do nothing`, [campaignId, maybe, query, at])
}

/** The list of posts that senders marked is short: what is folded leaves it. */
async function takeSenders(t: Transactor, campaignId: string, at: Date): Promise<void> {
  if (!(await t.row(`select 1 from graphic_post where campaign_id = $1 limit 1`, [campaignId]))) return
  const folded = await t.rows<{ statement: string }>(
    `delete from graphic_post g using post_fold f where g.campaign_id = $1 and f.campaign_id = $1 and f.post_id = g.post_id returning f.statement_id as statement`, [campaignId])
  if (folded.length === 0) return
  await t.run(
    `insert into graphic_mark (campaign_id, statement_id, origin, graphic, source, at) select distinct $1::uuid, given.id, given.id, true, 'sender', $3::timestamptz from unnest($2::uuid[]) as given (id)
     on conflict do nothing`, [campaignId, folded.map((row) => row.statement), at])
  await touchPublic(t, campaignId)
}

/** Covers what waits and says one of these words. */
export async function applyWords(t: Transactor, campaignId: string, words: string[], at: Date): Promise<void> {
  const query = wordsQuery(words)
  if (query) await t.run(
    `insert into graphic_mark (campaign_id, statement_id, origin, graphic, source, at)
     select $1, x.statement_id, x.statement_id, true, 'words', $3 from statement_text x join statement s on s.campaign_id = x.campaign_id and s.id = x.statement_id
     where x.campaign_id = $1 and s.state <> 'decided' and x.search @@ $2::tsquery
     on conflict do nothing`, [campaignId, query, at])
}

function wordsQuery(words: string[]): string | undefined {
  const terms = termsOf(words)
  return terms.length > 0 ? terms.join(' | ') : undefined
}

const termsOf = (words: string[]) => words.flatMap((word) => queryOf(`"${word.replaceAll('"', ' ')}"`) ?? [])

/** Lists of words that were looked for lately: each campaign has its own or the usual one. */
const lately = new Lately<string, { query: string | undefined; sieve: Sieve }>(100)

function lookFor(words: string[]): { query: string | undefined; sieve: Sieve } {
  const name = words.join('\n')
  let found = lately.get(name)
  if (!found) lately.set(name, (found = { query: wordsQuery(words), sieve: new Sieve(termsOf(words)) }))
  return found
}

/** Step `join`: what is graphic about the one is so about the other, unless a person said otherwise about that. */
export async function moveMarks(t: Transactor, campaignId: string, pairs: { from: string; into: string }[]): Promise<void> {
  const values = [campaignId, pairs.map((pair) => pair.from), pairs.map((pair) => pair.into)]
  for (const table of ['graphic_mark', 'graphic_look']) {
    await t.run(`update ${table} g set statement_id = pair.b from unnest($2::uuid[], $3::uuid[]) as pair (a, b) where g.campaign_id = $1 and g.statement_id = pair.a`, values)
  }
}

/** Step `part`: what was said about words that are apart again is said about them alone. */
export async function moveMarksBack(t: Transactor, campaignId: string, { from, into, were }: { from: string; into: string; were: string[] }): Promise<void> {
  await t.run(`update graphic_mark set statement_id = $3 where campaign_id = $1 and statement_id = $2 and origin = any($4::uuid[])`, [campaignId, from, into, were])
}
