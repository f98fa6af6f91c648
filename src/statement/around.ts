import type { Reader } from '#core/index.ts'
import type { Box } from './search.ts'

/** A point and how far around it, in kilometres. */
export interface Around {
  lat: number
  lon: number
  km: number
}

/** Ids of authors from the first to the last, both included: one id, or all that four letters stand for. */
export type AuthorRange = [string, string]

/** More are not looked at: whoever searches half the world wants another question. */
const most = 50_000

/** Kilometres of one degree of latitude. */
const degree = 111.195

/** Statements that were placed in there at the desk, or told from there by a post that is not withdrawn. */
export async function statementsWithin(reader: Reader, campaignId: string, place: Box | Around): Promise<string[]> {
  const { south, west, north, east } = 'km' in place ? boxAround(place) : place
  const around = 'km' in place ? [place.lat, place.lon, place.km] : null
  const inside = (one: string) => `${one}.lat between $2 and $3
    and (${one}.lon between $4 and $5 or ($4 > $5 and (${one}.lon >= $4 or ${one}.lon <= $5))) and ($6::float8[] is null or ${distance(one)} <= ($6::float8[])[3])`
  const rows = await reader.rows<{ id: string }>(
    `select s.id from statement s where s.campaign_id = $1 and s.lat is not null and ${inside('s')}
     union
     select f.statement_id from post o join post_fold f on f.campaign_id = $1 and f.post_id = o.id
     where o.campaign_id = $1 and o.lat is not null and o.withdrawn_at is null and ${inside('o')}
     limit ${most}`,
    [campaignId, south, north, west, east, around],
  )
  return rows.map((row) => row.id)
}

/** Kilometres on the globe from the point in `$6` (haversine, radius 6,371 km). */
function distance(one: string): string {
  const [lat, lon] = ['($6::float8[])[1]', '($6::float8[])[2]']
  const half = (a: string, b: string) => `power(sin(radians(${a} - ${b}) / 2), 2)`
  return `2 * 6371 * asin(sqrt(least(1, ${half(`${one}.lat`, lat)} + cos(radians(${lat})) * cos(radians(${one}.lat)) * ${half(`${one}.lon`, lon)})))`
}

/** The smallest box that holds the circle; over the edge of the map its west lies east of its east. */
export function boxAround({ lat, lon, km }: Around): Box {
  const high = km / degree
  // Towards the poles a kilometre is ever more degrees of longitude.
  const wide = km / (degree * Math.max(Math.cos(((Math.min(Math.abs(lat) + high, 89.9)) * Math.PI) / 180), 0.001))
  const turn = (degrees: number) => ((((degrees + 180) % 360) + 360) % 360) - 180
  const all = wide >= 180 || Math.abs(lat) + high >= 90
  return { south: lat - high, north: lat + high, west: all ? -180 : turn(lon - wide), east: all ? 180 : turn(lon + wide) }
}

/** Statements that somebody of these said, as far as it is not withdrawn. */
export async function statementsBy(reader: Reader, campaignId: string, authors: AuthorRange[]): Promise<string[]> {
  // Each range by itself, for its part of the index.
  const ranges = authors.map((_, at) => `o.author_id between $${at * 2 + 2} and $${at * 2 + 3}`)
  if (ranges.length === 0) return []
  const rows = await reader.rows<{ id: string }>(
    `select distinct f.statement_id as id from post o join post_fold f on f.campaign_id = $1 and f.post_id = o.id
     where o.campaign_id = $1 and o.withdrawn_at is null and (${ranges.join(' or ')}) limit ${most}`,
    [campaignId, ...authors.flat()],
  )
  return rows.map((row) => row.id)
}
