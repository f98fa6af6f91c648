import type { Reader } from '#core/index.ts'
import { csvHead, csvRow, type Column } from '#core/csv.ts'

/** What a table of discards is narrowed to. */
export interface DiscardFilter {
  since?: Date | undefined
  until?: Date | undefined
}

export interface DiscardRow {
  reason: string
  personId: string
  person: string
  /** Day in the zone that was asked for, as 2026-04-14. */
  day: string
  /** Key of the issue area; none where nobody had chosen one. */
  area: string | null
  count: number
}

/** How many statements were discarded, by reason, person, day and issue area; a discard that was taken back does not count. */
export async function discardsOf(reader: Reader, campaignId: string, filter: DiscardFilter, zone = 'UTC'): Promise<DiscardRow[]> {
  return reader.rows(
    `select d.done ->> 'reason' as reason, d.person_id as "personId", p.name as person,
       to_char(d.at at time zone $4, 'YYYY-MM-DD') as day, a.key as area, count(*)::int as count
     from deed d join person p on p.id = d.person_id
     join statement s on s.campaign_id = d.campaign_id and s.id = d.statement_id
     left join issue_area a on a.campaign_id = d.campaign_id and a.id = s.issue_area_id
     where d.campaign_id = $1 and d.kind = 'discard' and d.taken_back_at is null
       and ($2::timestamptz is null or d.at >= $2) and ($3::timestamptz is null or d.at < $3)
     group by 1, 2, 3, 4, 5 order by 4 desc, 6 desc, 1, 3`,
    [campaignId, filter.since ?? null, filter.until ?? null, zone],
  )
}

/** The table of discards as a list. */
export const discardColumns: Column<DiscardRow>[] = [
  { name: 'day', hxl: '#date', cell: (row) => row.day },
  { name: 'reason', hxl: '#status+reason', cell: (row) => row.reason },
  { name: 'person', hxl: '#contact+name', cell: (row) => row.person },
  { name: 'issueArea', hxl: '#sector', cell: (row) => row.area },
  { name: 'count', hxl: '#meta+count+num', cell: (row) => row.count },
]

export function discardsCsv(rows: DiscardRow[]): string {
  return csvHead(discardColumns) + rows.map((row) => csvRow(discardColumns.map((column) => column.cell(row)))).join('')
}

/** One dimension of the table, added up, the most first. */
export function totals(rows: DiscardRow[], key: (row: DiscardRow) => string): { key: string; count: number }[] {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.count)
  return [...sums].map(([name, count]) => ({ key: name, count })).sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
}
