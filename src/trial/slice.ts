import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { judgeTrials } from './judge.ts'

export const slice: Slice = {
  name: 'trial',
  api,
  jobs: [{ name: 'judgeTrials', timeoutSeconds: 600, every: '*/5 * * * *', run: (house) => judgeTrials(house) }],
}
