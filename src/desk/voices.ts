import type { Reader } from '#core/index.ts'
import type { Precision } from '#campaign/index.ts'
import { coarsestSql, consentChanges, effectiveConsentSql } from '#post/index.ts'

/** Posts of one statement that are looked at; a louder one is told as "over". */
const mostVoices = 50_000

/** Who said a statement: how many, where, when, and what they allow. */
export interface Voices {
  posts: number
  people: number
  firstChannel: string | null
  /** Posts that may be quoted; those of them that may carry the name; those whose authors have not been asked. */
  consent: { quote: number; name: number; notAsked: number }
  /** Loudest first; every echo on the same axis from the first to the last post. */
  channels: { channel: string; posts: number; echo: number[] }[]
  /** Places that the posts brought, the most named first; `precision`: the coarsest that an author asked for. */
  places: { name: string; lat: number | null; lon: number | null; posts: number; precision: Precision | null }[]
}

export async function voicesOf(reader: Reader, campaignId: string, statementId: string, strokes = 100): Promise<Voices> {
  const changes = await consentChanges(reader, campaignId)
  const row = await reader.row<Omit<Voices, 'channels'> & { strokes: { channel: string; at: number; count: number }[] }>(
    `with said as materialized (
       select o.channel, o.posted_at, o.key_id, o.place_name, o.lat, o.lon, o.precision,
         ${effectiveConsentSql(changes, 'quote', 'o')} as quote, ${effectiveConsentSql(changes, 'name', 'o')} as name, o.quote is null as silent
       from (select post_id from post_fold where campaign_id = $1 and statement_id = $2 limit ${mostVoices}) f
       join post o on o.campaign_id = $1 and o.id = f.post_id
       where o.withdrawn_at is null),
     -- Materialized, else it is found anew for each post.
     span as materialized (select extract(epoch from min(posted_at))::float8 as first, extract(epoch from max(posted_at))::float8 + 1 as last from said)
     select count(*)::int as posts, count(distinct key_id)::int as people,
       (select channel from said order by posted_at limit 1) as "firstChannel",
       jsonb_build_object('quote', count(*) filter (where quote), 'name', count(*) filter (where quote and name),
         'notAsked', count(*) filter (where not quote and silent)) as consent,
       (select coalesce(jsonb_agg(c), '[]') from (
          select channel, width_bucket(extract(epoch from posted_at)::float8, span.first, span.last, $3) as at, count(*)::int as count
          from said, span group by 1, 2) c) as strokes,
       (select coalesce(jsonb_agg(p), '[]') from (
          select place_name as name, min(lat) as lat, min(lon) as lon, count(*)::int as posts, ${coarsestSql('precision')} as precision
          from said where place_name is not null group by 1 order by 4 desc, 1 limit 3) p) as places
     from said`,
    [campaignId, statementId, strokes],
  )
  const { strokes: drawn, ...voices } = row!
  return { ...voices, channels: byChannel(drawn, strokes) }
}

function byChannel(drawn: { channel: string; at: number; count: number }[], strokes: number): Voices['channels'] {
  const channels = new Map<string, { channel: string; posts: number; echo: number[] }>()
  for (const { channel, at, count } of drawn) {
    const one = channels.get(channel) ?? { channel, posts: 0, echo: new Array<number>(strokes).fill(0) }
    one.posts += count
    one.echo[Math.min(at, strokes) - 1]! += count
    channels.set(channel, one)
  }
  return [...channels.values()].sort((a, b) => b.posts - a.posts)
}
