import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { stopAgain } from './coverage.ts'
import { indicators } from './feed.ts'

export const slice: Slice = { name: 'coverage', api, indicators, steps: { restored: (_house, t, restored) => stopAgain(t, restored) } }
