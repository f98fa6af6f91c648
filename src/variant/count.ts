import { createRequire } from 'node:module'
import { networkRules, type Network } from './network.ts'
import { smsLength } from '#channel/sms/index.ts'

/** How a network counts. */
export type Measure = 'weighted' | 'graphemes' | 'mastodon' | 'threads' | 'characters' | 'sms'

export interface Length {
  used: number
  /** What there is room for; null where nothing ends it. */
  most: number | null
  fits: boolean
  /** Of an SMS: in how many parts it is sent and paid for. */
  parts?: number
}

/** How long a text is on a network, as that network counts. `most`: where a server has a length of its own. */
export function lengthOn(network: Network, text: string, most = networkRules[network].most): Length {
  const rule = networkRules[network]
  const whole = text.normalize('NFC')
  if (rule.counts === 'sms') {
    const { used, parts, room } = smsLength(whole)
    return { used, most: room, fits: parts <= mostSmsParts, parts }
  }
  const used = measures[rule.counts](whole)
  const fits = (most === undefined || used <= most) && (rule.bytes === undefined || Buffer.byteLength(whole) <= rule.bytes)
  return { used, most: most ?? null, fits }
}

/** More than that nobody sends on: each part is paid for. */
const mostSmsParts = 3

const measures: Record<Exclude<Measure, 'sms'>, (text: string) => number> = {
  weighted: (text) => parseTweet(text).weightedLength,
  graphemes,
  mastodon: (text) => graphemes(text.replaceAll(links, 'x'.repeat(urlLength)).replaceAll(remoteMention, '$1')),
  // Its documents: 500 characters, emoji counted in UTF-8 bytes.
  threads: (text) => [...segments.segment(text)].reduce((sum, { segment }) => sum + (emoji.test(segment) ? Buffer.byteLength(segment) : [...segment].length), 0),
  characters: (text) => text.length,
}

/** Any link counts as so many on X and Mastodon, however long it is; twitter-text knows it for X. */
const urlLength = 23
const links = /https?:\/\/[^\s<>"]+/giu
/** Of @name@server only the name counts. */
const remoteMention = /(@[a-z0-9_]+)@[a-z0-9.-]+[a-z0-9]/giu
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u
const segments = new Intl.Segmenter('und', { granularity: 'grapheme' })

function graphemes(text: string): number {
  let count = 0
  for (const _ of segments.segment(text)) count += 1
  return count
}

let twitter: { parseTweet(text: string): { weightedLength: number } } | undefined

/** Loaded when first needed: it takes 150 ms, which no command that counts nothing should wait for. */
function parseTweet(text: string): { weightedLength: number } {
  twitter ??= createRequire(import.meta.url)('twitter-text') as NonNullable<typeof twitter>
  return twitter.parseTweet(text)
}
