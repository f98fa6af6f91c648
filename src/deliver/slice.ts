import type { Slice } from '#core/index.ts'
import { closePresses } from './dossier/index.ts'
import { jobs, moveFiles } from './order.ts'

export const slice: Slice = { name: 'deliver', jobs, steps: { restored: (house, t, restored) => moveFiles(house, t, restored) }, rest: async () => closePresses() }
