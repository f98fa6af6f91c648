import type { Slice } from '#core/index.ts'
import { freeCallbacks } from './callback.ts'
import { passOnFolded, passOnLeft } from './urgent.ts'
import { dropCalls } from './withdraw.ts'

export const slice: Slice = {
  name: 'call', settings: ['call_script'],
  jobs: [{ name: 'passOnUrgentCalls', timeoutSeconds: 60, run: passOnLeft }],
  steps: {
    folded: (_house, t, folded) => passOnFolded(t, folded),
    withdraw: (_house, t, withdrawal) => dropCalls(t, withdrawal),
    freeze: (_house, t, campaignId, personId) => freeCallbacks(t, campaignId, personId),
  },
}
