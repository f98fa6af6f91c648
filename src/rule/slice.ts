import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { holdArrived } from './arrive.ts'
import { jobs } from './jobs.ts'
import { moveHolds } from './join.ts'
import { forgetWords } from './withdraw.ts'

export const slice: Slice = {
  name: 'rule', settings: ['rule_setting', 'rule'],
  api,
  jobs,
  hangs: { from: ['aside.statement_id', 'rule_verdict.statement_id'], into: ['aside.statement_id'] },
  steps: {
    folded: holdArrived,
    join: (_house, t, campaignId, pairs) => moveHolds(t, campaignId, pairs),
    withdraw: (_house, t, withdrawal) => forgetWords(t, withdrawal),
  },
}
