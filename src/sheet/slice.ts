import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { endCollectorsAgain } from './collector.ts'
import { dropWithdrawn } from './photo.ts'
import { suggestTyped } from './suggest.ts'

export const slice: Slice = {
  name: 'sheet',
  api,
  steps: {
    folded: (_house, t, folded) => suggestTyped(t, folded),
    restored: (_house, t, restored) => endCollectorsAgain(t, restored),
    withdraw: (_house, t, withdrawal) => dropWithdrawn(t, withdrawal),
  },
}
