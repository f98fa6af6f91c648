import { deskWay } from './desk-way.ts'
import type { Way } from './send.ts'
import { sheetWay } from './sheet-way.ts'

/** Everything that this house sends from a device, by the word that a lane carries. */
export const ways: Record<string, Way> = { sheet: sheetWay, desk: deskWay }
