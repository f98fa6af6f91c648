import type { Column } from '#core/csv.ts'
import type { Member } from './members.ts'

/** The people of a campaign as a list. */
export const memberColumns: Column<Member>[] = [
  { name: 'name', hxl: '#contact+name', cell: (one) => one.name },
  { name: 'email', hxl: '#contact+email', cell: (one) => one.email },
  { name: 'role', hxl: '#contact+role', cell: (one) => one.role },
  { name: 'organisation', hxl: '#org+name', cell: (one) => one.organisation.name },
  { name: 'languages', hxl: '#contact+lang+list', cell: (one) => one.languages.join(' ') },
  { name: 'since', hxl: '#date+start', cell: (one) => one.since },
  { name: 'lastSeen', hxl: '#date+seen', cell: (one) => one.seenOn },
  { name: 'frozen', hxl: '#status+frozen', cell: (one) => one.frozen },
]
