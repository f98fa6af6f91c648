import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { indicators } from './feed.ts'
import { dropPosts, settleTaps } from './settle.ts'

export const slice: Slice = {
  name: 'amplify',
  api,
  indicators,
  jobs: [{ name: 'settleTaps', timeoutSeconds: 300, every: '41 3 * * *', run: settleTaps }],
  steps: { withdraw: (_house, t, withdrawal) => dropPosts(t, withdrawal) },
}
