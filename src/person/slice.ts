import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { blankAnswers } from './idempotency.ts'
import { jobs } from './jobs.ts'
import { freezeAgain } from './freeze.ts'

export const slice: Slice = {
  name: 'person',
  api,
  jobs,
  steps: {
    withdraw: (_house, t, withdrawal) => blankAnswers(t, withdrawal.campaignId),
    restored: (house, t, restored) => freezeAgain(house, t, restored),
  },
}
