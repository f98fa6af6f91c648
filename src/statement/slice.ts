import type { Slice } from '#core/index.ts'
import { reorderQueue } from './reorder.ts'
import { takeOutPosts } from './withdraw.ts'
import { foldArrived, foldLeftovers, restFolding } from './turns.ts'

export const slice: Slice = {
  name: 'statement', settings: ['queue_order'],
  jobs: [
    { name: 'foldLeftovers', timeoutSeconds: 3_600, every: '* * * * *', run: (house) => foldLeftovers(house) },
    { name: 'reorderQueue', timeoutSeconds: 3_600, run: reorderQueue },
  ],
  steps: { arrived: foldArrived, withdraw: takeOutPosts },
  rest: restFolding,
}
