import type { Score } from './judge.ts'
import type { Desk } from './set.ts'
export const tried: Record<string, (desk: Desk) => Score> = {}
