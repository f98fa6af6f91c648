import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { deeds } from './deeds.ts'
import { jobs } from './jobs.ts'
import { moveWork } from './join.ts'
import { releaseAll } from './lease.ts'

export const slice: Slice = {
  name: 'desk',
  api,
  jobs,
  deeds,
  steps: {
    join: (_house, t, campaignId, pairs) => moveWork(t, campaignId, pairs),
    freeze: (_house, t, campaignId, personId) => releaseAll(t, campaignId, personId),
  },
}
