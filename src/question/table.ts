import type { Column } from '#core/csv.ts'
import type { Question } from './question.ts'

/** Questions as a table. */
export const questionColumns: Column<Question>[] = [
  { name: 'number', hxl: '#meta+num', cell: (row) => row.number },
  { name: 'wording', hxl: '#description+text', cell: (row) => row.wording ?? undefined },
  { name: 'language', hxl: '#meta+lang', cell: (row) => row.language ?? undefined },
  { name: 'issueArea', hxl: '#sector', cell: (row) => row.issueArea ?? undefined },
  { name: 'statements', hxl: '#meta+statements+num', cell: (row) => row.statements },
  { name: 'posts', hxl: '#meta+posts+num', cell: (row) => row.posts },
]
