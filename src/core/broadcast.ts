import type { House } from './house.ts'
import { eventsAfter, eventsKept, keptEvents, type LiveEvent } from './live.ts'

/** What comes close together is read together and goes out as one piece: a crowd at work would otherwise mean a write for each event and each desk. */
const tickMilliseconds = 100
const tryAgainMilliseconds = 1_000

/** Whoever follows a broadcast. */
export interface Follower {
  /** There is something new: `since` has it. */
  moved(): void
  /** A person may have no part in the campaign any more, or a session of theirs has ended. */
  personOut(personId: string): void
}

/** What has happened since an event, up to `at`, as it goes over the line. */
export interface Piece {
  at: number
  bytes: Uint8Array
}

const broadcasts = new WeakMap<House, Map<string, Broadcast>>()

/** The broadcast of a campaign in this process. */
export function broadcastOf(house: House, campaignId: string): Broadcast {
  let all = broadcasts.get(house)
  if (!all) broadcasts.set(house, (all = new Map()))
  let one = all.get(campaignId)
  if (!one) all.set(campaignId, (one = new Broadcast(house, campaignId)))
  return one
}

/**
 * What happens in one campaign, for all streams of this process: each event is made ready once, and the last ones are kept, so that whoever
 * comes back is answered without asking the database. It takes the memory of the events kept, however many follow and however slowly they read.
 */
export class Broadcast {
  readonly #house: House
  readonly #campaignId: string
  readonly #followers = new Set<Follower>()
  /** The last events in their order, without a gap, up to number `at`. */
  #kept: { id: number; bytes: Uint8Array }[] = []
  /** Undefined: nothing was read yet, which is not the same as that nothing has ever happened. */
  #at: number | undefined
  /** Counts up when everybody has left: what was being read for them is nobody's any more. */
  #era = 0
  #pieces = new Map<number, Piece>()
  #leave: (() => void) | undefined
  #opened: Promise<void> | undefined
  #reading: Promise<void> | undefined
  #readingNext: Promise<void> | undefined
  #readAt = 0
  #soon: NodeJS.Timeout | undefined

  constructor(house: House, campaignId: string) {
    this.#house = house
    this.#campaignId = campaignId
  }

  /** Calls `follower` until the returned function is called. Resolved `ready`: what was kept before is here. */
  follow(follower: Follower): { ready: Promise<void>; leave(): void } {
    this.#followers.add(follower)
    // Heard from before the log is read, so that nothing falls between the two.
    this.#leave ??= this.#house.live.subscribe(this.#campaignId, () => this.#catchUpSoon())
    this.#opened ??= this.catchUp().catch((error: unknown) => {
      this.#opened = undefined
      throw error
    })
    return { ready: this.#opened, leave: () => this.#unfollow(follower) }
  }

  #unfollow(follower: Follower): void {
    this.#followers.delete(follower)
    if (this.#followers.size > 0) return
    this.#leave?.()
    clearTimeout(this.#soon)
    this.#leave = this.#opened = this.#soon = undefined
    this.#kept = []
    this.#at = undefined
    this.#era += 1
  }

  /** Number of the last event that is here. */
  get at(): number {
    return this.#at ?? 0
  }

  /** What happened after the event of this number; undefined when some of it is not kept any more, or the number was never given. */
  since(after: number): Piece | undefined {
    const at = this.at
    if (after === at) return { at: after, bytes: nothing }
    const first = this.#kept[0]?.id ?? Infinity
    if (!(after < at && after >= first - 1)) return undefined
    let piece = this.#pieces.get(after)
    // Most stand at the same event: one piece for all of them.
    if (!piece) this.#pieces.set(after, (piece = { at, bytes: Buffer.concat(this.#kept.slice(after - first + 1).map(({ bytes }) => bytes)) }))
    return piece
  }

  /** At once when it has been quiet, else with the next tick. */
  #catchUpSoon(inMilliseconds = Math.max(0, this.#readAt + tickMilliseconds - performance.now())): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined
      this.catchUp().catch((error: Error) => {
        this.#house.log.warn({ error: error.message }, 'live events could not be read; trying again')
        if (this.#leave) this.#catchUpSoon(tryAgainMilliseconds)
      })
    }, inMilliseconds)
  }

  /** Reads what is missing from the log, one reading at a time for all; resolves when all that was committed before the call is here. */
  catchUp(): Promise<void> {
    if (!this.#reading) return (this.#reading = this.#read().finally(() => (this.#reading = undefined)))
    // The one under way may have begun before.
    return (this.#readingNext ??= this.#reading.catch(() => {}).then(() => {
      this.#readingNext = undefined
      return this.catchUp()
    }))
  }

  async #read(): Promise<void> {
    this.#readAt = performance.now()
    const [from, era] = [this.#at, this.#era]
    const missed = from === undefined ? undefined : await eventsAfter(this.#house.db, this.#campaignId, from)
    if (era !== this.#era) return
    if (missed) return this.#keep(missed)
    // At first, and when the log has gone on without us: from the last that it keeps.
    const { last, events } = await keptEvents(this.#house.db, this.#campaignId)
    if (era !== this.#era) return
    this.#kept = []
    this.#at = last
    this.#keep(events, { before: from === undefined })
  }

  /** `before`: they happened before anybody followed. */
  #keep(events: LiveEvent[], { before = false } = {}): void {
    for (const event of events) {
      this.#kept.push({ id: event.id, bytes: wire(event) })
      this.#at = event.id
    }
    if (this.#kept.length > eventsKept) this.#kept.splice(0, this.#kept.length - eventsKept)
    this.#pieces.clear()
    for (const one of this.#followers) one.moved()
    const out = before ? [] : events.filter(({ kind }) => kind === 'person-out').map((event) => String(event['person']))
    for (const person of out) for (const one of this.#followers) one.personOut(person)
  }
}

const nothing = new Uint8Array()

/** An event as Server-Sent Events want it. That a person may be out is between the house and them. */
function wire({ campaign: _, id, kind, ...detail }: LiveEvent): Uint8Array {
  return kind === 'person-out' ? nothing : Buffer.from(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(detail)}\n\n`)
}
