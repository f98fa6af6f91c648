import { searchForm } from './fold/index.ts'

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
  const query = filter.q === undefined ? undefined : queryOf(filter.q)
  if (query !== undefined) {
    add(
      (p) => `exists (select from statement_text x where x.campaign_id = $1 and x.statement_id = s.id and x.search @@ ${p}::tsquery)`,
      query,
    )
  }
  return conditions.map((condition) => ` and ${condition}`).join('')
}

/**
 * A search as people type it, as tsquery text: words must all occur, "in quotes" side by side, -word must not, the last word
 * may be unfinished. Undefined when there is nothing to look for. Only letters and digits reach the query.
 */
export function queryOf(typed: string): string | undefined {
  const parts = typed.slice(0, 500).match(/-?"[^"]*"?|\S+/g) ?? []
  const terms = parts.flatMap((part, place) => {
    const not = part.startsWith('-') && part.length > 1
    const phrase = part.includes('"')
    const words = searchForm(part.replace(/^-/, '').replaceAll('"', ' ')).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
    if (words.length === 0) return []
    const unfinished = !phrase && place === parts.length - 1
    const lexemes = words.map((word, i) => `'${word}'${unfinished && i === words.length - 1 ? ':*' : ''}`)
    const term = lexemes.join(words.length > 1 ? ' <-> ' : '')
    return [not ? `!(${term})` : `(${term})`]
  })
  return terms.length > 0 ? terms.join(' & ') : undefined
}
