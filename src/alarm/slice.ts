import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { climbEverywhere } from './climb.ts'
import { endWithdrawn, moveAlarms, moveAlarmsBack } from './follow.ts'
import { alarmByWords } from './rule.ts'
import { releaseAlarms } from './take.ts'

export const slice: Slice = {
  name: 'alarm', settings: ['alarm_rule', 'duty'],
  api,
  jobs: [{ name: 'climbAlarms', timeoutSeconds: 60, every: '* * * * *', run: climbEverywhere }],
  hangs: { from: ['alarm.statement_id'] },
  steps: {
    folded: (_house, t, folded) => alarmByWords(t, folded),
    join: (_house, t, campaignId, pairs, at) => moveAlarms(t, campaignId, pairs, at),
    part: (_house, t, campaignId, apart, at) => moveAlarmsBack(t, campaignId, apart, at),
    withdraw: (_house, t, withdrawal) => endWithdrawn(t, withdrawal),
    freeze: (_house, t, campaignId, personId, at) => releaseAlarms(t, campaignId, personId, at),
  },
}
