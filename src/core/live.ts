import { EventEmitter } from 'node:events'
import pg from 'pg'
import { prepared, type Last, type Reader, type Transactor } from './database.ts'
import type { Log } from './log.ts'

/** Something happened in a campaign that open screens want to know; small, and never anybody's words or address. */
export interface LiveEvent {
  campaign: string
  /** Counts up within the campaign, without gaps, in the order of commits. */
  id: number
  kind: string
  [detail: string]: unknown
}

/** What is announced by one process to all: `read`: the event was too long to travel, its details are in the log. */
export type LiveSignal = LiveEvent & { read?: true }

const channel = 'clamor_live'
/** Events kept of each campaign: some minutes of a busy evening. Whoever was away for longer reads the queue afresh. */
export const eventsKept = 1_000
/** PostgreSQL carries 8,000 bytes. */
const longestPayload = 7_000

type Announced = Omit<LiveEvent, 'campaign' | 'id'>
const waiting = new WeakMap<Transactor, Map<string, Announced[]>>()

/** Announces `event` when the transaction commits, and not at all when it does not. */
export async function notify(t: Transactor, campaignId: string, event: Announced & { kind: string }): Promise<void> {
  let campaigns = waiting.get(t)
  if (!campaigns) {
    const all = (campaigns = new Map<string, Announced[]>())
    waiting.set(t, all)
    // Last of all: the number is taken under a lock that must not be held while anybody waits for another one.
    t.beforeCommit(() => [...all.keys()].sort().map((id) => announcement(id, all.get(id)!)))
  }
  campaigns.set(campaignId, [...(campaigns.get(campaignId) ?? []), event])
}

/** Counts and keeps the events; what tells the processes of them goes out with the commit, since each wait under this lock is one of the whole campaign. */
function announcement(campaignId: string, events: Announced[]): Last {
  return {
    sql: prepared(
      `with counted as (
         insert into live (campaign_id, last) values ($1, $2) on conflict (campaign_id) do update set last = live.last + $2 returning last),
       kept as (
         insert into live_event (campaign_id, id, event)
         select $1, counted.last - $2 + given.place, given.event::jsonb from counted, unnest($3::text[]) with ordinality as given (event, place))
       select last from counted`),
    parameters: [campaignId, events.length, events.map((event) => JSON.stringify(event))],
    next([{ last: counted }]) {
      const last = Number(counted)
      const first = last - events.length + 1
      const payloads = events.map((event, place) => payloadOf(campaignId, first + place, event))
      // Told on its own: on a cluster it is for the node to which everybody listens.
      const told = { sql: prepared(`select pg_notify($1, payload) from unnest($2::text[]) as payload`), parameters: [channel, payloads] }
      if (Math.floor(last / 100) === Math.floor((first - 1) / 100)) return [told]
      return [told, { sql: prepared(`delete from live_event where campaign_id = $1 and id <= $2`), parameters: [campaignId, last - eventsKept] }]
    },
  }
}

function payloadOf(campaign: string, id: number, event: Announced): string {
  const whole = JSON.stringify({ campaign, id, ...event })
  return Buffer.byteLength(whole) <= longestPayload ? whole : JSON.stringify({ campaign, id, kind: event['kind'], read: true })
}

/** Number of the last event of a campaign; 0 when there was none. */
export async function lastEvent(reader: Reader, campaignId: string): Promise<number> {
  return Number((await reader.row<{ last: string }>(`select last from live where campaign_id = $1`, [campaignId]))?.last ?? 0)
}

/** The events after the one of this number, in their order; undefined when some of them are not kept any more. */
export async function eventsAfter(reader: Reader, campaignId: string, after: number): Promise<LiveEvent[] | undefined> {
  const last = await lastEvent(reader, campaignId)
  // A number that was never given is of another database: a restored backup.
  if (after > last) return undefined
  const rows = await reader.rows<{ id: string; event: { kind: string } }>(
    `select id, event from live_event where campaign_id = $1 and id > $2 order by id`, [campaignId, after])
  const whole = rows.length === 0 ? after === last : Number(rows[0]!.id) === after + 1
  return whole ? rows.map(({ id, event }) => ({ ...event, campaign: campaignId, id: Number(id) })) : undefined
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
    this.#emitter.emit('event', { campaign: '*', id: 0, kind: 'reconnected' })
  }

  #lost(error: Error): void {
    if (this.#ended) return
    this.#client = undefined
    this.#log.warn({ error: error.message }, 'live updates lost the database; trying again')
    setTimeout(() => this.start().catch((failed: Error) => this.#lost(failed)), 1_000).unref()
  }

  /** Calls back for each event of a campaign, and with `reconnected` when some may be missing, until the returned function is called. */
  subscribe(campaignId: string, listener: (event: LiveSignal) => void): () => void {
    const wanted = (event: LiveSignal) => {
      if (event.campaign === campaignId || event.campaign === '*') listener(event)
    }
    this.#emitter.on('event', wanted)
    return () => this.#emitter.off('event', wanted)
  }

  async end(): Promise<void> {
    this.#ended = true
    await this.#client?.end()
  }
}
