import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MiddlewareHandler } from 'hono'
import { open, refuse, seal, type ApiContext, type House, type Transactor } from '#core/index.ts'
import { may } from './may.ts'

const keptHours = 24
/** A call that is not answered after this was cut off by a crash, and may be made again. */
const abandonedSeconds = 60
/** A whole batch of posts; of a larger file only the beginning and the length are compared. */
const comparedBytes = 16 * 1_048_576
const patienceMilliseconds = 2_000
/** Stands for the campaign where a call is about none yet: one that adds a campaign. */
const nowhere = '00000000-0000-0000-0000-000000000000'

interface Place {
  campaignId: string
  actor: string
  key: string
}

interface Kept {
  request: Buffer
  status: number | null
  headers: Record<string, string> | null
  answer: Buffer | null
  createdAt: Date
}

/**
 * Honours `Idempotency-Key` on POST and PATCH: the same call made again is answered with the first answer and done once. A call that was
 * refused or failed has done nothing and is forgotten, so that it can be tried again. Without the header this costs one look at it.
 */
export const honourIdempotencyKey: MiddlewareHandler<ApiContext> = async (c, next) => {
  const key = c.req.method === 'POST' || c.req.method === 'PATCH' ? c.req.header('idempotency-key') : undefined
  const { house, actor } = c.var
  const campaign = c.var.campaign as ApiContext['Variables']['campaign'] | undefined
  // Whoever has no part in the campaign is refused by the route, and leaves no row here.
  if (key === undefined || !actor || (campaign && !may(actor, campaign, 'campaign.read'))) return next()
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw refuse('idempotency-key-wrong', 400, 'An Idempotency-Key has 1 to 200 visible ASCII characters.')
  const place = { campaignId: campaign?.id ?? nowhere, actor: actor.token?.id ?? actor.person.id, key }
  const request = await hashOf(c.req.raw)
  const kept = await take(house, place, request)
  if (kept) return again(house, kept)
  try {
    await next()
  } catch (error) {
    await forget(house, place)
    throw error
  }
  if (c.res.status >= 400) return forget(house, place)
  await keep(house, place, c.res.clone())
}

/** Words that were withdrawn might stand in a kept answer: the answers go, that the calls were made stays. Part of `withdraw`. */
export async function blankAnswers(t: Transactor, campaignId: string): Promise<void> {
  await t.run('update idempotency set answer = null where campaign_id = $1 and answer is not null', [campaignId])
}

/** Of method, address, length and the beginning of the body: what is read here waits in memory for the route, so it has a bound. */
async function hashOf(request: Request): Promise<Buffer> {
  const { pathname, search } = new URL(request.url)
  const about = [`${request.method} ${pathname}${search}`, request.headers.get('content-type'), request.headers.get('content-length')]
  const hash = createHash('sha256').update(`${about.join('\n')}\n`)
  const reader = request.clone().body?.getReader()
  for (let bytes = 0; reader && bytes < comparedBytes; ) {
    const { value, done } = await reader.read()
    if (done) return hash.digest()
    hash.update(value)
    bytes += value.length
  }
  // Not waited for: the half of a divided stream is only let go of when the other half has ended too.
  void reader?.cancel()
  return hash.digest()
}

/** Undefined: the call is ours to make. Otherwise what was kept of the one before; waits a moment for one that is being made. */
async function take(house: House, place: Place, request: Buffer): Promise<Kept | undefined> {
  const deadline = Date.now() + patienceMilliseconds
  for (;;) {
    if (await takePlace(house, place, request)) return undefined
    const kept = await house.db.row<Kept>(
      `select request, status, headers, answer, created_at as "createdAt" from idempotency where campaign_id = $1 and actor = $2 and key = $3`,
      [place.campaignId, place.actor, place.key],
    )
    if (kept && !kept.request.equals(request)) {
      throw refuse('idempotency-key-reused', 422, 'This Idempotency-Key was used for another request.', { mend: 'Use a new key for each request.' })
    }
    if (kept && kept.status !== null) return kept
    if (Date.now() > deadline) {
      throw refuse('in-progress', 409, 'The same request is being worked on.', { mend: 'Ask again in a moment.', extra: { retryAfter: 2 } })
    }
    await sleep(50)
  }
}

/** Inserts our row, or takes over one that is past its day or was left behind by a crash. */
async function takePlace(house: House, place: Place, request: Buffer): Promise<boolean> {
  const now = house.clock.now()
  const row = await house.db.row(
    `insert into idempotency (campaign_id, actor, key, request, created_at) values ($1, $2, $3, $4, $5)
     on conflict (campaign_id, actor, key) do update
       set request = excluded.request, status = null, headers = null, answer = null, created_at = excluded.created_at
       where idempotency.created_at < $6 or (idempotency.status is null and idempotency.request = excluded.request and idempotency.created_at < $7)
     returning 1`,
    [place.campaignId, place.actor, place.key, request, now, before(now, keptHours * 3_600), before(now, abandonedSeconds)],
  )
  return row !== undefined
}

async function keep(house: House, place: Place, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer())
  const headers = Object.fromEntries(['content-type', 'location', 'retry-after'].flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  }))
  await house.db.rows(
    `update idempotency set status = $4, headers = $5, answer = $6 where campaign_id = $1 and actor = $2 and key = $3`,
    [place.campaignId, place.actor, place.key, response.status, JSON.stringify(headers), seal(keyOf(house), body)],
  )
  // The day's tidying rides along: this campaign's, a few at a time, by index.
  await house.db.rows(
    `delete from idempotency where campaign_id = $1 and (actor, key) in (
       select actor, key from idempotency where campaign_id = $1 and created_at < $2 order by created_at limit 20)`,
    [place.campaignId, before(house.clock.now(), keptHours * 3_600)],
  )
}

async function forget(house: House, place: Place): Promise<void> {
  await house.db.rows('delete from idempotency where campaign_id = $1 and actor = $2 and key = $3', [place.campaignId, place.actor, place.key])
}

function again(house: House, kept: Kept): Response {
  if (!kept.answer) throw refuse('answer-gone', 409, 'This request was done; its answer is not kept any more.', { mend: 'Read what it made instead of asking again.' })
  const headers = { ...kept.headers, 'idempotency-replayed': 'true' }
  const body = open(keyOf(house), kept.answer)
  return new Response(body.length > 0 ? new Uint8Array(body) : null, { status: kept.status!, headers })
}

// Answers hold posts' words; sealed, they are not one more readable copy in a backup.
function keyOf(house: House): Buffer {
  return house.keys.derive('idempotency')
}

function before(now: Date, seconds: number): Date {
  return new Date(now.getTime() - seconds * 1_000)
}
