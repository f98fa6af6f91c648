import type { Column } from '#core/csv.ts'
import type { ExportedDecision, ExportedStatement } from './export.ts'

/** Statements as a table. */
export const statementColumns: Column<ExportedStatement>[] = [
  { name: 'id', hxl: '#meta+id', cell: (row) => row.id },
  { name: 'text', hxl: '#description+text', cell: (row) => row.text },
  { name: 'language', hxl: '#meta+lang', cell: (row) => row.language ?? undefined },
  { name: 'copies', hxl: '#meta+copies+num', cell: (row) => row.copies },
  { name: 'channels', hxl: '#meta+channel+list', cell: (row) => row.channels.join(' ') },
  { name: 'state', hxl: '#status', cell: (row) => row.state },
  { name: 'issueArea', hxl: '#sector', cell: (row) => row.issueArea ?? undefined },
  { name: 'place', hxl: '#loc+name', cell: (row) => row.place ?? undefined },
  { name: 'lat', hxl: '#geo+lat', cell: (row) => row.lat ?? undefined },
  { name: 'lon', hxl: '#geo+lon', cell: (row) => row.lon ?? undefined },
  { name: 'precision', hxl: '#geo+precision', cell: (row) => row.precision ?? undefined },
  { name: 'firstSaidAt', hxl: '#date+start', cell: (row) => row.firstSaidAt },
  { name: 'lastSaidAt', hxl: '#date+end', cell: (row) => row.lastSaidAt },
]

/** What was decided, as a table. */
export const decisionColumns: Column<ExportedDecision>[] = [
  { name: 'id', hxl: '#meta+id', cell: (row) => row.id },
  { name: 'statement', hxl: '#meta+statement', cell: (row) => row.statement },
  { name: 'decision', hxl: '#status', cell: (row) => row.decision },
  { name: 'reason', hxl: '#status+reason', cell: (row) => row.reason ?? undefined },
  { name: 'by', hxl: '#contact+name', cell: (row) => row.by },
  { name: 'at', hxl: '#date', cell: (row) => row.at },
  { name: 'takenBackAt', hxl: '#date+undone', cell: (row) => row.takenBackAt ?? undefined },
]
