import type { Reader } from '#core/index.ts'

/** The decisions behind a figure. */
export interface DecisionFilter {
  personId?: string | undefined
  kind?: string | undefined
  reason?: string | undefined
  /** Key of an issue area; `none`. */
  area?: string | undefined
  since?: Date | undefined
  until?: Date | undefined
}

export interface DecisionRow {
  id: string
  statementId: string
  kind: string
  done: Record<string, unknown>
  person: string
  /** Who proposed it, where two people were needed. */
  proposedBy: string | null
  at: Date
  area: string | null
  text: string
  language: string | null
}

/** The latest first; `after`: id of the last one of the page before (ids are made in the order of time). */
export async function decisionsBehind(
  reader: Reader, campaignId: string, filter: DecisionFilter, page: { after?: string | undefined; limit: number },
): Promise<{ rows: DecisionRow[]; count: number }> {
  const parameters: unknown[] = [campaignId]
  const conditions: string[] = []
  const add = (sql: (place: string) => string, value: unknown) => conditions.push(sql(`$${parameters.push(value)}`))
  if (filter.personId) add((p) => `d.person_id = ${p}`, filter.personId)
  if (filter.kind) add((p) => `d.kind = ${p}`, filter.kind)
  if (filter.reason) add((p) => `d.done ->> 'reason' = ${p}`, filter.reason)
  if (filter.area === 'none') conditions.push('s.issue_area_id is null')
  else if (filter.area) add((p) => `a.key = ${p}`, filter.area)
  if (filter.since) add((p) => `d.at >= ${p}`, filter.since)
  if (filter.until) add((p) => `d.at < ${p}`, filter.until)
  const from = `from deed d join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id
     left join issue_area a on a.campaign_id = d.campaign_id and a.id = s.issue_area_id
     where d.campaign_id = $1 and d.taken_back_at is null ${conditions.map((one) => ` and ${one}`).join('')}`
  const counted = await reader.row<{ count: number }>(`select count(*)::int as count from (select 1 ${from} limit 10001) c`, parameters)
  const after = page.after ? ` and d.id < $${parameters.push(page.after)}` : ''
  const rows = await reader.rows<DecisionRow>(
    `select d.id, d.statement_id as "statementId", d.kind, d.done, p.name as person, f.name as "proposedBy", d.at, d.area, x.text, d.language
     from (select d.id, d.statement_id, d.kind, d.done, d.person_id, d.at, a.key as area, s.language ${from}${after} order by d.at desc, d.id desc limit $${parameters.push(page.limit)}) d
     join statement_text x on x.campaign_id = $1 and x.statement_id = d.statement_id
     join person p on p.id = d.person_id
     left join proposal r on r.campaign_id = $1 and r.deed_id = d.id and r.state = 'confirmed'
     left join person f on f.id = r.person_id
     order by d.at desc, d.id desc`,
    parameters,
  )
  return { rows, count: counted!.count }
}
