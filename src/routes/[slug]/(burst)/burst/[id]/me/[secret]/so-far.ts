import { figuresOf, type Burst } from '#burst/index.ts'
import type { House } from '#core/index.ts'

export interface SoFar {
  confirmed: number
  /** Confirmed posts in each minute, or in each of as many spans as fit on a telephone. */
  columns: number[]
}

const mayLag = 10_000
const mostColumns = 60
const kept = new Map<string, { at: number; soFar: Promise<SoFar> }>()

/** What all have done together, counted once for everybody who looks within some seconds: after a STOP all of them do. */
export async function soFar(house: House, campaignId: string, burst: Burst): Promise<SoFar> {
  const key = `${house.db.url} ${campaignId} ${burst.id}`
  const there = kept.get(key)
  if (there && Date.now() - there.at < mayLag) return there.soFar
  const counted = figuresOf(house, campaignId, burst).then(({ confirmed, minutes }) => ({ confirmed, columns: columnsOf(minutes.map((one) => one.confirmed)) }))
  kept.set(key, { at: Date.now(), soFar: counted })
  counted.catch(() => kept.delete(key))
  if (kept.size > 500) kept.delete(kept.keys().next().value!)
  return counted
}

function columnsOf(minutes: number[]): number[] {
  const wide = Math.ceil(minutes.length / mostColumns)
  return Array.from({ length: Math.ceil(minutes.length / wide) }, (_, at) => minutes.slice(at * wide, (at + 1) * wide).reduce((sum, count) => sum + count, 0))
}
