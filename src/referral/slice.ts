import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { refers } from './deed.ts'
import { moveReferrals, stopReferrals } from './stop.ts'

export const slice: Slice = {
  name: 'referral',
  api,
  deeds: [refers],
  steps: {
    join: (_house, t, campaignId, pairs) => moveReferrals(t, campaignId, pairs),
    withdraw: (house, t, withdrawal) => stopReferrals(house, t, withdrawal),
  },
}
