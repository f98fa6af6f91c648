import type { House, Slice } from '#core/index.ts'
import { api } from './api.ts'
import { forgetSearches, moveBulks, moveBulksBack } from './follow.ts'
import { goOn } from './make.ts'

export const slice: Slice = {
  name: 'bulk',
  api,
  // Added in the transaction that begins it, so that it is done even if this process dies.
  jobs: [{ name: 'finishBulk', timeoutSeconds: 3_600, run: async (house: House, { campaignId, bulkId }: { campaignId: string; bulkId: string }) => void (await goOn(house, campaignId, bulkId, Infinity)) }],
  hangs: { from: ['bulk_statement.statement_id'] },
  steps: {
    join: (_house, t, campaignId, pairs) => moveBulks(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveBulksBack(t, campaignId, apart),
    withdraw: (_house, t, withdrawal) => forgetSearches(t, withdrawal),
  },
}
