import type { Reader } from '#core/index.ts'
import { postsBehind, ties, type Tied } from './behind.ts'

export interface Figures {
  posts: number
  people: number
  statements: number
  channels: number
  perDay: { day: string; posts: number }[]
}

/** Posts behind a question or an incident, counted. */
export interface Counts {
  people: number
  posts: number
  channels: Record<string, number>
  languages: Record<string, number>
  since: Date
  last: Date
}

/**
 * For each question or incident that anything hangs on, a print of the posts behind it: another one as soon as a statement comes or goes, a post joins
 * one, or somebody works on one. Made of the statements alone, of which there are ten times fewer than posts.
 */
export async function printsOf(reader: Reader, campaignId: string, tied: Tied): Promise<Map<string, string>> {
  const { link, key } = ties[tied]
  const rows = await reader.rows<{ id: string; print: string }>(
    `select l.${key} as id, concat_ws(' ', count(*), sum(s.posts), sum(s.version), max(s.last_said_at), sum(hashtext(l.statement_id::text)::bigint)) as print
     from ${link} l cross join lateral (select posts, version, last_said_at from statement where campaign_id = $1 and id = l.statement_id offset 0) s
     where l.campaign_id = $1 group by 1`, [campaignId])
  return new Map(rows.map((row) => [row.id, row.print]))
}

/** People: authors, and posts without a known author one each (both have one data key, which is what is counted). */
export async function readCounts(reader: Reader, campaignId: string, tied: Tied, ids: string[]): Promise<Map<string, Counts>> {
  const { link, key } = ties[tied]
  const rows = await reader.rows<Counts & { id: string }>(
    `with said as materialized (
       select l.${key} as id, o.key_id, o.channel, o.language, o.posted_at
       from ${link} l ${postsBehind('l.statement_id')}
       where l.campaign_id = $1 and l.${key} = any($2::uuid[])),
     totals as (select id, count(*)::int as posts, count(distinct key_id)::int as people, min(posted_at) as since, max(posted_at) as last from said group by id),
     by_channel as (select id, jsonb_object_agg(channel, n) as channels from (select id, channel, count(*)::int as n from said group by id, channel) c group by id),
     by_language as (select id, jsonb_object_agg(coalesce(language, 'und'), n) as languages from (select id, language, count(*)::int as n from said group by id, language) c group by id)
     select t.id, t.people, t.posts, c.channels, g.languages, t.since, t.last from totals t join by_channel c on c.id = t.id join by_language g on g.id = t.id`,
    [campaignId, ids],
  )
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** By which it is seen that nothing came since the figures were made. */
export async function lastFolded(reader: Reader, campaignId: string): Promise<string> {
  return (await reader.row<{ number: string }>('select number from post_fold where campaign_id = $1 order by number desc limit 1', [campaignId]))?.number ?? '0'
}

export async function readFigures(reader: Reader, campaignId: string): Promise<Figures> {
  const [total, perDay, statements] = await Promise.all([
    reader.row<{ posts: number; people: number; channels: number }>(
      `select count(*)::int as posts, count(distinct o.key_id)::int as people, count(distinct o.channel)::int as channels
       from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id where f.campaign_id = $1`, [campaignId]),
    reader.rows<{ day: string; posts: number }>(
      `select to_char(day, 'YYYY-MM-DD') as day, posts from (
         select date_trunc('day', o.posted_at at time zone 'UTC') as day, count(*)::int as posts
         from post_fold f join post o on o.campaign_id = f.campaign_id and o.id = f.post_id
         where f.campaign_id = $1 group by 1) days order by days.day`, [campaignId]),
    reader.row<{ count: number }>(`select count(*)::int as count from statement where campaign_id = $1`, [campaignId]),
  ])
  return { ...total!, statements: statements!.count, perDay }
}
