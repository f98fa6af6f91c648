import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { breakOff, jobs } from './run.ts'
import { newestBackup } from './state.ts'

export const slice: Slice = {
  name: 'backup',
  api,
  jobs,
  newestBackup,
  rest: () => breakOff(),
}
