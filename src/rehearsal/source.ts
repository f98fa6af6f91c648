import { createHmac, randomBytes } from 'node:crypto'
import { refuse, type House, type Reader } from '#core/index.ts'
import type { Campaign } from '#campaign/index.ts'
import { exampleOf } from './example.ts'
import { mostPosts, type Rehearsal } from './rehearsal.ts'
import { Pseudonyms } from './pseudonym.ts'

/** A post as it is played: so many seconds after the beginning. */
export interface Played {
  after: number
  item: Record<string, unknown>
  origin: string | null
}

/** Gathers what is played and writes it down under the copy; begun again, it begins anew. */
export async function gatherPosts(house: House, campaign: Campaign, rehearsal: Rehearsal): Promise<{ posts: number; length: number }> {
  const played = rehearsal.source === 'example' ? await exampleOf(campaign, rehearsal.posts) : await recordedDay(house.db, campaign, rehearsal.day!)
  await house.db.transact(async (t) => {
    await t.run('delete from rehearsal_post where campaign_id = $1', [rehearsal.copyId])
    await t.run(
      `insert into rehearsal_post (campaign_id, number, after_seconds, item, origin)
       select $1, place, after_seconds, item::jsonb, origin from unnest($2::int[], $3::text[], $4::uuid[]) with ordinality as given (after_seconds, item, origin, place)`,
      [rehearsal.copyId, played.map((one) => one.after), played.map((one) => JSON.stringify(one.item)), played.map((one) => one.origin)],
    )
  })
  return { posts: played.length, length: (played.at(-1)?.after ?? 0) + 1 }
}

/** The campaign's own posts of a day, under pseudonyms that only this rehearsal knows. */
async function recordedDay(reader: Reader, campaign: Campaign, day: string): Promise<Played[]> {
  const zone = (await reader.row<{ zone: string }>('select zone from plan where campaign_id = $1', [campaign.id]))?.zone ?? 'UTC'
  const rows = await reader.rows<{
    id: string; channel: string; external_id: string; author_id: string | null; text: string; language: string | null; posted_at: Date
    place_name: string | null; lat: number | null; lon: number | null; knows: string | null
  }>(
    `select id, channel, external_id, author_id, text, language, posted_at, place_name, lat, lon, knows from post
     where campaign_id = $1 and posted_at >= ($2::date::timestamp at time zone $3) and posted_at < (($2::date + 1)::timestamp at time zone $3)
       and withdrawn_at is null and erased_at is null and gone_at is null
     order by posted_at, id limit ${mostPosts}`,
    [campaign.id, day, zone],
  )
  if (rows.length === 0) throw refuse('rehearsal-no-posts', 422, 'The campaign has no posts of that day.', { mend: 'Choose another day, or play the example.' })
  const secret = randomBytes(32)
  const names = new Pseudonyms((text) => createHmac('sha256', secret).update(text).digest())
  const begin = rows[0]!.posted_at.getTime()
  return rows.map((row) => ({
    after: Math.floor((row.posted_at.getTime() - begin) / 1_000),
    origin: row.id,
    item: {
      channel: row.channel, externalId: names.short(`${row.channel} ${row.external_id}`, 16), text: names.hide(row.text),
      ...(row.author_id ? { author: { handle: names.short(row.author_id, 8), ...(['x', 'mastodon', 'bluesky', 'telegram'].includes(row.channel) ? { network: row.channel } : {}) } } : {}),
      ...(row.language ? { language: row.language } : {}),
      ...(row.place_name && row.lat !== null && row.lon !== null ? { place: { name: row.place_name, lat: row.lat, lon: row.lon } } : {}),
      ...(row.knows ? { knows: row.knows } : {}),
    },
  }))
}
