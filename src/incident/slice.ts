import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { blurAgain } from './blurred.ts'
import { reportsIncident } from './deed.ts'
import { moveIncidents, moveIncidentsBack } from './join.ts'
import { bringNearForward } from './near.ts'
import { settleGrown } from './settle.ts'
import { takeOutOfIncidents } from './withdraw.ts'

export const slice: Slice = {
  name: 'incident',
  api,
  deeds: [reportsIncident],
  jobs: [
    { name: 'settleIncidents', timeoutSeconds: 60, every: '* * * * *', run: settleGrown },
    { name: 'bringNearForward', timeoutSeconds: 60, every: '* * * * *', run: bringNearForward },
  ],
  hangs: { from: ['incident_statement.statement_id', 'checklist.statement_id', 'evidence.statement_id'] },
  steps: {
    join: (_house, t, campaignId, pairs, at) => moveIncidents(t, campaignId, pairs, at),
    part: (_house, t, campaignId, apart, at) => moveIncidentsBack(t, campaignId, apart, at),
    restored: (_house, t, restored) => blurAgain(t, restored),
    withdraw: (_house, t, withdrawal) => takeOutOfIncidents(t, withdrawal),
  },
}
