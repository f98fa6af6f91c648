import type { House } from '#core/index.ts'
import { publicVersion, type Campaign } from '#campaign/index.ts'
import { noMemory, type Memory } from './memory.ts'
import { takeSnapshot, type Snapshot } from './snapshot.ts'

/** Counts may lag this long behind the posts that come in; a decision or a withdrawal shows at once. */
const countsMayLag = 10_000
const mostKept = 2_000

interface Kept {
  version: string
  madeAt: number
  value: unknown
}

/** One making of something; `version`: as it was before. */
interface Making {
  version: string
  made: Promise<unknown>
}

const kept = new Map<string, Kept>()
/** What is being made, and what will be made after it for those who came since with another version. */
const making = new Map<string, Making>()
const following = new Map<string, Promise<unknown>>()

/**
 * What is ready for everybody is made once per change, not per view. The campaign's public version is read each time (one indexed
 * row), so that what was withdrawn is gone with the very next request, whichever process did it. Under many requests at once only
 * one makes it; where nothing but counts may have changed, the others get the one before meanwhile. Changes that come while it is being made are
 * made together, once, when that is done.
 */
export async function ready<T>(house: House, campaign: Campaign, name: string, make: () => Promise<T>): Promise<T> {
  const version = await publicVersion(house.db, campaign.id)
  const key = `${house.db.url} ${campaign.id} ${name}`
  const found = kept.get(key)
  const current = found?.version === version
  if (current && house.clock.now().getTime() - found.madeAt < countsMayLag) return found.value as T
  const running = making.get(key)
  const free = !running && !following.has(key)
  const made = free ? begin(house, key, version, make) : running?.version === version ? running.made : follow(house, campaign, key, running, make)
  return current ? (found.value as T) : (made as Promise<T>)
}

function begin(house: House, key: string, version: string, make: () => Promise<unknown>): Promise<unknown> {
  const madeAt = house.clock.now().getTime()
  const made = make().finally(() => making.get(key)?.made === made && making.delete(key))
  making.set(key, { version, made })
  // Kept under the version read before it was made: a change meanwhile makes it stale, never wrong.
  void made.then((value) => keep(key, { version, madeAt, value }), () => {})
  return made
}

/** One for all who wait; begun after they asked, it holds what they ask for. */
function follow(house: House, campaign: Campaign, key: string, running: Making | undefined, make: () => Promise<unknown>): Promise<unknown> {
  const waited = following.get(key)
  if (waited) return waited
  const next = (running?.made ?? Promise.resolve())
    .catch(() => {})
    .then(() => publicVersion(house.db, campaign.id))
    .then(
      (version) => {
        // In one step: whoever asks in between finds the one or the other.
        following.delete(key)
        return begin(house, key, version, make)
      },
      (error: unknown) => {
        following.delete(key)
        throw error
      },
    )
  following.set(key, next)
  next.catch(() => {})
  return next
}

function keep(key: string, value: Kept): void {
  kept.delete(key)
  kept.set(key, value)
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
}

const memories = new Map<string, Memory>()
const mostMemories = 100

/** The campaign's public face as it is now. */
export async function snapshotOf(house: House, campaign: Campaign): Promise<Snapshot> {
  return ready(house, campaign, 'snapshot', () => takeSnapshot(house, campaign, 'quote', house.db, memoryOf(house, campaign)))
}

function memoryOf(house: House, campaign: Campaign): Memory {
  const key = `${house.db.url} ${campaign.id}`
  const memory = memories.get(key) ?? noMemory()
  memories.delete(key)
  memories.set(key, memory)
  if (memories.size > mostMemories) memories.delete(memories.keys().next().value!)
  return memory
}
