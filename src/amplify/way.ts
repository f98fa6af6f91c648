import { networkRules, shareLink, type Network } from '#variant/index.ts'
import { addressOf } from './address.ts'

/** How a post is repeated: seen where it is and repeated there, repeated at once (X), quoted in one's own words, or passed on elsewhere. */
export const ownWays = ['repost', 'open', 'quote'] as const
/** Where a link is passed on: to whoever one knows there. */
export const passedOnBy = ['whatsapp', 'telegram', 'facebook', 'linkedin', 'sms', 'email'] as const satisfies Network[]
/** A page on the web is told of on networks as well. */
const toldOn = ['x', 'mastodon', 'bluesky', 'threads'] as const satisfies Network[]

export type Way = (typeof ownWays)[number] | (typeof passedOnBy)[number] | (typeof toldOn)[number]
export const ways: readonly Way[] = [...ownWays, ...passedOnBy, ...toldOn]

export function isWay(text: unknown): text is Way {
  return ways.includes(text as Way)
}

interface Repeated {
  network: Network | null
  link: string
  words: string
}

/** The ways that a post has, the first of its own network first. */
export function waysOf(post: Repeated): Way[] {
  return ways.filter((way) => addressBy(way, post, undefined) !== undefined)
}

/**
 * The address that opens a way; undefined where the post has none such. A quote carries the post and the hashtag only: what everybody adds
 * would be the same text from many accounts, which networks take for a machine.
 */
export function addressBy(way: Way, { network, link, words }: Repeated, hashtag: string | undefined): string | undefined {
  if (way === 'open') return link
  if (way === 'repost') return network === 'x' ? `https://x.com/intent/retweet?tweet_id=${addressOf(link).id}` : undefined
  if (way === 'quote') return network && (toldOn as readonly Network[]).includes(network) ? telling(network, '', link, hashtag) : undefined
  if (way === network) return undefined
  if ((passedOnBy as readonly string[]).includes(way)) return shareLink(way, networkRules[way].shares === 'link' ? { text: '', link } : carried(words, link))
  return network === null ? telling(way, words, link, hashtag) : undefined
}

function telling(network: Network, words: string, link: string, hashtag: string | undefined): string | undefined {
  const text = [words, hashtag && `#${hashtag}`].filter(Boolean).join(' ')
  return shareLink(network, carried(text, link))
}

/** A link alone is its own text. */
function carried(text: string, link: string): { text: string; link?: string } {
  return text ? { text, link } : { text: link }
}
