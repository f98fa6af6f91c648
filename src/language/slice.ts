import type { Slice } from '#core/index.ts'
import { api } from './api.ts'

export const slice: Slice = { name: 'language', api }
