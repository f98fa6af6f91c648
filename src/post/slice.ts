import type { Slice } from '#core/index.ts'
import { blankPosts, finishWithdrawals } from './withdraw.ts'

export const slice: Slice = {
  name: 'post',
  jobs: [{ name: 'finishWithdrawals', timeoutSeconds: 600, every: '* * * * *', run: (house) => finishWithdrawals(house) }],
  steps: { withdraw: blankPosts },
}
