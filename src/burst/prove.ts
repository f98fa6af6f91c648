import { createHmac } from 'node:crypto'
import { refuse, sqlState, uniqueViolation, type House } from '#core/index.ts'
import type { Network } from '#variant/index.ts'

/** What the address of a post tells: on which network it is, and by which id. */
export interface PostAddress {
  network: Network | null
  id: string
}

/** Reads the link of a post as people copy it. Undefined for what is no link; what is unknown is told apart by its whole address. */
export function postAddress(typed: string): PostAddress | undefined {
  const text = typed.trim().slice(0, 2_000)
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  if (!url || !/^https?:$/.test(url.protocol) || !/^[^.]+(\.[^.]+)+$/.test(url.hostname)) return undefined
  const host = url.hostname.toLowerCase().replace(/^(www|mobile|m)\./, '')
  const path = url.pathname
  for (const [network, hosts, pattern] of shapes) {
    if (hosts && !hosts.includes(host)) continue
    const id = pattern.exec(path)?.[1]
    if (id) return { network, id: network === 'mastodon' ? `${host} ${id}` : id }
  }
  // The front page of a network is nobody's post.
  return path.length > 1 ? { network: null, id: `${host}${path}${url.search}` } : undefined
}

const shapes: [Network, string[] | undefined, RegExp][] = [
  ['x', ['x.com', 'twitter.com'], /^\/(?:[^/]+|i\/web)\/status(?:es)?\/(\d{1,25})/],
  ['bluesky', ['bsky.app'], /^\/profile\/[^/]+\/post\/([a-z0-9]{5,30})/i],
  ['threads', ['threads.com', 'threads.net'], /^\/@[^/]+\/post\/([A-Za-z0-9_-]{5,30})/],
  ['telegram', ['t.me'], /^\/(?:s\/)?([A-Za-z0-9_]{3,40}\/\d{1,15})/],
  ['mastodon', undefined, /^\/(?:web\/)?@[^/]+\/(\d{6,25})/],
  ['mastodon', undefined, /^\/users\/[^/]+\/statuses\/(\d{6,25})/],
]

/** Under which a post is known without being named: its link leads to a person, and is not kept. */
export function linkKey(house: Pick<House, 'keys'>, burstId: string, address: PostAddress): Buffer {
  return createHmac('sha256', house.keys.derive('burst link')).update(`${burstId}\0${address.network ?? ''}\0${address.id}`).digest().subarray(0, 16)
}

/** They say that they posted it: with its link, which proves one tap, or by their word alone. A better proof replaces a weaker one. */
export async function proveTap(house: House, campaignId: string, burstId: string, pledgeId: string, number: number, typed: string): Promise<'link' | 'word'> {
  const now = house.clock.now()
  const text = typed.trim()
  const address = text === '' ? undefined : postAddress(text)
  if (text !== '' && !address) throw refuse('link-wrong', 422, 'This is not the link of a post.', { mend: 'Copy it from the post itself, or leave it empty.' })
  try {
    if (address?.network) await freePost(house, campaignId, burstId, pledgeId, address)
    const changed = await house.db.rows(
      `update burst_tap set proof = $5, proved_at = coalesce(proved_at, $6), link_key = $7, network = coalesce($8, network)
       where campaign_id = $1 and pledge_id = $2 and number = $3 and burst_id = $4 and (proof is null or proof = 'word' or ($5 = 'link' and proof = 'link')) returning 1`,
      [campaignId, pledgeId, number, burstId, address ? 'link' : 'word', now, address ? linkKey(house, burstId, address) : null, address?.network ?? null],
    )
    if (changed.length === 0 && !(await isTapped(house, campaignId, pledgeId, number))) throw refuse('not-tapped', 409, 'This text was not opened yet.', { mend: 'Open it on a network first, post it there, then come back.' })
  } catch (error) {
    if (sqlState(error) === uniqueViolation) throw refuse('link-known', 409, 'This post was counted already.', { mend: 'Each post counts once. Copy the link of this one.' })
    throw error
  }
  return address ? 'link' : 'word'
}

/** Their post may have proved somebody else's tap already, when nothing told whose it was: now something does. */
async function freePost(house: House, campaignId: string, burstId: string, pledgeId: string, { network, id }: PostAddress): Promise<void> {
  await house.db.rows(
    `update burst_tap set proof = null, proved_at = null, post_id = null
     where campaign_id = $1 and burst_id = $2 and pledge_id <> $3 and post_id in (select id from post where campaign_id = $1 and channel = $4 and external_id = $5)`,
    [campaignId, burstId, pledgeId, network, id],
  )
}

async function isTapped(house: House, campaignId: string, pledgeId: string, number: number): Promise<boolean> {
  return (await house.db.row('select 1 from burst_tap where campaign_id = $1 and pledge_id = $2 and number = $3', [campaignId, pledgeId, number])) !== undefined
}
