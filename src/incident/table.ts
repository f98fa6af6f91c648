import type { Column } from '#core/csv.ts'
import type { Incident } from './incident.ts'

/** Incidents as a table, with their true places: for those who may see them. */
export const incidentColumns: Column<Incident>[] = [
  { name: 'number', hxl: '#meta+num', cell: (row) => row.number },
  { name: 'title', hxl: '#event+name', cell: (row) => row.title ?? undefined },
  { name: 'issueArea', hxl: '#sector', cell: (row) => row.issueArea ?? undefined },
  { name: 'place', hxl: '#loc+name', cell: (row) => row.place.name ?? undefined },
  { name: 'lat', hxl: '#geo+lat', cell: (row) => row.place.lat ?? undefined },
  { name: 'lon', hxl: '#geo+lon', cell: (row) => row.place.lon ?? undefined },
  { name: 'precision', hxl: '#geo+precision', cell: (row) => row.place.precision },
  { name: 'verification', hxl: '#status', cell: (row) => row.verification },
  { name: 'happenedAt', hxl: '#date', cell: (row) => row.happenedAt },
  { name: 'posts', hxl: '#meta+posts+num', cell: (row) => row.posts },
]
