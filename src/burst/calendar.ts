import { reminderMinutes } from './remind.ts'

export interface CalendarEntry {
  /** Stays the same for the same burst, so that a calendar changes what it has. */
  uid: string
  version: number
  title: string
  text: string
  url: string
  startsAt: Date
  endsAt: Date
  madeAt: Date
}

/** An entry for a calendar (RFC 5545), with a reminder of its own: nobody has to give an address for it. Times are in UTC: every calendar shows its own. */
export function calendarOf({ uid, version, title, text, url, startsAt, endsAt, madeAt }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Clamor//Burst//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH',
    'BEGIN:VEVENT', `UID:${uid}`, `SEQUENCE:${version}`, `DTSTAMP:${stamp(madeAt)}`, `DTSTART:${stamp(startsAt)}`, `DTEND:${stamp(endsAt)}`,
    `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(`${text}\n\n${url}`)}`, `URL:${url}`,
    'BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:-PT${reminderMinutes}M`, `DESCRIPTION:${escaped(title)}`, 'END:VALARM',
    'END:VEVENT', 'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function stamp(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n?|\n/g, '\\n').replaceAll(/[\x00-\x1f\x7f]/g, ' ')
}

/** Lines have at most 75 bytes; the rest goes on in the next one after a space. No character is cut. */
function folded(line: string): string {
  let bytes = 0
  let text = ''
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > 75) {
      text += '\r\n '
      bytes = 1
    }
    text += sign
    bytes += size
  }
  return text
}
