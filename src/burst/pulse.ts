import type { IncomingMessage, ServerResponse } from 'node:http'
import { isUuid, type House } from '#core/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import { burstOf, openStop, stateAt } from './burst.ts'

/**
 * What every open page of a burst listens to: its state, and why it was stopped. Written to plain responses, without a framework and with one
 * timer for all: ten thousand pages stay open at once on a small server, and STOP reaches them within two seconds (bench/burst).
 */
const path = /^\/([a-z0-9-]{1,61})\/burst\/([0-9a-f-]{36})\/pulse$/
const stillHereSeconds = 25
const lookAgainMilliseconds = 250

/** All pages of one burst in this process. */
interface Crowd {
  pages: Set<ServerResponse>
  /** The last state, ready to be written. */
  said: Buffer
  stop(): void
}

const crowds = new Map<string, Promise<Crowd>>()

export function isPulse(address: string): boolean {
  return path.test(address)
}

/** GET /{slug}/burst/{id}/pulse: Server-Sent Events, without sign-in and without a word about anybody. */
export async function pulse(house: House, address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, slug, id] = path.exec(address) as unknown as [string, string, string]
  const campaign = request.method === 'GET' && isUuid(id) ? await campaignBySlug(house.db, slug).catch(() => undefined) : undefined
  const crowd = campaign && (await crowdOf(house, campaign.id, id).catch(() => undefined))
  if (!crowd) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found')
  // No Nagle, no time limit: it is open as long as the page is.
  if (request.socket.destroyed) return
  request.socket.setTimeout(0)
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  // Whoever loses the line comes back within some seconds, not all in the same one.
  response.write(`retry: ${2_000 + Math.floor(Math.random() * 3_000)}\n`)
  response.write(crowd.said)
  crowd.pages.add(response)
  response.on('close', () => leave(house, campaign.id, id, crowd, response))
}

function leave(house: House, campaignId: string, burstId: string, crowd: Crowd, response: ServerResponse): void {
  crowd.pages.delete(response)
  if (crowd.pages.size > 0) return
  crowd.stop()
  crowds.delete(keyOf(house, campaignId, burstId))
}

async function crowdOf(house: House, campaignId: string, burstId: string): Promise<Crowd> {
  const key = keyOf(house, campaignId, burstId)
  let crowd = crowds.get(key)
  if (!crowd) {
    crowd = gather(house, campaignId, burstId)
    crowds.set(key, crowd)
    crowd.catch(() => crowds.delete(key))
  }
  return crowd
}

async function gather(house: House, campaignId: string, burstId: string): Promise<Crowd> {
  const pages = new Set<ServerResponse>()
  const crowd: Crowd = { pages, said: await sayState(house, campaignId, burstId), stop: () => {} }
  const look = async () => {
    const said = await sayState(house, campaignId, burstId)
    if (said.equals(crowd.said)) return
    crowd.said = said
    for (const page of pages) page.write(said)
  }
  const silent = house.live.subscribe(campaignId, seldom(lookAgainMilliseconds, () => {
    void look().catch((error: Error) => house.log.warn({ error: error.message }, 'the pages of a burst were not told'))
  }))
  const timer = setInterval(() => {
    for (const page of pages) page.write(':\n\n')
  }, stillHereSeconds * 1_000)
  timer.unref()
  crowd.stop = () => {
    silent()
    clearInterval(timer)
  }
  return crowd
}

/** At once, and once more at the end of the span for whatever called within it: much happens in a campaign that is none of a burst's. */
function seldom(milliseconds: number, work: () => void): () => void {
  let resting = false
  let again = false
  return function called() {
    if (resting) return void (again = true)
    resting = true
    work()
    setTimeout(() => {
      resting = false
      if (again) {
        again = false
        called()
      }
    }, milliseconds).unref()
  }
}

async function sayState(house: House, campaignId: string, burstId: string): Promise<Buffer> {
  const burst = await burstOf(house.db, campaignId, burstId)
  if (!burst) throw new Error('no such burst')
  const now = house.clock.now()
  const stop = openStop(burst, now)
  const said = { state: stateAt(burst, now), version: burst.version, stops: burst.stops.length, reason: stop?.reason ?? '', at: stop?.from.toISOString() ?? null }
  return Buffer.from(`event: state\ndata: ${JSON.stringify(said)}\n\n`)
}

const keyOf = (house: House, campaignId: string, burstId: string) => `${house.db.url} ${campaignId} ${burstId}`
