import type { Arrived, House } from '#core/index.ts'
import { campaignsWithOpenArrivals, hasOpenArrivals, openPosts } from '#post/index.ts'
import { CampaignFolding } from './folding.ts'

/** How far folding may lag behind what this process takes in before a patient sender is made to wait. */
const mostBehind = 8_000
/** While another process folds a campaign, this one looks now and then whether it is still needed. */
const lookAgainAfter = 50

/** The folding of one campaign in this process: runs while there is something to fold, and then forgets itself. */
class Worker {
  readonly #house: House
  readonly #campaignId: string
  readonly #folding: CampaignFolding
  #running: Promise<void> | undefined
  #again = false
  #behind = 0
  #waiting: (() => void)[] = []

  constructor(house: House, campaignId: string) {
    this.#house = house
    this.#campaignId = campaignId
    this.#folding = new CampaignFolding(house, campaignId)
  }

  get running(): boolean {
    return this.#running !== undefined
  }

  /** Makes sure that what is open now gets folded, by whomever. */
  wake(posts = 0): Promise<void> {
    this.#behind += posts
    this.#again = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      this.#caughtUp(Infinity)
      if (this.#again) void this.wake().catch(() => {})
    })
    return this.#running
  }

  /** Resolves when folding lags no more than it may. */
  async room(): Promise<void> {
    if (this.#behind > mostBehind && this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#again = false
      const turn = await this.#folding.turn()
      if (turn === 'held by another') {
        await new Promise((resolve) => setTimeout(resolve, lookAgainAfter))
        const open = await openPosts(this.#house.db, this.#campaignId)
        this.#caughtUp(this.#behind - open)
        if (open === 0 && !this.#again) return
      } else {
        this.#caughtUp(turn.folded)
        if (!turn.left && !this.#again) return
      }
    }
  }

  #caughtUp(posts: number): void {
    this.#behind = Math.max(0, this.#behind - posts)
    if (this.#behind > mostBehind) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

const workers = new Map<string, Worker>()

function workerOf(house: House, campaignId: string): Worker {
  const name = `${house.db.url} ${campaignId}`
  const found = workers.get(name)
  if (found) return found
  // What is remembered of a campaign takes up to some 50 MB: only the last few are kept.
  for (const [other, worker] of workers) {
    if (workers.size < 4) break
    if (!worker.running) workers.delete(other)
  }
  const made = new Worker(house, campaignId)
  workers.set(name, made)
  return made
}

/** Step `arrived`: starts folding, and returns at once unless folding lags far behind. */
export async function foldArrived(house: House, arrived: Arrived): Promise<void> {
  const worker = workerOf(house, arrived.campaignId)
  // A failure leaves the arrivals open; the next batch or the next sweep tries again.
  worker.wake(arrived.postIds.length).catch((error: Error) => house.log.error({ error: error.stack }, 'folding failed; it is tried again'))
  await worker.room()
}

/** Resolves when everything that has arrived in a campaign is folded, by this process or another. */
export async function foldAll(house: House, campaignId: string): Promise<void> {
  do await workerOf(house, campaignId).wake()
  while (await hasOpenArrivals(house.db, campaignId))
}

/** What a process that ended has left open, in every campaign. */
export async function foldLeftovers(house: House): Promise<void> {
  for (const campaignId of await campaignsWithOpenArrivals(house.db)) await foldAll(house, campaignId)
}
