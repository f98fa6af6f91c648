import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { countArrived } from './arrived.ts'

export const slice: Slice = {
  name: 'room',
  api,
  steps: { folded: (_house, t, folded) => countArrived(t, folded) },
}
