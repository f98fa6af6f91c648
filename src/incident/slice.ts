import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { reportsIncident } from './deed.ts'
import { dropUnsupported } from './incident.ts'
import { moveIncidents } from './join.ts'

export const slice: Slice = {
  name: 'incident',
  api,
  deeds: [reportsIncident],
  steps: {
    join: (_house, t, campaignId, pairs) => moveIncidents(t, campaignId, pairs),
    withdraw: (_house, t, withdrawal) => dropUnsupported(t, withdrawal.campaignId),
  },
}
