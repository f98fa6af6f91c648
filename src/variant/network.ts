import type { Measure } from './count.ts'

/** Services on which people post by hand, each with the way it counts. What its API allows is another matter: `channel/`. */
export const networks = [
  'x', 'mastodon', 'bluesky', 'threads', 'whatsapp', 'telegram', 'facebook', 'linkedin', 'instagram', 'messenger', 'line', 'reddit', 'lemmy', 'tiktok', 'sms', 'email',
] as const
export type Network = (typeof networks)[number]

export interface NetworkRule {
  /** As it calls itself; a name is not translated. */
  name: string
  counts: Measure
  /** The longest text; none where nothing is known to end it. */
  most?: number
  /** The longest text in bytes, where that is counted as well. */
  bytes?: number
  /**
   * How its share link carries a text: `text`, `link` (a link only: the text is copied by hand), or `none` (there is no such link).
   * Only the first can be posted with one tap.
   */
  shares: 'text' | 'link' | 'none'
}

/**
 * THE table of lengths and share links (PEERS: the networks' own documents, mid 2026). Mastodon's length is each server's own; 500 is what
 * a server has that changed nothing. TikTok, LINE, Messenger and Instagram: their messages, Instagram's captions.
 */
export const networkRules: Record<Network, NetworkRule> = {
  x: { name: 'X', counts: 'weighted', most: 280, shares: 'text' },
  mastodon: { name: 'Mastodon', counts: 'mastodon', most: 500, shares: 'text' },
  bluesky: { name: 'Bluesky', counts: 'graphemes', most: 300, bytes: 3_000, shares: 'text' },
  threads: { name: 'Threads', counts: 'threads', most: 500, shares: 'text' },
  whatsapp: { name: 'WhatsApp', counts: 'characters', most: 4_096, shares: 'text' },
  telegram: { name: 'Telegram', counts: 'characters', most: 4_096, shares: 'text' },
  facebook: { name: 'Facebook', counts: 'characters', most: 63_206, shares: 'link' },
  linkedin: { name: 'LinkedIn', counts: 'characters', most: 3_000, shares: 'link' },
  instagram: { name: 'Instagram', counts: 'characters', most: 2_200, shares: 'none' },
  messenger: { name: 'Messenger', counts: 'characters', most: 2_000, shares: 'none' },
  line: { name: 'LINE', counts: 'characters', most: 2_000, shares: 'none' },
  reddit: { name: 'Reddit', counts: 'characters', most: 10_000, shares: 'none' },
  lemmy: { name: 'Lemmy', counts: 'characters', most: 10_000, shares: 'none' },
  tiktok: { name: 'TikTok', counts: 'characters', most: 950, shares: 'none' },
  sms: { name: 'SMS', counts: 'sms', shares: 'text' },
  email: { name: 'E-mail', counts: 'characters', shares: 'text' },
}

/** Those on which one tap opens the text ready written. */
export const oneTap = networks.filter((network) => networkRules[network].shares === 'text')

export function isNetwork(text: unknown): text is Network {
  return networks.includes(text as Network)
}
