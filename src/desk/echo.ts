import type { Reader } from '#core/index.ts'

/** Posts of one statement that an echo in a list is drawn from: its strokes are a few pixels high. */
const mostPosts = 150

/** The echo of each statement: posts in `strokes` equal stretches from the first to the last post of that statement. */
export async function echoesOf(reader: Reader, campaignId: string, statementIds: string[], strokes = 15): Promise<Map<string, number[]>> {
  const rows = await reader.rows<{ id: string; at: number; count: number }>(
    `select s.id, least(width_bucket(extract(epoch from o.posted_at)::float8, extract(epoch from s.first_said_at)::float8, extract(epoch from s.last_said_at)::float8 + 1, $3), $3) as at,
       count(*)::int as count
     from statement s
     cross join lateral (
       -- Every nth post of a loud one: a page of them must not read hundreds of thousands of posts.
       select f.post_id from post_fold f
       where f.campaign_id = $1 and f.statement_id = s.id and f.number % ((s.posts + $4 - 1) / $4) = 0 limit $4) f
     join post o on o.campaign_id = $1 and o.id = f.post_id
     where s.campaign_id = $1 and s.id = any($2) and s.posts > 0
     group by 1, 2`,
    [campaignId, statementIds, strokes, mostPosts],
  )
  const echoes = new Map(statementIds.map((id) => [id, new Array<number>(strokes).fill(0)]))
  for (const { id, at, count } of rows) echoes.get(id)![Math.max(at - 1, 0)]! += count
  return echoes
}
