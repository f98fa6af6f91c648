import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { indicators } from './feed.ts'
import { gatherAnswers } from './gather.ts'
import { dropGuestsAgain } from './guest.ts'
import { forgetAnswers } from './withdraw.ts'

export const slice: Slice = {
  name: 'chat',
  api,
  indicators,
  steps: {
    folded: (_house, t, folded) => gatherAnswers(t, folded),
    restored: (_house, t, restored) => dropGuestsAgain(t, restored),
    withdraw: (_house, t, withdrawal) => forgetAnswers(t, withdrawal),
  },
}
