import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { asksQuestion } from './deed.ts'
import { moveQuestions, moveQuestionsBack } from './join.ts'
import { dropUnasked } from './question.ts'

export const slice: Slice = {
  name: 'question',
  api,
  deeds: [asksQuestion],
  steps: {
    join: (_house, t, campaignId, pairs) => moveQuestions(t, campaignId, pairs),
    part: (_house, t, campaignId, apart) => moveQuestionsBack(t, campaignId, apart),
    withdraw: (_house, t, withdrawal) => dropUnasked(t, withdrawal.campaignId),
  },
}
