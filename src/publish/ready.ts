import type { House } from '#core/index.ts'
import { publicVersion, type Campaign } from '#campaign/index.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'

/** Counts may lag this long behind the posts that come in; a decision or a withdrawal shows at once. */
const countsMayLag = 10_000
const mostKept = 2_000

interface Kept {
  version: string
  madeAt: number
  value: unknown
}

const kept = new Map<string, Kept>()
const making = new Map<string, Promise<unknown>>()

/**
 * What is ready for everybody is made once per change, not per view. The campaign's public version is read each time (one indexed
 * row), so that what was withdrawn is gone with the very next request, whichever process did it. Under many requests at once only
 * one makes it; where nothing but counts may have changed, the others get the one before meanwhile.
 */
export async function ready<T>(house: House, campaign: Campaign, name: string, make: () => Promise<T>): Promise<T> {
  const version = await publicVersion(house.db, campaign.id)
  const key = `${house.db.url} ${campaign.id} ${name}`
  const found = kept.get(key)
  const now = house.clock.now().getTime()
  const current = found?.version === version
  if (current && now - found.madeAt < countsMayLag) return found.value as T

  const job = `${key} ${version}`
  let made = making.get(job) as Promise<T> | undefined
  if (!made) {
    made = make().finally(() => making.delete(job))
    making.set(job, made)
    // Kept under the version read before it was made: a change meanwhile makes it stale, never wrong.
    void made.then((value) => keep(key, { version, madeAt: now, value }), () => {})
  }
  return current ? (found.value as T) : made
}

function keep(key: string, value: Kept): void {
  kept.delete(key)
  kept.set(key, value)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
}

/** The campaign's public face as it is now. */
export async function snapshotOf(house: House, campaign: Campaign): Promise<Snapshot> {
  return ready(house, campaign, 'snapshot', () => takeSnapshot(house, campaign))
}
