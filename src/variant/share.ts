import type { Network } from './network.ts'

/** What a share link carries. Networks take of it what they know. */
export interface Shared {
  text: string
  link?: string | null | undefined
  /** X: appended as #a #b. */
  hashtags?: readonly string[]
  /** X: "via @name", and accounts that it proposes to follow afterwards. */
  via?: string
  related?: readonly string[]
  /** X: the post that is answered. */
  inReplyTo?: string
  /** Threads: one topic of at most 50 characters, and who may answer. */
  tag?: string
  replyControl?: 'everyone' | 'accounts_you_follow' | 'mentioned_only'
  /** SMS and e-mail: to whom. WhatsApp: to the first of them. */
  to?: readonly string[]
  cc?: readonly string[]
  subject?: string
  /** Mastodon: the server where somebody has an account. Without it they are asked for theirs, in their own browser. */
  server?: string
}

/**
 * The address that opens a network with the text ready written; the person presses send there. Undefined where the network has no such
 * address, or none without a link. Every part is percent-encoded whole, so that no text can add a field of its own.
 */
export function shareLink(network: Network, shared: Shared): string | undefined {
  const { text, link } = shared
  const whole = composed(network, shared)
  switch (network) {
    case 'x':
      return query('https://x.com/intent/tweet', {
        text: text.normalize('NFC'), url: link, hashtags: shared.hashtags?.join(','), via: shared.via, related: shared.related?.join(','), in_reply_to: shared.inReplyTo,
      })
    case 'bluesky':
      return query('https://bsky.app/intent/compose', { text: whole })
    case 'mastodon':
      // In the fragment the text stays off the server that passes it on. The old form broke with a `url=` of its own: the link is in the text.
      return shared.server ? query(`https://${shared.server}/share`, { text: whole }) : `https://share.joinmastodon.org/#text=${encoded(whole)}`
    case 'threads':
      return query('https://www.threads.com/intent/post', { text, url: link, tag: shared.tag?.slice(0, 50), reply_control: shared.replyControl })
    case 'whatsapp':
      return query(`https://wa.me/${(shared.to?.[0] ?? '').replace(/\D/g, '')}`, { text: whole })
    case 'telegram':
      // Its link wants a url, which comes first; without one the text goes in its place, and is what the chat begins with.
      return query('https://t.me/share/url', link ? { url: link, text } : { url: text })
    case 'facebook':
      return link ? query('https://www.facebook.com/sharer/sharer.php', { u: link }) : undefined
    case 'linkedin':
      return link ? query('https://www.linkedin.com/sharing/share-offsite/', { url: link }) : undefined
    case 'sms':
      return query(`sms:${numbers(shared.to)}`, { body: whole })
    case 'email':
      return query(`mailto:${addresses(shared.to)}`, { subject: shared.subject, body: whole.replaceAll(/\r\n?|\n/g, '\r\n'), cc: shared.cc?.join(',') })
    default:
      return undefined
  }
}

/** The text as it stands on the network, its link included: what is counted, and what is copied by hand. */
export function composed(network: Network, { text, link }: Pick<Shared, 'text' | 'link'>): string {
  if (!link) return text
  return network === 'email' || network === 'telegram' ? `${text}\n\n${link}` : `${text} ${link}`
}

function query(address: string, fields: Record<string, string | null | undefined>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return given.length === 0 ? address : `${address}?${given.map(([name, value]) => `${name}=${encoded(value!)}`).join('&')}`
}

/** RFC 3986: everything but its unreserved signs. `encodeURIComponent` leaves five of the reserved ones. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function numbers(to: readonly string[] = []): string {
  return to.map((number) => number.replaceAll(/[^\d+]/g, '')).filter(Boolean).join(',')
}

/** The @ of an address stays as it is (RFC 6068). */
function addresses(to: readonly string[] = []): string {
  return to.map((address) => encoded(address).replaceAll('%40', '@')).join(',')
}
