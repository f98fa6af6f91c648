import { refuse } from '#core/index.ts'

/**
 * Many callers, one transaction: what arrives while one batch is being committed goes into the next together. A single post
 * waits for no timer, and a thousand callers cost a few commits. One batch of a campaign at a time, so that batches are
 * committed in the order in which they came.
 */
export class Gathering<Item, Result> {
  readonly #queue: Call<Item, Result>[] = []
  readonly #store: (items: Item[]) => Promise<Result[]>
  readonly #most: number
  #running = false

  constructor(store: (items: Item[]) => Promise<Result[]>, most: number) {
    this.#store = store
    this.#most = most
  }

  add(items: Item[]): Promise<Result[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ items, resolve, reject })
      if (!this.#running) void this.#run()
    })
  }

  get idle(): boolean {
    return !this.#running
  }

  async #run(): Promise<void> {
    this.#running = true
    while (this.#queue.length > 0) {
      const calls = this.#next()
      try {
        hand(calls, await this.#store(calls.flatMap((call) => call.items)))
      } catch (error) {
        // One caller's poison is not to fail the others.
        if (calls.length === 1) calls[0]!.reject(error)
        else await this.#oneByOne(calls)
      }
    }
    this.#running = false
  }

  #next(): Call<Item, Result>[] {
    let sum = 0
    const over = this.#queue.findIndex((call) => (sum += call.items.length) > this.#most)
    return this.#queue.splice(0, over === -1 ? this.#queue.length : Math.max(over, 1))
  }

  async #oneByOne(calls: Call<Item, Result>[]): Promise<void> {
    for (const call of calls) await this.#store(call.items).then(call.resolve, call.reject)
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
