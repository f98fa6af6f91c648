import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { forgetNotes } from './handover.ts'
import { remindShifts } from './remind.ts'
import { takeOffAll } from './sign.ts'

export const slice: Slice = {
  name: 'shift',
  api,
  jobs: [
    { name: 'remindShifts', timeoutSeconds: 60, every: '*/10 * * * *', run: remindShifts },
    { name: 'forgetNotes', timeoutSeconds: 60, every: '41 3 * * *', run: forgetNotes },
  ],
  steps: { freeze: (_house, t, campaignId, personId, at) => takeOffAll(t, campaignId, personId, at) },
}
