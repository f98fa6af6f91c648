import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { refers } from './deed.ts'
import { moveReferrals, moveReferralsBack, stopReferrals } from './stop.ts'

export const slice: Slice = {
  name: 'referral',
  api,
  deeds: [refers],
  hangs: { from: ['referral.statement_id'] },
  steps: {
    join: (_house, t, campaignId, pairs) => moveReferrals(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveReferralsBack(t, campaignId, apart),
    withdraw: (house, t, withdrawal) => stopReferrals(house, t, withdrawal),
  },
}
