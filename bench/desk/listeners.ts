/**
 * A process with open desks in it: each follows the live events of a campaign as a browser does. It also hears PostgreSQL announce each
 * commit, which is the soonest that anything of ours could know. Told what to follow in one message, and to stop in another.
 */
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import pg from 'pg'
import { drawer } from '../replay/people.ts'

export interface Following {
  url: string
  campaignId: string
  /** One desk each: the address of the API of the campaign, and a token. */
  desks: { base: string; token: string }[]
  /** So many of them lose their line each second, and come back within three. */
  drops: number
  /** The first so many never read what they are sent. */
  deaf: number
}

export interface Heard {
  /** Milliseconds from the commit until a desk had it; of desks that were connected all the while. */
  late: number[]
  events: number
  /** Events that a desk heard twice, or not although it came back. */
  twice: number
  missed: number
  dropped: number
  /** Times a desk was told to read the queue afresh, since it had missed too much. */
  reloads: number
}

interface Desk {
  base: string
  token: string
  last: number
  away: boolean
  /** It has just come back: what it hears next it may have missed. */
  behind: boolean
  request?: ClientRequest
}

const announced = new Map<number, number>()
const heard: Heard = { late: [], events: 0, twice: 0, missed: 0, dropped: 0, reloads: 0 }
const draw = drawer(3)
let newest = 0

process.on('message', (message) => void (message === 'stop' ? stop() : begin(message as Following)))

let desks: Desk[] = []
let reading: Desk[] = []
let dropping: NodeJS.Timeout | undefined

async function begin({ url, campaignId, desks: wished, drops, deaf }: Following): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  client.on('notification', ({ payload }) => {
    const { campaign, count } = JSON.parse(payload!) as { campaign: string; count: number }
    if (campaign !== campaignId) return
    // They are told in the order of their numbers.
    for (let told = 0; told < count; told++) announced.set(++newest, performance.now())
    heard.events += count
  })
  await client.query('listen clamor_live')
  newest = Number((await client.query('select last from live where campaign_id = $1', [campaignId])).rows[0]?.last ?? 0)
  desks = wished.map((one) => ({ ...one, last: 0, away: false, behind: false }))
  await Promise.all(desks.map((desk, at) => open(desk, at < deaf)))
  reading = desks.slice(deaf)
  if (drops > 0) dropping = setInterval(() => void drop(), 1_000 / drops)
  process.send!('open')
}

function open(desk: Desk, isDeaf = false): Promise<void> {
  return new Promise((done) => {
    const again = desk.last > 0 ? { 'last-event-id': String(desk.last) } : {}
    desk.request = get(`${desk.base}/live`, { agent: false, headers: { authorization: `Bearer ${desk.token}`, ...again } }, (stream) => {
      if (isDeaf) stream.pause()
      else follow(desk, stream, done)
      if (isDeaf) done()
    })
    desk.request.on('error', () => done())
  })
}

function follow(desk: Desk, stream: IncomingMessage, began: () => void): void {
  let rest = ''
  stream.setEncoding('latin1')
  stream.on('error', () => {})
  stream.on('data', (part: string) => {
    const now = performance.now()
    const end = part.lastIndexOf('\n\n')
    if (end === -1) return void (rest += part)
    const whole = rest + part.slice(0, end)
    rest = part.slice(end + 2)
    for (const [, id, kind] of whole.matchAll(/^id: (\d+)\nevent: (\S+)/gm)) take(desk, Number(id), kind!, now)
    began()
  })
}

function take(desk: Desk, id: number, kind: string, now: number): void {
  if (kind === 'hello' || kind === 'reload') {
    if (kind === 'reload') heard.reloads++
    desk.last = id
    return
  }
  if (id <= desk.last) heard.twice++
  else heard.missed += id - desk.last - 1
  desk.last = Math.max(desk.last, id)
  const at = announced.get(id)
  if (at !== undefined && !desk.behind) heard.late.push(Math.max(0, now - at))
  if (id === newest) desk.behind = false
}

function drop(): void {
  const desk = reading[Math.floor(draw() * reading.length)]!
  if (desk.away) return
  heard.dropped++
  desk.away = desk.behind = true
  desk.request?.destroy()
  setTimeout(() => {
    desk.away = false
    void open(desk)
  }, 100 + draw() * 2_900)
}

/** When those that are away are back and have caught up. */
async function stop(): Promise<void> {
  clearInterval(dropping)
  for (let tries = 0; tries < 100 && reading.some((desk) => desk.away || desk.last < newest); tries++) await new Promise((done) => setTimeout(done, 100))
  heard.missed += reading.reduce((sum, desk) => sum + Math.max(0, newest - desk.last), 0)
  for (const { request } of desks) request?.destroy()
  process.send!(heard, () => process.exit(0))
}

// Whoever started it is gone.
process.on('disconnect', () => process.exit(0))
