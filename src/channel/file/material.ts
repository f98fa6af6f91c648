import { resolve } from 'node:path'

/** Where real material for tests may lie: beside the project, never in it. */
export const material = resolve(import.meta.dirname, '../../../../shared/data')
