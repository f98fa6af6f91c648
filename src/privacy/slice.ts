import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { askToLookThrough } from './erase.ts'
import { dropProofs } from './prove.ts'

export const slice: Slice = {
  name: 'privacy',
  api,
  jobs: [{ name: 'dropProofs', timeoutSeconds: 60, every: '11 * * * *', run: dropProofs }],
  steps: { withdraw: askToLookThrough },
}
