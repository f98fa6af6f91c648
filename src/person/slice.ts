import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { blankAnswers } from './idempotency.ts'
import { jobs } from './jobs.ts'
import { takeAwayAgain } from './taken-away.ts'

export const slice: Slice = {
  name: 'person',
  api,
  jobs,
  steps: {
    withdraw: (_house, t, withdrawal) => blankAnswers(t, withdrawal.campaignId),
    houseRestored: (house, t, restored) => takeAwayAgain(house, t, restored),
  },
}
