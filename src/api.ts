import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { newApi, problem, refuse, version, type Api, type CampaignRef, type House } from '#core/index.ts'
import { actorOf, honourIdempotencyKey, identityOf } from '#person/index.ts'
import { readableApi } from './api-page.ts'
import { slices } from './flow.ts'

/** What a route may be sent unless it says otherwise; intake has a larger bound of its own. */
const usualBody = 1_000_000
/** A picture of at most 10 MB, in base64, with what is said of it. */
const ofPicture = 14_500_000
const pictured = /^\/api\/campaigns\/[^/]+\/((publications\/[^/]+|press)\/pictures|coverage\/[^/]+\/entries(\/[^/]+)?)$/
const bulky = /^\/api\/campaigns\/[^/]+\/(posts|mail|imports(\/look)?|places\/imports|(sheets|collect)\/photos\/[^/]+)$/

/** Everything under /api. `addressOf`: whoever asks, as far as the proxies in front are believed. */
export function apiOf(house: House, addressOf: (request: Request) => string): Api {
  const api = newApi()
  const identity = identityOf(house)
  const small = bounded(usualBody, `At most ${usualBody / 1_000} kB are taken here.`)
  const picture = bounded(ofPicture, 'A picture has at most 10 MB.')

  api.use('/api/*', async (c, next) => {
    c.set('house', house)
    c.set('address', addressOf(c.req.raw))
    if (pictured.test(c.req.path)) return picture(c, next)
    if (!bulky.test(c.req.path)) return small(c, next)
    await next()
  })
  api.all('/api/auth/*', (c) => identity.handler(c.req.raw, c.var.address))

  api.use('/api/*', async (c, next) => {
    const bearer = c.req.header('authorization')?.match(/^Bearer\s+(\S+)$/i)?.[1]
    // A page of somebody else's must not act with the cookie of whoever visits it.
    if (!bearer && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) refuseForeign(c.req.raw)
    if (!bulky.test(c.req.path)) refuseOtherThanJson(c.req.raw)
    c.set('actor', await actorOf(house, { bearer, cookie: c.req.header('cookie') }))
    await next()
  })
  api.use('/api/campaigns/:slug/*', async (c, next) => {
    c.set('campaign', await campaignAt(house, c.req.param('slug')))
    await next()
  })
  api.use('/api/campaigns/:slug/*', honourIdempotencyKey)
  api.use('/api/campaigns', honourIdempotencyKey)

  for (const slice of slices) slice.api?.(api)

  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  api.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Clamor', version, description: 'The campaign desk. Errors are application/problem+json (RFC 9457) with a stable code.', license: { name: 'AGPL-3.0-or-later' } },
    security: [{ token: [] }],
  })
  api.get('/api', (c) => c.html(readableApi(api)))
  return api
}

/** A body that says itself that it is too large is not begun: begun and left, it would take the connection, and the answer, with it. */
function bounded(maxSize: number, words: string): MiddlewareHandler {
  const onError = (c: Context) => problem(c, refuse('too-large', 413, words))
  const read = bodyLimit({ maxSize, onError })
  return async (c, next) => (Number(c.req.header('content-length') ?? 0) > maxSize ? onError(c) : read(c, next))
}

const campaigns = new WeakMap<House, Map<string, CampaignRef>>()

/** Once there, a campaign keeps its address and its organisation for ever: it is looked up once. */
async function campaignAt(house: House, slug: string): Promise<CampaignRef> {
  let found = campaigns.get(house)
  if (!found) campaigns.set(house, (found = new Map()))
  const known = found.get(slug)
  if (known) return known
  const campaign = /^[a-z0-9-]{1,61}$/.test(slug) ? await house.db.row<CampaignRef>(`select id, slug, organisation_id as "organisationId" from campaign where slug = $1`, [slug]) : undefined
  // To everybody without a part in a campaign it does not exist; `allow` says the same words.
  if (!campaign) return { id: '00000000-0000-0000-0000-000000000000', slug, organisationId: '' }
  found.set(slug, campaign)
  return campaign
}

function refuseForeign(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const own = request.headers.get('host')
  const foreign = site ? site !== 'same-origin' && site !== 'none' : origin !== null && URL.parse(origin)?.host !== own
  if (foreign) throw refuse('foreign-origin', 403, 'This came from a page of another site.')
}

/** A body of another type would be taken for an empty one, and half a wish is worse than none. */
function refuseOtherThanJson(request: Request): void {
  const type = request.headers.get('content-type')
  if (request.body === null || type === null || /\bjson\b/i.test(type)) return
  throw refuse('unsupported', 415, `A body of the type ${type.slice(0, 60)} is not taken here.`, { mend: 'Send Content-Type: application/json.' })
}
