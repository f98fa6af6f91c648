import { EventEmitter } from 'node:events'
import pg from 'pg'
import { prepared, type Last, type Reader, type Transactor } from './data/index.ts'
import type { Log } from './log.ts'

/** Something happened in a campaign that open screens want to know; small, and never anybody's words or address. */
export interface LiveEvent {
  campaign: string
  /** Counts up within the campaign, without gaps, in the order of commits. */
  id: number
  kind: string
  [detail: string]: unknown
}

/** Told by one process to all: so many events of a campaign (`*`: perhaps of any) are new in its log. */
export interface LiveSignal {
  campaign: string
  count: number
}

const channel = 'clamor_live'
/** Events kept of each campaign: some minutes of a busy evening. Whoever was away for longer reads the queue afresh. */
export const eventsKept = 1_000

type Announced = Omit<LiveEvent, 'campaign' | 'id'>
const waiting = new WeakMap<Transactor, Map<string, Announced[]>>()

/** Announces `event` when the transaction commits, and not at all when it does not. */
export async function notify(t: Transactor, campaignId: string, event: Announced & { kind: string }): Promise<void> {
  let campaigns = waiting.get(t)
  if (!campaigns) {
    const all = (campaigns = new Map<string, Announced[]>())
    waiting.set(t, all)
    // Last of all: the number is taken under a lock that must not be held while anybody waits for another one.
    t.beforeCommit(() => [...all.keys()].sort().flatMap((id) => announcement(id, all.get(id)!)))
  }
  campaigns.set(campaignId, [...(campaigns.get(campaignId) ?? []), event])
}

/**
 * Counts and keeps the events, and takes down the oldest once in a hundred; then tells that there are some. What they say is in the log: a
 * number that had to be waited for before it is told would hold everybody at the campaign's desk for a round trip. Told on its own, since on
 * a cluster it is for the node to which everybody listens.
 */
function announcement(campaignId: string, events: Announced[]): Last[] {
  return [
    {
      sql: prepared(
        `with counted as (
           insert into live (campaign_id, last) values ($1, $2) on conflict (campaign_id) do update set last = live.last + $2 returning last),
         gone as (
           delete from live_event where campaign_id = $1 and id <= (select last - ${eventsKept} from counted) and (select last / 100 > (last - $2) / 100 from counted))
         insert into live_event (campaign_id, id, event)
         select $1, counted.last - $2 + given.place, given.event::jsonb from counted, unnest($3::text[]) with ordinality as given (event, place)`),
      parameters: [campaignId, events.length, events.map((event) => JSON.stringify(event))],
    },
    { sql: prepared(`select pg_notify('${channel}', $1)`), parameters: [JSON.stringify({ campaign: campaignId, count: events.length } satisfies LiveSignal)] },
  ]
}

/** Tells all processes, once the transaction commits, that something of the whole house is to be read anew; `topic`: what they subscribe to. */
export async function tellHouse(t: Transactor, topic: string): Promise<void> {
  await t.rows(`select pg_notify('${channel}', $1)`, [JSON.stringify({ campaign: topic, count: 0 } satisfies LiveSignal)])
}

/** Number of the last event of a campaign; 0 when there was none. */
export async function lastEvent(reader: Reader, campaignId: string): Promise<number> {
  return Number((await reader.row<{ last: string }>(`select last from live where campaign_id = $1`, [campaignId]))?.last ?? 0)
}

/** The events after the one of this number, in their order; undefined when some of them are not kept any more. */
export async function eventsAfter(reader: Reader, campaignId: string, after: number): Promise<LiveEvent[] | undefined> {
  const rows = await reader.rows<{ last: string; id: string | null; event: { kind: string } }>(
    prepared(
      `select l.last, e.id, e.event from live l left join live_event e on e.campaign_id = $1 and e.id > $2
       where l.campaign_id = $1 order by e.id`),
    [campaignId, after],
  )
  const last = Number(rows[0]?.last ?? 0)
  const events = rows.flatMap(({ id, event }) => (id === null ? [] : [{ ...event, campaign: campaignId, id: Number(id) }]))
  // A number that was never given is of another database: a restored backup.
  const whole = events.length === 0 ? after === last : events[0]!.id === after + 1
  return whole ? events : undefined
}

/** All events of a campaign that are kept, in their order, and the number of the last one that was given. */
export async function keptEvents(reader: Reader, campaignId: string): Promise<{ last: number; events: LiveEvent[] }> {
  const last = await lastEvent(reader, campaignId)
  const events = (await eventsAfter(reader, campaignId, Math.max(0, last - eventsKept))) ?? []
  return { last: events.at(-1)?.id ?? last, events }
}

/** One listening connection for the whole process; screens subscribe to it in memory. Reconnects by itself. */
export class Live {
  readonly #emitter = new EventEmitter().setMaxListeners(0)
  readonly #url: string
  readonly #log: Log
  #client: pg.Client | undefined
  #ended = false

  constructor(url: string, log: Log) {
    this.#url = url
    this.#log = log
  }

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'clamor live', keepAlive: true })
    client.on('notification', (message) => {
      if (message.payload) this.#emitter.emit('event', JSON.parse(message.payload) as LiveSignal)
    })
    client.on('error', (error) => this.#lost(error))
    await client.connect()
    await client.query(`listen ${channel}`)
    this.#client = client
    // Whoever listens may have missed something while the line was down.
    this.#emitter.emit('event', { campaign: '*', count: 0 } satisfies LiveSignal)
  }

  #lost(error: Error): void {
    if (this.#ended) return
    this.#client = undefined
    this.#log.warn({ error: error.message }, 'live updates lost the database; trying again')
    setTimeout(() => this.start().catch((failed: Error) => this.#lost(failed)), 1_000).unref()
  }

  /** Calls back when there is something new in the log of a campaign, or may be, until the returned function is called. */
  subscribe(campaignId: string, listener: (signal: LiveSignal) => void): () => void {
    const wanted = (signal: LiveSignal) => {
      if (signal.campaign === campaignId || signal.campaign === '*') listener(signal)
    }
    this.#emitter.on('event', wanted)
    return () => this.#emitter.off('event', wanted)
  }

  async end(): Promise<void> {
    this.#ended = true
    await this.#client?.end()
  }
}
