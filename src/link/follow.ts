import type { IncomingMessage, ServerResponse } from 'node:http'
import { campaignBySlug } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { deviceOf } from './device.ts'
import { destination, type Rule } from './rule.ts'
import { countTap } from './tap.ts'

const path = /^\/([a-z0-9-]{1,61})\/l\/([0-9a-z]{4,16})$/

/** What is known of a code. */
export interface Followed {
  campaignId: string
  name: string
  url: string
  rules: Rule[]
  zone: string
  retired: boolean
}

/**
 * Codes asked for lately. A changed link may lead where it led before for this long; what is taken out of use too. That is what lets one small server
 * lead a million people on.
 */
const freshFor = 2_000
const mostKept = 20_000
const kept = new Map<string, { at: number; found: Promise<Followed | undefined> }>()

/** Where a code leads; undefined where there is none. */
export function lookUp(house: House, slug: string, code: string): Promise<Followed | undefined> {
  const key = `${house.db.url} ${slug} ${code}`
  const now = Date.now()
  const there = kept.get(key)
  if (there && now - there.at < freshFor) return there.found
  const found = read(house, slug, code)
  kept.delete(key)
  kept.set(key, { at: now, found })
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  found.catch(() => kept.delete(key))
  return found
}

async function read(house: House, slug: string, code: string): Promise<Followed | undefined> {
  const campaign = await campaignBySlug(house.db, slug)
  if (!campaign) return undefined
  return house.db.row<Followed>(
    `select c.campaign_id as "campaignId", l.name, l.url, l.rules, l.zone, l.retired_at is not null as retired
     from short_link_code c join short_link l on l.campaign_id = c.campaign_id and l.id = c.link_id where c.campaign_id = $1 and c.code = $2`,
    [campaign.id, code],
  )
}

/**
 * `/{slug}/l/{code}`: leads on, and counts the tap. False where it leads nowhere: then a page says so. Written to the plain response, before any page is
 * drawn: no cookie is read or set, no address looked at, and the network to which it leads is not told where somebody came from.
 */
export async function follow(house: House, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const match = path.exec(request.url!.split('?', 1)[0]!)
  if (!match || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const [, slug, code] = match as unknown as [string, string, string]
  const found = await lookUp(house, slug, code)
  if (!found || found.retired) return false
  const device = deviceOf(String(request.headers['user-agent'] ?? ''), request.headers['save-data'] === 'on')
  const ahead = /prefetch|prerender/i.test(`${request.headers['sec-purpose'] ?? ''} ${request.headers['purpose'] ?? ''}`)
  if (request.method === 'GET' && !ahead) countTap(house, found.campaignId, code, device)
  response.writeHead(302, {
    location: destination(found, device, house.clock.now()), 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'content-length': '0',
  }).end()
  return true
}

/** Whether an address is that of a short link. */
export function isShortLink(url: string): boolean {
  return path.test(url.split('?', 1)[0]!)
}

/** The address of a code, as it is given out. */
export function shortUrl(house: Pick<House, 'origin'>, slug: string, code: string): string {
  return `${house.origin}/${slug}/l/${code}`
}
