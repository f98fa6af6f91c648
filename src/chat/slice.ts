import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { indicators } from './feed.ts'
import { gatherAnswers } from './gather.ts'
import { forgetAnswers } from './withdraw.ts'

export const slice: Slice = {
  name: 'chat',
  api,
  indicators,
  steps: {
    folded: (_house, t, folded) => gatherAnswers(t, folded),
    withdraw: (_house, t, withdrawal) => forgetAnswers(t, withdrawal),
  },
}
