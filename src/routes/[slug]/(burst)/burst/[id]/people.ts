import type { House } from '#core/index.ts'

/** Ten thousand people who look at once are told a figure that may be some seconds old, and is counted once. */
const mayLag = 5_000
const few = 100
const kept = new Map<string, { at: number; people: Promise<number> }>()

/** How many people take part. */
export async function peopleIn(house: House, campaignId: string, burstId: string): Promise<number> {
  const key = `${house.db.url} ${campaignId} ${burstId}`
  const now = Date.now()
  const there = kept.get(key)
  // A handful is counted each time: whoever has just joined wants to see it.
  if (there && now - there.at < mayLag && (await there.people) > few) return there.people
  const people = house.db
    .row<{ count: number }>('select count(*)::int as count from burst_pledge where campaign_id = $1 and burst_id = $2', [campaignId, burstId])
    .then((row) => row!.count)
  kept.set(key, { at: now, people })
  people.catch(() => kept.delete(key))
  if (kept.size > 500) kept.delete(kept.keys().next().value!)
  return people
}
