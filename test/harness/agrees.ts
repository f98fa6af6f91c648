import { expect } from 'vitest'
import type { House } from '#core/index.ts'
import { searchTextOf } from '../../src/statement/search-words.ts'

/** Counts, channels, times, words and search of every statement agree with the order of folding; the numbers have no gaps; nothing is left open. */
export async function agreesWithItself({ db }: Pick<House, 'db'>, campaignId: string, posts: number): Promise<void> {
  const counted = await db.rows<{ text: string }>(
    `select s.id, s.posts, s.channels, s.first_said_at, s.last_said_at, x.text, x.search::text as search from statement s
     left join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id where s.campaign_id = $1 order by s.id`, [campaignId])
  const fromPosts = await db.rows<{ text: string }>(
    `select f.statement_id as id, count(*)::int as posts, array_agg(distinct p.channel order by p.channel) as channels, min(p.posted_at) as first_said_at,
       max(p.posted_at) as last_said_at, (array_agg(p.text order by f.number))[1] as text
     from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id where f.campaign_id = $1 group by 1 order by 1`, [campaignId])
  const vectors = await db.rows<{ search: string }>(`select said.search::tsvector::text as search from unnest($1::text[]) with ordinality as said (search, place) order by place`, [
    fromPosts.map(({ text }) => searchTextOf(text)),
  ])
  expect(counted).toEqual(fromPosts.map((row, place) => ({ ...row, search: vectors[place]!.search })))
  const numbers = await db.row(`select min(number)::int as first, max(number)::int as last, count(*)::int as count from post_fold where campaign_id = $1`, [campaignId])
  expect(numbers).toEqual({ first: 1, last: posts, count: posts })
  expect(await db.rows(`select 1 from arrival where campaign_id = $1`, [campaignId])).toEqual([])
}
