import { refuse } from './refusal.ts'

/*
 * Clocks on walls. People mean "ten o'clock in San Salvador": the wall clock and the zone are kept, the instant is computed. A clock
 * time that a change of the clocks leaves out is read with the offset before the change (it lies as much later), one that comes
 * twice is the first; so does RFC 5545, so that calendars agree.
 */

/** 2027-03-07T10:00 */
export type Wall = string

const wallShape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/
const minute = 60_000
const day = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat | undefined>()

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(zone)) formatters.set(zone, makeFormatter(zone))
  return formatters.get(zone)
}

function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
  // Fixed offsets ("+02:00") would be taken too, and be wrong half of the year.
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) || zone.length > 64) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  } catch {
    return undefined
  }
}

export function isZone(zone: string): boolean {
  return formatterOf(zone) !== undefined
}

export function checkZone(zone: string): string {
  if (!isZone(zone)) throw refuse('zone-wrong', 422, `"${zone.slice(0, 64)}" is not a time zone.`, { mend: 'Choose one such as Africa/Nairobi.' })
  return zone
}

export function isWall(text: string): boolean {
  const at = utcOf(text)
  return at !== undefined && text >= '1990' && text < '2200'
}

export function checkWall(text: string): Wall {
  if (!isWall(text)) throw refuse('wall-wrong', 422, `"${text.slice(0, 30)}" is not a time.`, { mend: 'It looks like 2027-03-07T10:00.' })
  return text
}

/** What a clock on a wall of the zone shows at an instant. */
export function wallOf(at: Date, zone: string): Wall {
  return new Date(at.getTime() + offset(zone, at.getTime())).toISOString().slice(0, 16)
}

/** The instant at which a clock on a wall of the zone shows this. */
export function instantOf(wall: Wall, zone: string): Date {
  const utc = utcOf(checkWall(wall))!
  const [before, after] = [offset(checkZone(zone), utc - day), offset(zone, utc + day)]
  const fitting = [...new Set([before, after])].map((one) => ({ one, at: utc - one })).filter(({ one, at }) => offset(zone, at) === one)
  return new Date(fitting.length > 0 ? Math.min(...fitting.map(({ at }) => at)) : utc - before)
}

/** Minutes by which the zone's clocks are ahead of UTC at an instant. */
export function minutesAhead(zone: string, at: Date): number {
  return offset(zone, at.getTime()) / minute
}

function offset(zone: string, at: number): number {
  const parts = Object.fromEntries(formatterOf(zone)!.formatToParts(at).map(({ type, value }) => [type, value])) as Record<string, string>
  const { year, month, day, hour, minute, second } = parts
  return Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!) - Math.floor(at / 1_000) * 1_000
}

function utcOf(text: string): number | undefined {
  const [, year, month, date, hour, minutes] = wallShape.exec(text) ?? []
  if (year === undefined) return undefined
  const at = Date.UTC(+year, +month! - 1, +date!, +hour!, +minutes!)
  return new Date(at).toISOString().slice(0, 16) === text ? at : undefined
}

/** Adds days to what the clock shows: the clock time stays, whatever happens to the clocks between. */
export function daysLater(wall: Wall, days: number): Wall {
  return new Date(utcOf(wall)! + days * day).toISOString().slice(0, 16)
}
