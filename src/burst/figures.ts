import type { House, Reader } from '#core/index.ts'
import type { Network } from '#variant/index.ts'
import type { Burst } from './burst.ts'
import { countryOf } from './zone.ts'

/** What a burst has come to. People in the first five, posts in the rest. */
export interface Figures {
  pledged: number
  opened: number
  tapped: number
  /** A post of theirs arrived here, or they pasted its link. */
  confirmed: number
  /** They say so, and nothing else tells. */
  byWord: number
  /** They stopped for themselves. */
  stopped: number
  /** Who opened their page and has tapped nothing. */
  idle: number
  /** Posts confirmed and texts opened in each minute since the start. */
  minutes: { confirmed: number; tapped: number }[]
  posts: number
  networks: Partial<Record<Network, number>>
  /** People by the country of the time zone that they chose; `unknown` for zones of no country. */
  countries: Record<string, number>
  languages: Record<string, number>
  /** The latest of what was confirmed. */
  latest: { variantId: string; network: Network; at: Date }[]
}

/** From the rows while they are there, from what was kept of them afterwards. */
export async function figuresOf(house: House, campaignId: string, burst: Burst): Promise<Figures> {
  const kept = burst.erasedAt ? await house.db.row<{ figures: Figures }>('select figures from burst where campaign_id = $1 and id = $2', [campaignId, burst.id]) : undefined
  return kept?.figures ?? countFigures(house.db, campaignId, burst)
}

export async function countFigures(reader: Reader, campaignId: string, burst: Burst): Promise<Figures> {
  const at = [campaignId, burst.id]
  const people = await reader.row<{ pledged: number; opened: number; stopped: number }>(
    `select count(*)::int as pledged, count(opened_at)::int as opened, count(stopped_at)::int as stopped from burst_pledge where campaign_id = $1 and burst_id = $2`, at)
  const groups = await reader.rows<{ zone: string; language: string; count: number }>(
    `select zone, language, count(*)::int as count from burst_pledge where campaign_id = $1 and burst_id = $2 group by zone, language`, at)
  const proved = await reader.row<{ tapped: number; confirmed: number; byWord: number }>(
    `select count(*)::int as tapped, count(*) filter (where sure)::int as confirmed, count(*) filter (where word and not sure)::int as "byWord"
     from (select bool_or(coalesce(proof in ('post', 'link'), false)) as sure, bool_or(coalesce(proof = 'word', false)) as word
           from burst_tap where campaign_id = $1 and burst_id = $2 group by pledge_id) as each`, at)
  const minutes = await reader.rows<{ minute: number; tapped: number; confirmed: number }>(
    `select floor(extract(epoch from tapped_at - $3::timestamptz) / 60)::int as minute, count(*)::int as tapped, count(*) filter (where proof in ('post', 'link'))::int as confirmed
     from burst_tap where campaign_id = $1 and burst_id = $2 group by 1`, [...at, burst.startsAt])
  const networks = await reader.rows<{ network: Network; count: number }>(
    `select network, count(*)::int as count from burst_tap where campaign_id = $1 and burst_id = $2 and proof in ('post', 'link') group by network order by 2 desc`, at)
  const latest = await reader.rows<{ variantId: string; network: Network; at: Date }>(
    `select variant_id as "variantId", network, proved_at as at from burst_tap where campaign_id = $1 and burst_id = $2 and proof in ('post', 'link') order by proved_at desc limit 5`, at)
  const length = Math.ceil((burst.endsAt.getTime() - burst.startsAt.getTime()) / 60_000)
  const perMinute = Array.from({ length }, () => ({ confirmed: 0, tapped: 0 }))
  for (const { minute, tapped, confirmed } of minutes) if (perMinute[minute]) perMinute[minute] = { confirmed, tapped }
  const count = (of: (one: { zone: string; language: string }) => string) => {
    const counts: Record<string, number> = {}
    for (const group of groups) counts[of(group)] = (counts[of(group)] ?? 0) + group.count
    return counts
  }
  return {
    ...people!, ...proved!, idle: Math.max(0, people!.opened - proved!.tapped), minutes: perMinute, posts: networks.reduce((sum, one) => sum + one.count, 0),
    networks: Object.fromEntries(networks.map((one) => [one.network, one.count])), countries: count((one) => countryOf(one.zone) ?? 'unknown'), languages: count((one) => one.language), latest,
  }
}

/** Posts a minute that are still needed to come to the aim at the end; null without an aim, or when there is nothing left to do or no time. */
export function paceNeeded(burst: Burst, posts: number, now: Date): number | null {
  if (burst.aimPosts === null) return null
  const from = Math.max(now.getTime(), burst.startsAt.getTime())
  const minutes = (burst.endsAt.getTime() - from) / 60_000
  const left = burst.aimPosts - posts
  return left <= 0 || minutes <= 0 ? null : left / minutes
}
