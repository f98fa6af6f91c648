import type { Arrived, House } from '#core/index.ts'
import { campaignsWithOpenArrivals, hasOpenArrivals, openPosts } from '#post/index.ts'
import { CampaignFolding, type Turn } from './folding.ts'

/** How far folding may lag behind what this process takes in before a patient sender is made to wait. */
const mostBehind = 6_000
/** While another process folds a campaign, this one looks now and then whether it is still needed. */
const lookAgainAfter = 50
/** After so many failures in a row the job that sweeps once a minute goes on. */
const attempts = 5

/** The folding of one campaign in this process: runs while there is something to fold, and then forgets itself. */
class Worker {
  readonly #house: House
  readonly #campaignId: string
  readonly #folding: CampaignFolding
  #running: Promise<void> | undefined
  #again = false
  #resting = false
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
      if (this.#again && !this.#resting) void this.wake().catch(() => {})
    })
    return this.#running
  }

  /** Stops after the batch that is being folded. */
  async rest(): Promise<void> {
    this.#resting = true
    await this.#running?.catch(() => {})
    await this.#folding.settle()
  }

  /** Resolves when folding lags no more than it may. */
  async room(): Promise<void> {
    if (this.#behind > mostBehind && this.#running) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  async #run(): Promise<void> {
    while (!this.#resting) {
      this.#again = false
      const turn = await this.#turn()
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

  /** A lost connection or a deadlock passes: what was to be folded is still open. */
  async #turn(): Promise<Turn> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#folding.turn()
      } catch (error) {
        // The house is being closed: the next process goes on.
        if (this.#house.db.pool.ending) return { folded: 0, left: false }
        if (attempt === attempts) throw error
        this.#house.log.warn({ error: String(error), attempt }, 'folding failed and is tried again')
        await new Promise((resolve) => setTimeout(resolve, 100 * attempt))
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

/** Lets what is being folded come to its end, before a house is closed; what is still open after it is for the next process. */
export async function restFolding(house: House): Promise<void> {
  for (const [name, worker] of workers) {
    if (!name.startsWith(`${house.db.url} `)) continue
    workers.delete(name)
    await worker.rest()
  }
}

/** What a process that ended has left open, in every campaign. */
export async function foldLeftovers(house: House): Promise<void> {
  for (const campaignId of await campaignsWithOpenArrivals(house.db)) await foldAll(house, campaignId)
}
