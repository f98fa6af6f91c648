import { refuse } from '#core/index.ts'
import type { Device } from './device.ts'

/** Leads elsewhere on some devices, at some hours, or both: videos that simple phones can play by day, and the usual address in the evening. */
export interface Rule {
  device?: Exclude<Device, 'preview'>
  /** Hours of the day in the zone of the link, 0 to 23; from 20 until 6 is the night. */
  from?: number
  until?: number
  url: string
}

export const mostRules = 12
const longest = 2_000

/** Where a link leads now, for this device. */
export function destination({ url, rules, zone }: { url: string; rules: readonly Rule[]; zone: string }, device: Device, now: Date): string {
  if (rules.length === 0) return url
  const hour = hourIn(zone, now)
  const fits = rules.find((rule) => (rule.device === undefined || rule.device === device) && within(rule, hour))
  return fits?.url ?? url
}

function within({ from, until }: Rule, hour: number): boolean {
  if (from === undefined || until === undefined || from === until) return true
  return from < until ? hour >= from && hour < until : hour >= from || hour < until
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function hourIn(zone: string, now: Date): number {
  let clock = clocks.get(zone)
  if (!clock) clocks.set(zone, (clock = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' })))
  return Number(clock.format(now))
}

/**
 * An address on the web to which a link may lead, in its normal form. Kept when the link is made: what a reader adds to ours never reaches it, so that nobody can
 * make it lead anywhere else. One of our own short links is refused: two of them could lead to each other.
 */
export function checkUrl(text: string, origin: string): string {
  const wrong = (detail: string) => refuse('url-wrong', 422, detail, { mend: 'Copy the whole address from the browser, beginning with https://.' })
  if (text.length > longest) throw wrong(`The address is longer than ${longest} characters.`)
  const url = URL.parse(text.trim())
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw wrong('This is no address on the web.')
  if (url.username || url.password) throw wrong('An address with a name and a password in it gives them away.')
  if (url.origin === origin && /^\/[^/]+\/l\//.test(url.pathname)) throw wrong('This is a short link already.')
  return url.href
}

export function checkRules(rules: readonly Rule[], origin: string): Rule[] {
  if (rules.length > mostRules) throw refuse('rules-many', 422, `A link has at most ${mostRules} other ways.`)
  return rules.map((rule) => {
    if ((rule.from === undefined) !== (rule.until === undefined)) throw refuse('hours-half', 422, 'Hours need a beginning and an end.', { mend: 'Write both, or neither.' })
    for (const hour of [rule.from, rule.until]) if (hour !== undefined && !(Number.isInteger(hour) && hour >= 0 && hour <= 23)) throw refuse('hour-wrong', 422, 'An hour is 0 to 23.')
    if (rule.device === undefined && rule.from === undefined) throw refuse('rule-empty', 422, 'Say for which device or at which hours the link leads there.')
    return { ...rule, url: checkUrl(rule.url, origin) }
  })
}
