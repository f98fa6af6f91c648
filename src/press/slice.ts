import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { takeOffAgain } from './restored.ts'

export const slice: Slice = { name: 'press', api, steps: { restored: (_house, t, restored) => takeOffAgain(t, restored) } }
