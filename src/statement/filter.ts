import { fitConditions, type Fit } from './fit.ts'
import { parseSearch, type Box } from './search.ts'

/** What to show of a campaign's statements; the query keys of `GET /api/campaigns/{slug}/statements`. */
export interface StatementFilter {
  q?: string
  state?: string
  language?: string
  /** Id of an issue area; `none` for statements without one. */
  issueArea?: string
  /** Id of a suggested issue area, as far as nobody has decided. */
  suggested?: string
  /** Id of an issue area that was chosen or, where nobody has chosen, is suggested. */
  about?: string
  channel?: string
  /** Shortest wait in minutes, by arrival. */
  arrivedBefore?: Date
  /** What a search asks for beyond words (search.ts), its names looked up; of several values any. */
  words?: string
  states?: string[]
  languages?: string[]
  /** Ids of issue areas, chosen or, where nobody has chosen, suggested. */
  areas?: string[]
  channels?: string[]
  notChannels?: string[]
  /** Said at this time or later; said before that time. */
  since?: Date
  until?: Date
  near?: { lat: number; lon: number; km: number }
  box?: Box
  authors?: AuthorRange[]
  notAuthors?: AuthorRange[]
  /** Ids of people. */
  heldBy?: string[]
  /** What is for everybody, and what waits for one of these groups; not what waits for others. */
  reach?: readonly string[]
  /** Only what waits for one of these groups. */
  groups?: readonly string[]
  /** Only what somebody can work on. */
  fits?: Fit
}

/** Ids of authors from the first to the last, both included: one id, or all that four letters stand for. */
export type AuthorRange = [string, string]

/**
 * Conditions on `statement s` for a filter, to stand after `s.campaign_id = $1`; values go into `parameters`, whose first entry
 * is the campaign.
 */
export function conditionsOf(filter: StatementFilter, parameters: unknown[]): string {
  const conditions: string[] = []
  const add = (sql: (place: string) => string, value: unknown) => {
    parameters.push(value)
    conditions.push(sql(`$${parameters.length}`))
  }
  if (filter.state) add((p) => `s.state = ${p}`, filter.state)
  if (filter.language) add((p) => `s.language = ${p}`, filter.language)
  if (filter.issueArea === 'none') conditions.push('s.issue_area_id is null')
  else if (filter.issueArea) add((p) => `s.issue_area_id = ${p}`, filter.issueArea)
  if (filter.suggested) add((p) => `s.suggested_area_id = ${p} and s.issue_area_id is null`, filter.suggested)
  if (filter.about) add((p) => `(s.issue_area_id = ${p} or (s.issue_area_id is null and s.suggested_area_id = ${p}))`, filter.about)
  if (filter.channel) add((p) => `s.channels @> array[${p}]`, filter.channel)
  if (filter.arrivedBefore) add((p) => `s.arrived_at <= ${p}`, filter.arrivedBefore)
  if (filter.states?.length) add((p) => `s.state = any(${p})`, filter.states)
  if (filter.languages?.length) add((p) => `s.language = any(${p})`, filter.languages)
  if (filter.areas?.length) add((p) => `coalesce(s.issue_area_id, s.suggested_area_id) = any(${p}::uuid[])`, filter.areas)
  if (filter.channels?.length) add((p) => `s.channels && ${p}::text[]`, filter.channels)
  if (filter.notChannels?.length) add((p) => `not s.channels && ${p}::text[]`, filter.notChannels)
  if (filter.since) add((p) => `s.last_said_at >= ${p}`, filter.since)
  if (filter.until) add((p) => `s.first_said_at < ${p}`, filter.until)
  if (filter.near) add((p) => near(p), [filter.near.lat, filter.near.lon, filter.near.km])
  if (filter.box) add((p) => within(`array[(${p}::float8[])[1], (${p}::float8[])[3]]`, `(${p}::float8[])[2]`, `(${p}::float8[])[4]`), [filter.box.south, filter.box.west, filter.box.north, filter.box.east])
  if (filter.authors) add((p) => `s.id in (${saidBy(p)})`, JSON.stringify(filter.authors))
  if (filter.notAuthors) add((p) => `s.id not in (${saidBy(p)})`, JSON.stringify(filter.notAuthors))
  if (filter.heldBy) add((p) => `exists (select from claim h where h.campaign_id = $1 and h.statement_id = s.id and h.person_id = any(${p}))`, filter.heldBy)
  if (filter.reach) add((p) => `(s.group_id is null or s.group_id = any(${p}::uuid[]))`, filter.reach)
  if (filter.groups) add((p) => `s.group_id = any(${p}::uuid[])`, filter.groups)
  if (filter.fits) conditions.push(...Object.values(fitConditions(filter.fits, (value) => `$${parameters.push(value)}`)))
  const query = filter.words ?? (filter.q === undefined ? undefined : queryOf(filter.q))
  if (query !== undefined) {
    add(
      (p) => `exists (select from statement_text x where x.campaign_id = $1 and x.statement_id = s.id and x.search @@ ${p}::tsquery)`,
      query,
    )
  }
  return conditions.map((condition) => ` and ${condition}`).join('')
}

/** The words of a search, as tsquery text; undefined when there is nothing to look for. */
export function queryOf(typed: string): string | undefined {
  return parseSearch(typed).words
}

/** Statements that somebody of these said, as far as it is not withdrawn. */
function saidBy(place: string): string {
  return `select f.statement_id from jsonb_array_elements(${place}::jsonb) as range
    join post o on o.campaign_id = $1 and o.author_id between (range ->> 0)::uuid and (range ->> 1)::uuid and o.withdrawn_at is null
    join post_fold f on f.campaign_id = $1 and f.post_id = o.id`
}

/** Kilometres of one degree of latitude. */
const degree = 111.195

/** Within so many kilometres of a point: a box by index, then the distance on the globe (haversine, radius 6,371 km). */
function near(place: string): string {
  const [lat, lon, km] = [1, 2, 3].map((at) => `(${place}::float8[])[${at}]`)
  const reach = `(${km} / ${degree})`
  // Towards the poles a kilometre is ever more degrees of longitude; over the edge of the map the whole circle is looked through.
  const wide = `least(${km} / (${degree} * greatest(cos(radians(least(abs(${lat}) + ${reach}, 89.9))), 0.001)), 360)`
  const over = `(abs(${lon}) + ${wide} > 180)`
  const distance = (lat2: string, lon2: string) =>
    `2 * 6371 * asin(sqrt(least(1, power(sin(radians(${lat2} - ${lat}) / 2), 2) + cos(radians(${lat})) * cos(radians(${lat2})) * power(sin(radians(${lon2} - ${lon}) / 2), 2)))) <= ${km}`
  return within(`array[${lat} - ${reach}, ${lat} + ${reach}]`, `case when ${over} then -180 else ${lon} - ${wide} end`, `case when ${over} then 180 else ${lon} + ${wide} end`, distance)
}

/** Placed at the desk in there, or told from there. A box whose west lies east of its east goes over the edge of the map. */
function within(lats: string, west: string, east: string, and: (lat: string, lon: string) => string = () => 'true'): string {
  const inside = (one: string) => `${one}.lat between (${lats})[1] and (${lats})[2]
    and case when ${west} <= ${east} then ${one}.lon between ${west} and ${east} else ${one}.lon >= ${west} or ${one}.lon <= ${east} end and ${and(`${one}.lat`, `${one}.lon`)}`
  return `s.id in (
    select placed.id from statement placed where placed.campaign_id = $1 and ${inside('placed')}
    union all
    select f.statement_id from post o join post_fold f on f.campaign_id = $1 and f.post_id = o.id
    where o.campaign_id = $1 and o.withdrawn_at is null and ${inside('o')})`
}
