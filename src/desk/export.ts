import type { Reader } from '#core/index.ts'

export interface ExportedStatement {
  id: string
  number: number
  text: string
  language: string | null
  copies: number
  channels: string[]
  state: string
  issueArea: string | null
  place: string | null
  lat: number | null
  lon: number | null
  precision: string | null
  firstSaidAt: Date
  lastSaidAt: Date
}

const pageSize = 2_000

/** All statements in the order of folding. */
export async function* exportStatements(reader: Reader, campaignId: string): AsyncGenerator<ExportedStatement> {
  for (let after = '0'; ; ) {
    const rows = await reader.rows<Omit<ExportedStatement, 'number'> & { number: string }>(
      `select s.id, s.number, x.text, s.language, s.posts - 1 as copies, s.channels, s.state, a.key as "issueArea", s.place_name as place, s.lat, s.lon,
         s.precision, s.first_said_at as "firstSaidAt", s.last_said_at as "lastSaidAt"
       from statement s join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id
       left join issue_area a on a.campaign_id = s.campaign_id and a.id = s.issue_area_id
       where s.campaign_id = $1 and s.number > $2 order by s.number limit ${pageSize}`,
      [campaignId, after],
    )
    if (rows.length === 0) return
    after = rows.at(-1)!.number
    for (const row of rows) yield { ...row, number: Number(row.number) }
  }
}

export interface ExportedDecision {
  id: string
  statement: string
  decision: string
  reason: string | null
  by: string
  at: Date
  takenBackAt: Date | null
}

/** All deeds in the order of the statements they ended, then of time. */
export async function* exportDecisions(reader: Reader, campaignId: string): AsyncGenerator<ExportedDecision> {
  for (let after: { number: string; id: string } = { number: '0', id: '00000000-0000-0000-0000-000000000000' }; ; ) {
    const rows = await reader.rows<ExportedDecision & { number: string }>(
      `select d.id, d.statement_id as statement, d.kind as decision, d.done ->> 'reason' as reason, p.name as by, d.at, d.taken_back_at as "takenBackAt", s.number
       from deed d join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id join person p on p.id = d.person_id
       where d.campaign_id = $1 and (s.number, d.id) > ($2::bigint, $3::uuid) order by s.number, d.id limit ${pageSize}`,
      [campaignId, after.number, after.id],
    )
    const last = rows.at(-1)
    if (!last) return
    after = { number: last.number, id: last.id }
    for (const { number: _, ...row } of rows) yield row
  }
}
