import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { forgetHolds, moveHolds } from './legal-hold.ts'
import { retain, retainIn } from './run.ts'

export const slice: Slice = {
  name: 'retention',
  api,
  jobs: [
    { name: 'retain', timeoutSeconds: 3_600, every: '23 2 * * *', run: retain },
    { name: 'retainOn', timeoutSeconds: 600, run: async (house, { campaignId }: { campaignId: string }) => void (await retainIn(house, campaignId)) },
  ],
  hangs: { from: ['legal_hold.statement_id'] },
  steps: {
    withdraw: (_house, t, withdrawal) => forgetHolds(t, withdrawal),
    join: (_house, t, campaignId, pairs) => moveHolds(t, campaignId, pairs),
  },
}
