import type { Transactor } from '#core/index.ts'
import { searchTextOf } from './search-words.ts'

/** Counts, channels and times of statements whose posts changed, from the posts they have now. */
export async function countAgain(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
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

/** The words shown and searched are those of the first post; `firsts`: its text by statement. */
export async function speakAs(t: Transactor, campaignId: string, firsts: Map<string, string>): Promise<void> {
  if (firsts.size === 0) return
  const shown = await t.rows<{ statement_id: string; text: string }>(
    `select statement_id, text from statement_text where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, [...firsts.keys()]])
  const same = new Set(shown.filter((row) => firsts.get(row.statement_id) === row.text).map((row) => row.statement_id))
  const changed = [...firsts].filter(([id]) => !same.has(id))
  if (changed.length === 0) return
  await t.run(
    `insert into statement_text (campaign_id, statement_id, text, search)
     select $1, said.id, said.text, said.search::tsvector from unnest($2::uuid[], $3::text[], $4::text[]) as said (id, text, search)
     on conflict (campaign_id, statement_id) do update set text = excluded.text, search = excluded.search`,
    [campaignId, changed.map(([id]) => id), changed.map(([, text]) => text), changed.map(([, text]) => searchTextOf(text))],
  )
}

/** The words shown and searched are those of the first post, as it stands there. */
export async function speakByFirst(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  const rows = await t.rows<{ id: string; text: string }>(
    `select given.id, said.text from unnest($2::uuid[]) as given (id)
     cross join lateral (
       select p.text from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
       where f.campaign_id = $1 and f.statement_id = given.id order by f.number limit 1) said`,
    [campaignId, statementIds],
  )
  await speakAs(t, campaignId, new Map(rows.map(({ id, text }) => [id, text])))
}

/** Where it is said to be is what the first post says that names a place. */
export async function placeByFirst(t: Transactor, campaignId: string, statementIds: string[]): Promise<void> {
  if (statementIds.length === 0) return
  await t.run(
    `update statement s set said_lat = n.lat, said_lon = n.lon
     from (select g.id, p.lat, p.lon from unnest($2::uuid[]) as g (id)
           left join lateral (
             select p.lat, p.lon from post_fold f join post p on p.campaign_id = f.campaign_id and p.id = f.post_id
             where f.campaign_id = $1 and f.statement_id = g.id and p.lat is not null order by f.number limit 1) p on true) n
     where s.campaign_id = $1 and s.id = n.id`,
    [campaignId, statementIds],
  )
}
