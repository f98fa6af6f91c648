import { withinCondition, type Around } from './around.ts'
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
  /** It lies in each of these. */
  within?: (Box | Around)[]
  /** Ids of statements: those of an author, and those that are left out. */
  among?: string[]
  notAmong?: string[]
  /** Ids of people. */
  heldBy?: string[]
  /** What is for everybody, and what waits for one of these groups; not what waits for others. */
  reach?: readonly string[]
  /** Only what waits for one of these groups. */
  groups?: readonly string[]
  /** Only what somebody can work on. */
  fits?: Fit
}

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
  for (const place of filter.within ?? []) conditions.push(withinCondition(place, (value) => `$${parameters.push(value)}`))
  if (filter.among) add((p) => `s.id = any(${p}::uuid[])`, filter.among)
  if (filter.notAmong) add((p) => `s.id <> all(${p}::uuid[])`, filter.notAmong)
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
