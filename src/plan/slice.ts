import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { measureAll } from './aim/measure.ts'
import { blankResponses } from './target/withdraw.ts'

export const slice: Slice = {
  name: 'plan',
  api,
  jobs: [{ name: 'measureAims', timeoutSeconds: 600, every: '*/10 * * * *', run: measureAll }],
  steps: { withdraw: (_house, t, withdrawal) => blankResponses(t, withdrawal) },
}
