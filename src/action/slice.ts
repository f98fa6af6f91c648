import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { indicators } from './feed.ts'
import { dropSignatures, dropUnconfirmed } from './sign.ts'

export const slice: Slice = {
  name: 'action',
  api,
  indicators,
  jobs: [{ name: 'dropUnconfirmed', timeoutSeconds: 600, every: '41 3 * * *', run: dropUnconfirmed }],
  steps: { withdraw: (_house, t, withdrawal) => dropSignatures(t, withdrawal) },
}
