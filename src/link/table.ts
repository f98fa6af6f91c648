import type { Column } from '#core/csv.ts'
import type { Link } from './link.ts'

/** Short links as a list, with their taps of real devices. */
export const linkColumns: Column<Link & { taps: number; codes: number }>[] = [
  { name: 'name', hxl: '#activity+name', cell: (one) => one.name },
  { name: 'url', hxl: '#activity+url', cell: (one) => one.url },
  { name: 'codes', hxl: '#meta+codes+num', cell: (one) => one.codes },
  { name: 'taps', hxl: '#reached+taps', cell: (one) => one.taps },
  { name: 'createdAt', hxl: '#date+start', cell: (one) => one.createdAt },
]
