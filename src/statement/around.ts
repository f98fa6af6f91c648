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

/**
 * The condition that `statement s` lies in there: where somebody placed it at the desk, or where its first post was told from. `place`: where a
 * value becomes a parameter.
 */
export function withinCondition(within: Box | Around, place: (value: unknown) => string): string {
  const { south, west, north, east } = 'km' in within ? boxAround(within) : within
  const [low, high, left, right] = [south, north, west, east].map((degrees) => `${place(degrees)}::float8`)
  const overTheEdge = west > east
  const inside = (lat: string, lon: string) => {
    const across = overTheEdge ? `(${lon} >= ${left} or ${lon} <= ${right})` : `${lon} between ${left} and ${right}`
    const near = 'km' in within ? ` and ${kilometres(lat, lon, within, place)} <= ${place(within.km)}::float8` : ''
    return `(${lat} between ${low} and ${high} and ${across}${near})`
  }
  return `(${inside('s.lat', 's.lon')} or ${inside('s.said_lat', 's.said_lon')})`
}

/** On the globe (haversine, radius 6,371 km). */
function kilometres(lat: string, lon: string, from: Around, place: (value: unknown) => string): string {
  const [at, on] = [place(from.lat), place(from.lon)].map((one) => `${one}::float8`)
  const half = (a: string, b: string) => `power(sin(radians(${a} - ${b}) / 2), 2)`
  return `2 * 6371 * asin(sqrt(least(1, ${half(lat, at!)} + cos(radians(${at})) * cos(radians(${lat})) * ${half(lon, on!)})))`
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

/**
 * Statements whose words match; undefined when there are more than `most`. For words that stand side by side: no statistics know how often they
 * do, so that a page in the order of the queue may have to be looked for in all of it (300 ms for 35,000 statements instead of 10).
 */
export async function statementsSaying(reader: Reader, campaignId: string, words: string, most = 5_000): Promise<string[] | undefined> {
  const rows = await reader.rows<{ id: string }>(
    `select x.statement_id as id from statement_text x where x.campaign_id = $1 and x.search @@ $2::tsquery limit $3`, [campaignId, words, most + 1])
  return rows.length > most ? undefined : rows.map((row) => row.id)
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
