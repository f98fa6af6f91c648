import type { Slice } from '#core/index.ts'
import { api } from './api.ts'
import { indicators } from './feed.ts'
import { writeTaps } from './tap.ts'

export const slice: Slice = { name: 'link', api, indicators, rest: writeTaps }
