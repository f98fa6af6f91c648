import type { Reader } from '#core/index.ts'
import { slotsDrawn } from './people.ts'
import { slotsOfHour, slotsUntil, slotStart } from './slots.ts'

/** Arriving, decided and how long until somebody took it, by ten minutes of the last four hours. */
export interface Pace {
  /** When each ten minutes began. */
  slots: Date[]
  arrived: number[]
  decided: number[]
  /** Median minutes from arrival until a person took it; none where nothing was decided. */
  waited: (number | null)[]
  /** Of the last sixty minutes. */
  arrivedHour: number
  decidedHour: number
}

export async function paceOf(reader: Reader, campaignId: string, now: Date): Promise<Pace> {
  const slots = slotsUntil(now, slotsDrawn)
  const since = slotStart(slots[0]!)
  const [came, went] = await Promise.all([
    reader.rows<{ slot: number; count: number }>(
      `select floor(date_part('epoch', slot) / 600)::int as slot, statements as count from arrived where campaign_id = $1 and slot >= $2`, [campaignId, since]),
    reader.rows<{ slot: number; count: number; waited: number | null }>(
      `select floor(date_part('epoch', at) / 600)::int as slot, count(*)::int as count,
         percentile_cont(0.5) within group (order by waited_seconds) as waited
       from deed where campaign_id = $1 and at >= $2 and taken_back_at is null group by 1`,
      [campaignId, since],
    ),
  ])
  const arrived = new Map(came.map((row) => [row.slot, row.count]))
  const decided = new Map(went.map((row) => [row.slot, row]))
  const counted = { arrived: slots.map((slot) => arrived.get(slot) ?? 0), decided: slots.map((slot) => decided.get(slot)?.count ?? 0) }
  return {
    slots: slots.map(slotStart),
    ...counted,
    waited: slots.map((slot) => {
      const seconds = decided.get(slot)?.waited
      return seconds === null || seconds === undefined ? null : seconds / 60
    }),
    arrivedHour: lastHour(counted.arrived),
    decidedHour: lastHour(counted.decided),
  }
}

/** The ten minutes that run and the five before. */
export function lastHour(counts: number[]): number {
  return counts.slice(-slotsOfHour).reduce((sum, count) => sum + count, 0)
}
