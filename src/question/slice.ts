import type { Slice } from '#core/index.ts'
import { moveLinked, moveLinkedBack } from '#desk/index.ts'
import { api } from './api.ts'
import { asksQuestion } from './deed.ts'
import { dropUnasked } from './question.ts'

export const slice: Slice = {
  name: 'question',
  api,
  deeds: [asksQuestion],
  steps: {
    join: (_house, t, campaignId, pairs) => moveLinked(t, campaignId, 'question', pairs),
    part: (_house, t, campaignId, apart) => moveLinkedBack(t, campaignId, 'question', apart),
    withdraw: (_house, t, withdrawal) => dropUnasked(t, withdrawal.campaignId),
  },
}
