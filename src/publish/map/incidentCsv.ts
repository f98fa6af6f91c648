import { csvHead, csvRow, type Column } from '#core/csv.ts'
import type { PublicIncident } from './publicIncident.ts'

/** The public incidents as a list. */
export const publicIncidentColumns: Column<PublicIncident>[] = [
  { name: 'id', hxl: '#event+id', cell: (i) => i.id },
  { name: 'number', hxl: '#event+num', cell: (i) => i.number },
  { name: 'title', hxl: '#event+name', cell: (i) => i.title },
  { name: 'summary', hxl: '#description', cell: (i) => i.summary },
  { name: 'issueArea', hxl: '#subject', cell: (i) => i.issueArea },
  { name: 'place', hxl: '#loc+name', cell: (i) => shown(i)?.name },
  { name: 'lat', hxl: '#geo+lat', cell: (i) => shown(i)?.lat },
  { name: 'lon', hxl: '#geo+lon', cell: (i) => shown(i)?.lon },
  { name: 'precision', hxl: '#geo+precision', cell: (i) => i.precision },
  { name: 'radiusMetres', hxl: '#geo+radius', cell: (i) => shown(i)?.radiusMetres },
  { name: 'people', hxl: '#reached+people', cell: (i) => i.people },
  { name: 'verification', hxl: '#status+verification', cell: (i) => i.verification },
  { name: 'since', hxl: '#date+start', cell: (i) => i.since },
  { name: 'updated', hxl: '#date+updated', cell: (i) => i.updated },
  { name: 'url', hxl: '#meta+url', cell: (i) => i.url },
]

/** The incidents as CSV with HXL tags in the second row, safe to open in a spreadsheet. */
export function writeIncidentCsv(incidents: readonly PublicIncident[]): string {
  return csvHead(publicIncidentColumns) + incidents.map((incident) => csvRow(publicIncidentColumns.map((column) => column.cell(incident)))).join('')
}

function shown(incident: PublicIncident): PublicIncident['place'] {
  return incident.precision === 'hidden' ? undefined : incident.place
}
