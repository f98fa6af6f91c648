import type { Reader } from '#core/index.ts'
import type { Hand } from '#post/index.ts'
import { searchForm } from '#statement/index.ts'

/** Of how many people a statement is first-hand. Whoever says it twice counts once, by the nearer of their words. */
export interface Hands {
  people: number
  lived: number
  saw: number
  heard: number
  unsaid: number
}

/** Posts of one statement that are looked at, as for its voices. */
const mostPosts = 50_000

export async function handsOf(reader: Reader, campaignId: string, statementId: string): Promise<Hands> {
  const row = await reader.row<Hands>(
    `select count(*)::int as people, count(*) filter (where near = 3)::int as lived, count(*) filter (where near = 2)::int as saw,
       count(*) filter (where near = 1)::int as heard, count(*) filter (where near = 0)::int as unsaid
     from (
       select p.key_id, max(case coalesce(p.judged, p.knows) when 'lived' then 3 when 'saw' then 2 when 'heard' then 1 else 0 end) as near
       from (select post_id from post_fold where campaign_id = $1 and statement_id = $2 limit ${mostPosts}) f
       join post p on p.campaign_id = $1 and p.id = f.post_id
       where p.withdrawn_at is null group by p.key_id) one`,
    [campaignId, statementId],
  )
  return row!
}

export interface Linked {
  id: string
  text: string
  language: string | null
  posts: number
}

const linked = `s.id, x.text, s.language, s.posts`
const joined = `join statement s on s.campaign_id = l.campaign_id and s.id = l.other
  join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id`

/** The link of statement $2: its own before one that came with another, and never one to itself. */
export const firstLink = `second_hand where campaign_id = $1 and statement_id = $2 and first_id <> $2 order by origin = statement_id desc, at desc limit 1`

/** The first-hand statement that this one tells of, and those that tell of this one at second hand. */
export async function linksOf(reader: Reader, campaignId: string, statementId: string): Promise<{ first: Linked | null; seconds: Linked[] }> {
  const [first, seconds] = await Promise.all([
    reader.row<Linked>(`select ${linked} from (select campaign_id, first_id as other from ${firstLink}) l ${joined}`, [campaignId, statementId]),
    reader.rows<Linked>(`select ${linked} from (select distinct campaign_id, statement_id as other from second_hand where campaign_id = $1 and first_id = $2 and statement_id <> $2) l ${joined} order by s.posts desc, s.id limit 50`, [campaignId, statementId]),
  ])
  return { first: first ?? null, seconds }
}

/** Words that are looked for: the longest, which are also the rarest. */
const mostWords = 6
const mostFound = 300

/** Statements that share two of the long words of a text and are told at first hand: among them may be its source. */
async function likelyFirst(reader: Reader, campaignId: string, statementId: string, text: string, limit = 5): Promise<Linked[]> {
  const all = [...new Set(searchForm(text).match(/[\p{L}\p{M}]{5,}/gu) ?? [])]
  const words = all.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, mostWords)
  if (words.length < 2) return []
  const pairs = words.flatMap((one, i) => words.slice(i + 1).map((other) => `('${one}' & '${other}')`))
  return reader.rows(
    `select f.id, f.text, f.language, f.posts
     from (
       select s.id, x.text, s.language, s.posts, (select count(*) from unnest($4::text[]) w where x.search @@ w::tsquery) as shared
       from statement_text x join statement s on s.campaign_id = x.campaign_id and s.id = x.statement_id
       where x.campaign_id = $1 and x.search @@ $3::tsquery and s.id <> $2 limit ${mostFound}) f
     where exists (
       select from (select post_id from post_fold where campaign_id = $1 and statement_id = f.id limit 200) o
       join post p on p.campaign_id = $1 and p.id = o.post_id where coalesce(p.judged, p.knows) in ('lived', 'saw'))
     order by f.shared desc, f.posts desc limit $5`,
    [campaignId, statementId, pairs.join(' | '), words.map((word) => `'${word}'`), limit],
  )
}

export interface Judgement {
  postId: string
  hand: Hand | null
  by: string
  at: Date
}

/** The last judgement of each of these posts. */
async function judgementsOf(reader: Reader, campaignId: string, postIds: string[]): Promise<Judgement[]> {
  return reader.rows(
    `select distinct on (j.post_id) j.post_id as "postId", j.hand, w.name as by, j.at from judgement j join person w on w.id = j.person_id
     where j.campaign_id = $1 and j.post_id = any($2::uuid[]) order by j.post_id, j.at desc, j.id desc`,
    [campaignId, postIds],
  )
}

/** What the desk shows of first and second hand beside a statement. */
export async function sourceOf(reader: Reader, campaignId: string, statement: { id: string; text: string }, postIds: string[]) {
  const [hands, links, likely, judgements] = await Promise.all([
    handsOf(reader, campaignId, statement.id), linksOf(reader, campaignId, statement.id),
    likelyFirst(reader, campaignId, statement.id, statement.text), judgementsOf(reader, campaignId, postIds),
  ])
  return { hands, ...links, likely: likely.filter((one) => one.id !== links.first?.id), judgements }
}
export type Source = Awaited<ReturnType<typeof sourceOf>>
