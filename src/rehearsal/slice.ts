import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { finishRehearsal } from './end.ts'
import { playRehearsal, prepareRehearsal } from './play.ts'
import { endForgotten } from './rehearsal.ts'
import { forgetPlayed, forgetRehearsed } from './withdraw.ts'

export const slice: Slice = {
  name: 'rehearsal',
  api,
  jobs: [
    { name: 'prepareRehearsal', timeoutSeconds: 300, run: prepareRehearsal },
    { name: 'playRehearsal', timeoutSeconds: 120, run: playRehearsal },
    { name: 'endRehearsal', timeoutSeconds: 900, run: finishRehearsal },
    { name: 'endForgottenRehearsals', timeoutSeconds: 60, every: '17 * * * *', run: endForgotten },
    { name: 'forgetRehearsed', timeoutSeconds: 120, run: forgetRehearsed },
  ],
  steps: { withdraw: (_house, t, withdrawal) => forgetPlayed(t, withdrawal) },
}
