import type { Slice } from '#core/index.ts'
import { closePresses } from './dossier/index.ts'
import { jobs } from './order.ts'

export const slice: Slice = { name: 'deliver', jobs, rest: async () => closePresses() }
