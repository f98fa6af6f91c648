import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Database, House } from '#core/index.ts'
import type { Incoming } from '../incoming.ts'
import { pack } from '../items.ts'
import { storedOf, storePosts, type Lane, type Stored, type Timer } from '../store.ts'
import type { Answer, Batch, Begin, Done, Failed, May, Rest } from './message.ts'

/** Fewer posts are stored where they are: carrying them over takes as long. */
const worthCarrying = 250
/** A thread without work is given up, for the memory that it holds. */
const idleMilliseconds = 20_000
/** Its young generation; most of what a batch leaves behind dies in it. */
const youngMegabytes = 12

export interface StoreOptions {
  lane: Lane
  timer: Timer
  /** Adds up what a step took elsewhere. */
  spent(step: string, milliseconds: number): void
}

/** To close its connections; then it is ended as it is. */
const restMilliseconds = 2_000

/** By the database they store into: a process has one house, tests have several. */
const threads = new WeakMap<Database, Thread | 'none any more'>()

/**
 * Stores a batch like `storePosts`, and large ones in a thread of their own, so that sealing and laying out rows takes nothing from the
 * folding: where posts pour in, storing is a third of what this process computes. The thread begins with the first large batch and ends when
 * none came for a while; until it is there, and on a machine with one core, all is stored where it is.
 */
export function storeBatch(house: House, campaignId: string, items: readonly Incoming[], arrivedAt: Date, options: StoreOptions): Promise<Stored> {
  const thread = items.length >= worthCarrying ? threadOf(house) : undefined
  return thread?.ready ? thread.store(campaignId, items, arrivedAt, options) : storePosts(house, { id: campaignId }, items, arrivedAt, options)
}

/** Ends the thread of this house, and no other begins: its connections close before the database does. */
export async function restStoring({ db }: House): Promise<void> {
  const thread = threads.get(db)
  threads.set(db, 'none any more')
  if (thread instanceof Thread) await thread.end()
}

function threadOf({ db, keys }: House): Thread | undefined {
  const found = threads.get(db)
  if (found === 'none any more' || availableParallelism() < 2) return undefined
  if (found && !found.ended) return found
  const thread = new Thread({ url: db.url, secret: keys.forThread() })
  threads.set(db, thread)
  return thread
}

interface Waiting {
  items: readonly Incoming[]
  arrivedAt: Date
  options: StoreOptions
  resolve(stored: Stored): void
  reject(error: Error): void
}

class Thread {
  ready = false
  /** Takes no more; whoever comes now gets another one. */
  ended = false
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #idle: NodeJS.Timeout | undefined

  constructor(begin: Begin) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: begin, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes }, name: 'storing',
    })
    // It keeps no process alive that has nothing else to do.
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#hear(answer))
    let reason: Error | undefined
    this.#worker.on('error', (error) => (reason = error as Error))
    this.#worker.on('exit', () => {
      this.#close()
      // Whether a batch was committed is not known: sent again it is recognised.
      for (const { reject } of this.#waiting.values()) reject(reason ?? new Error('The thread that stores has ended.'))
      this.#waiting.clear()
    })
  }

  store(campaignId: string, items: readonly Incoming[], arrivedAt: Date, options: StoreOptions): Promise<Stored> {
    const batch = (this.#last += 1)
    clearTimeout(this.#idle)
    this.#worker.ref()
    return new Promise((resolve, reject) => {
      this.#waiting.set(batch, { items, arrivedAt, options, resolve, reject })
      const packed = pack(items)
      this.#say({ batch, campaignId, items: packed, arrivedAt }, [packed.bytes])
      void options.lane.mayWrite().then(() => this.#say({ batch, may: 'write' }))
      void options.lane.mayCommit().then(() => this.#say({ batch, may: 'commit' }))
    })
  }

  /** When what it has begun is stored. */
  async end(): Promise<void> {
    this.#close()
    const gone = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    if (this.#worker.threadId === -1) return
    const late = setTimeout(() => void this.#worker.terminate(), restMilliseconds)
    this.#say('rest')
    await gone
    clearTimeout(late)
  }

  #close(): void {
    this.ready = false
    this.ended = true
    clearTimeout(this.#idle)
  }

  #say(message: Batch | May | Rest, handedOver: ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, handedOver)
  }

  #hear(answer: Answer): void {
    if (answer === 'ready') {
      this.ready = !this.ended
      if (this.ready) this.#restLater()
      return
    }
    const waiting = this.#waiting.get(answer.batch)
    if (!waiting) return
    if ('written' in answer) {
      waiting.options.lane.written()
      return
    }
    this.#waiting.delete(answer.batch)
    if (this.#waiting.size === 0) this.#restLater()
    if ('failed' in answer) waiting.reject(errorOf(answer.failed))
    else waiting.resolve(waitedFor(answer.done, waiting))
  }

  #restLater(): void {
    this.#worker.unref()
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.end(), idleMilliseconds).unref()
  }
}

function waitedFor(done: Done, { items, arrivedAt, options }: Waiting): Stored {
  for (const [step, milliseconds] of Object.entries(done.spent)) options.spent(step, milliseconds)
  const results = done.ids.map((id, place) => ({ id, known: done.known[place]! }))
  const found = done.languages.map((language, at) => ({ language, authorId: done.authorIds[at], links: done.links[at] ?? [] }))
  return storedOf(items, arrivedAt, { results, found, epoch: done.epoch })
}

/** As it was thrown, with what is branched on. */
function errorOf({ message, stack, code }: Failed): Error {
  return Object.assign(new Error(message), { stack, ...(code === undefined ? {} : { code }) })
}
