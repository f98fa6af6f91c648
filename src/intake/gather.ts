import { refuse } from '#core/index.ts'
import { alone, type Lane } from '#post/index.ts'

/** While one batch is being committed the next is written. More gain nothing: they would wait for the same rows. */
const underWay = 2

/**
 * Many callers, one transaction: what arrives while one batch is being committed goes into the next together. A single post
 * waits for no timer, and a thousand callers cost a few commits. Batches of a campaign are written and committed one after the other, in
 * the order in which they came; only where a whole batch waits, the next looks up what it needs while the last is written.
 */
export class Gathering<Item, Result> {
  readonly #queue: Call<Item, Result>[] = []
  readonly #store: (items: Item[], lane: Lane) => Promise<Result[]>
  readonly #most: number
  #waiting = 0
  #running = 0
  #written = Promise.resolve()
  #ended = Promise.resolve()

  constructor(store: (items: Item[], lane: Lane) => Promise<Result[]>, most: number) {
    this.#store = store
    this.#most = most
  }

  add(items: Item[]): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ items, resolve, reject })
      this.#waiting += items.length
      this.#go()
    })
  }

  get idle(): boolean {
    return this.#running === 0
  }

  #go(): void {
    while (this.#queue.length > 0 && (this.#running === 0 || (this.#running < underWay && this.#waiting >= this.#most))) void this.#run(this.#next())
  }

  async #run(calls: Call<Item, Result>[]): Promise<void> {
    this.#running += 1
    const items = calls.flatMap((call) => call.items)
    this.#waiting -= items.length
    const [mayWrite, mayCommit] = [this.#written, this.#ended]
    let written = () => {}
    let ended = () => {}
    this.#written = new Promise((resolve) => (written = resolve))
    this.#ended = new Promise((resolve) => (ended = resolve))
    // A batch that failed lets the next pass before it is tried again: that may wait for rows which the next holds.
    const pass = () => [written, ended].forEach((one) => one())
    try {
      const results = await this.#store(items, { mayWrite: () => mayWrite, written, mayCommit: () => mayCommit }).finally(pass)
      hand(calls, results)
    } catch (error) {
      // One caller's poison is not to fail the others.
      if (calls.length === 1) calls[0]!.reject(error)
      else await this.#oneByOne(calls)
    }
    this.#running -= 1
    this.#go()
  }

  #next(): Call<Item, Result>[] {
    let sum = 0
    const over = this.#queue.findIndex((call) => (sum += call.items.length) > this.#most)
    return this.#queue.splice(0, over === -1 ? this.#queue.length : Math.max(over, 1))
  }

  async #oneByOne(calls: Call<Item, Result>[]): Promise<void> {
    for (const call of calls) await this.#store(call.items, alone).then(call.resolve, call.reject)
  }
}

interface Call<Item, Result> {
  items: Item[]
  resolve(results: Result[]): void
  reject(error: unknown): void
}

function hand<Item, Result>(calls: Call<Item, Result>[], results: Result[]): void {
  let at = 0
  for (const call of calls) call.resolve(results.slice(at, (at += call.items.length)))
}

/** How much may wait in this process. Beyond it a sender is told to come back, which is better than an answer that never comes. */
export class Gate {
  readonly #most: number
  #inside = 0

  constructor(most: number) {
    this.#most = most
  }

  async pass<T>(count: number, work: () => Promise<T>): Promise<T> {
    if (this.#inside > 0 && this.#inside + count > this.#most) {
      throw refuse('overloaded', 429, 'More is arriving than can be stored at the moment.', { mend: 'Send it again in a few seconds.', extra: { retryAfter: 2 } })
    }
    this.#inside += count
    try {
      return await work()
    } finally {
      this.#inside -= count
    }
  }
}
