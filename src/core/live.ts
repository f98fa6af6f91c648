import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Transactor } from './database.ts'
import type { Log } from './log.ts'

/** Something happened in a campaign that open screens want to know; small, and never anybody's words or address. */
export interface LiveEvent {
  campaign: string
  kind: string
  [detail: string]: unknown
}

const channel = 'clamor_live'

/** Announces `event` when the transaction commits, and not at all when it does not. Limit of PostgreSQL: 8,000 bytes. */
export async function notify(t: Transactor, campaignId: string, event: Omit<LiveEvent, 'campaign'>): Promise<void> {
  await t.rows('select pg_notify($1, $2)', [channel, JSON.stringify({ campaign: campaignId, ...event })])
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
      if (message.payload) this.#emitter.emit('event', JSON.parse(message.payload) as LiveEvent)
    })
    client.on('error', (error) => this.#lost(error))
    await client.connect()
    await client.query(`listen ${channel}`)
    this.#client = client
    // Whoever listens may have missed something while the line was down.
    this.#emitter.emit('event', { campaign: '*', kind: 'reconnected' })
  }

  #lost(error: Error): void {
    if (this.#ended) return
    this.#client = undefined
    this.#log.warn({ error: error.message }, 'live updates lost the database; trying again')
    setTimeout(() => this.start().catch((failed: Error) => this.#lost(failed)), 1_000).unref()
  }

  /** Calls back for each event of a campaign until the returned function is called. */
  subscribe(campaignId: string, listener: (event: LiveEvent) => void): () => void {
    const wanted = (event: LiveEvent) => {
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
