import type { Wall } from '#core/index.ts'

/** What stands in a calendar. Times are written in UTC, so that no table of zones can be wrong; each year of a yearly moment is an entry of its own. */
export interface Entry {
  /** The same in each reading: a calendar finds the entry again by it. */
  uid: string
  title: string
  description?: string | undefined
  place?: string | undefined
  url?: string | undefined
  start: Date
  end: Date
  /** A whole day instead, as 2027-05-01. */
  day?: string | undefined
  /** Raised by each change. */
  sequence: number
  tentative?: boolean | undefined
  cancelled?: boolean | undefined
}

/** A calendar to subscribe to (RFC 5545). */
export function calendarText(name: string, entries: Entry[], madeAt: Date): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Clamor//Plan//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H']
  for (const entry of entries) lines.push(...linesOf(entry, madeAt))
  lines.push('END:VCALENDAR')
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function linesOf(entry: Entry, madeAt: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${stamp(madeAt)}`,
    ...(entry.day ? [`DTSTART;VALUE=DATE:${entry.day.replaceAll('-', '')}`, `DTEND;VALUE=DATE:${dayAfter(entry.day).replaceAll('-', '')}`] : [`DTSTART:${stamp(entry.start)}`, `DTEND:${stamp(entry.end)}`]),
    `SEQUENCE:${entry.sequence}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.description ? [`DESCRIPTION:${escaped(entry.description)}`] : []),
    ...(entry.place ? [`LOCATION:${escaped(entry.place)}`] : []),
    ...(entry.url ? [`URL:${entry.url.replace(/[\r\n]/g, '')}`] : []),
    `STATUS:${entry.cancelled ? 'CANCELLED' : entry.tentative ? 'TENTATIVE' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

/** Text in a calendar: what has a meaning there is marked, line ends are `\n`. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ').replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')
}

const longestLine = 75

/** At most 75 octets a line, never within a character. */
export function folded(line: string): string {
  let out = ''
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > longestLine) {
      out += '\r\n '
      bytes = 1
    }
    out += character
    bytes += size
  }
  return out
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

function dayAfter(day: string): Wall {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
