import type { Slice } from '#core/index.ts'
import { moveLinked, moveLinkedBack } from '#desk/index.ts'
import { alikeApi } from './alike/api.ts'
import { forgetAlike, learnAlike, moveRefused } from './alike/learn.ts'
import { api } from './api.ts'
import { asksQuestion } from './deed.ts'
import { dropUnasked } from './question.ts'

export const slice: Slice = {
  name: 'question',
  api(all) {
    api(all)
    alikeApi(all)
  },
  jobs: [{ name: 'learnAlike', timeoutSeconds: 600, every: '*/2 * * * *', run: learnAlike }],
  deeds: [asksQuestion],
  hangs: { from: ['question_statement.statement_id'] },
  steps: {
    async join(_house, t, campaignId, pairs) {
      await moveLinked(t, campaignId, 'question', pairs)
      await moveRefused(t, campaignId, pairs)
    },
    part: (_house, t, campaignId, apart) => moveLinkedBack(t, campaignId, 'question', apart),
    async withdraw(_house, t, { campaignId, statementIds }) {
      await dropUnasked(t, campaignId)
      await forgetAlike(t, campaignId, [...statementIds])
    },
  },
}
