import { sendDue, type Stop } from './send.ts'
import { changeThings, keep, putThings, removeThings, thingsOf, type Lane, type Thing } from './store.ts'
import { ways } from './ways.ts'

/** How long something may be taken back before it is sent. */
export const graceMilliseconds = 10_000
const syncTag = 'clamor-offline'

/** A lane on a page: what is in it, what became of it, and the sending of it. Made once a page; `begin` reads what a crash has left. */
export class Waiting<Data extends object> {
  things: Thing<Data>[] = $state([])
  /** Whether what the device keeps has been read. */
  ready = $state(false)
  sending = $state(false)
  stop: Stop | undefined = $state()
  /** Since when nobody answers. */
  since: Date | undefined = $state()
  /** The browser did not keep something: it keeps nothing at all (then nothing gets ready), or its disk is full. */
  forgetful = $state(false)

  readonly lane: Lane
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #lasting = false
  #round: Promise<void> | undefined
  #others: BroadcastChannel | undefined
  /** Counts what was changed in this page, and the writing of it: what is read beside must not undo it. */
  #changes = 0
  #writing: Promise<unknown> = Promise.resolve()
  /** What the disk had no room for; it lives only in this page. */
  readonly #unkept = new Set<string>()

  constructor(lane: Lane) {
    this.lane = lane
  }

  get waiting(): number {
    return this.things.filter((thing) => thing.state === 'waiting').length
  }

  get sent(): number {
    return this.things.filter((thing) => thing.state === 'sent').length
  }

  get refused(): Thing<Data>[] {
    return this.things.filter((thing) => thing.state === 'refused')
  }

  /** Reads what is there, sends what is due, and goes on doing so while the page is open. Gives back what ends it. */
  async begin(): Promise<() => void> {
    await this.#safely(() => keep(`lane/${this.lane.name}`, { ...this.lane }))
    if (this.forgetful) return () => {}
    await this.#read()
    this.ready = true
    const now = () => void this.send()
    const seen = () => document.visibilityState === 'visible' && now()
    window.addEventListener('online', now)
    document.addEventListener('visibilitychange', seen)
    this.#others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`clamor-offline ${this.lane.name}`)
    if (this.#others) this.#others.onmessage = () => void this.#read()
    now()
    return () => {
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', seen)
      clearTimeout(this.#timer)
      this.#others?.close()
    }
  }

  /** Adds things, or keeps them as they are now; those that wait are sent when their time has come. */
  async put(things: Thing<Data>[]): Promise<void> {
    // Some browsers ask their person: not before there is something to keep.
    if (!this.#lasting) void navigator.storage?.persist?.().catch(() => false)
    this.#lasting = true
    const by = new Map(things.map((thing) => [thing.id, thing]))
    this.things = [...this.things.map((thing) => by.get(thing.id) ?? thing), ...things.filter((thing) => !this.things.some(({ id }) => id === thing.id))].sort((a, b) => a.order - b.order)
    await this.#write(async () => {
      const ids = things.map((thing) => thing.id)
      ids.forEach((id) => this.#unkept.add(id))
      await putThings(things.map((thing) => $state.snapshot(thing) as Thing))
      ids.forEach((id) => this.#unkept.delete(id))
    })
    this.#told()
    this.#plan()
  }

  async remove(ids: string[]): Promise<void> {
    this.things = this.things.filter((thing) => !ids.includes(thing.id))
    await this.#write(() => removeThings(ids))
    this.#told()
  }

  /** Sends what waits, without further grace: somebody asked for it. */
  async sendNow(): Promise<void> {
    const now = Date.now()
    const ids = this.things.filter((thing) => thing.state === 'waiting').map((thing) => ((thing.due = now), thing.id))
    await this.#write(() => changeThings(ids, (thing) => ({ ...thing, due: now })))
    // One that is under way may have been begun before these were due.
    await this.#round
    await this.send()
  }

  /** Resolves when a round of sending is over, whoever began it. */
  async send(): Promise<void> {
    clearTimeout(this.#timer)
    if (this.ready) await (this.#round ??= this.#send().finally(() => (this.#round = undefined)))
  }

  async #send(): Promise<void> {
    this.sending = true
    try {
      this.stop = await sendDue(this.lane, ways[this.lane.way]!)
      this.#tries = this.stop ? this.#tries + 1 : 0
      this.since = this.stop?.why === 'offline' ? (this.since ?? new Date()) : undefined
      await this.#read()
      this.#told()
    } finally {
      this.sending = false
    }
    this.#plan()
  }

  /** Comes back when the next is due; after a failure ever later, up to a minute. */
  #plan(): void {
    clearTimeout(this.#timer)
    const due = this.things.filter((thing) => thing.state === 'waiting').map((thing) => thing.due)
    if (due.length === 0 || this.stop?.why === 'ended') return
    const wait = this.stop ? (this.stop.after ?? Math.min(2 ** this.#tries, 60)) * 1_000 : Math.max(Math.min(...due) - Date.now(), 50)
    this.#timer = setTimeout(() => void this.send(), wait)
    void this.#sendWhenClosed()
  }

  /** Where the browser can, it sends also when the page was closed in the meantime. */
  async #sendWhenClosed(): Promise<void> {
    const registration = (await navigator.serviceWorker?.getRegistration().catch(() => undefined)) as (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined
    await registration?.sync?.register(syncTag).catch(() => {})
  }

  /** What is being typed in here stays as it is here; everything else is taken as the device has it. */
  async #read(): Promise<void> {
    let stored: Thing[] | undefined
    for (let seen = -1; seen !== this.#changes; ) {
      seen = this.#changes
      await this.#writing
      stored = await this.#safely(() => thingsOf(this.lane.name))
    }
    if (!stored) return
    const open = new Map(this.things.filter((thing) => thing.state === 'open').map((thing) => [thing.id, thing]))
    const unkept = this.things.filter((thing) => this.#unkept.has(thing.id))
    const read = stored.filter((thing) => !this.#unkept.has(thing.id)).map((thing) => (thing.state === 'open' ? (open.get(thing.id) ?? thing) : thing)) as Thing<Data>[]
    this.things = [...read, ...unkept].sort((a, b) => a.order - b.order)
  }

  #write(work: () => Promise<void>): Promise<unknown> {
    this.#changes += 1
    return (this.#writing = this.#writing.then(() => this.#safely(work)))
  }

  #told(): void {
    this.#others?.postMessage('changed')
  }

  async #safely<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch {
      this.forgetful = true
      return undefined
    }
  }
}
