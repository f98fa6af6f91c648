import type { Column } from '#core/csv.ts'
import type { Target } from './target.ts'

/** Targets as a list; read back by `readTargets`, it is the same. How to reach them is not in it. */
export const targetColumns: Column<Target>[] = [
  { name: 'kind', hxl: '#contact+type', cell: (one) => one.kind },
  { name: 'institution', hxl: '#org+code', cell: (one) => one.institution?.key },
  { name: 'name', hxl: '#contact+name', cell: (one) => one.name ?? (one.institution ? Object.values(one.institution.names)[0] : undefined) },
  { name: 'office', hxl: '#contact+title', cell: (one) => one.office },
  { name: 'handles', hxl: '#contact+handle+list', cell: (one) => one.handles.map(({ network, handle }) => `${network}:${handle}`).join(' ') },
  { name: 'asked', hxl: '#need+asked', cell: (one) => one.asked },
  { name: 'side', hxl: '#status+side', cell: (one) => one.side },
  { name: 'stance', hxl: '#status+stance', cell: (one) => one.stance },
  { name: 'responses', hxl: '#meta+responses+num', cell: (one) => one.responses },
]
