import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf } from './calendar.ts'

const entry = {
  uid: 'b@example.org', version: 3, title: 'At six; we all ask, together', text: 'Your texts wait.', url: 'https://desk.example.org/water-now/burst/b/me/secret',
  startsAt: new Date('2027-03-28T18:00:00Z'), endsAt: new Date('2027-03-28T20:00:00Z'), madeAt: new Date('2027-03-01T08:00:00Z'),
}
/** Lines as a calendar reads them: put together again. */
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

test('an entry has its hours in UTC, a reminder five minutes before, and the way to one\'s own page', () => {
  const lines = unfolded(calendarOf(entry))
  expect(lines).toEqual(expect.arrayContaining(['DTSTART:20270328T180000Z', 'DTEND:20270328T200000Z', 'SEQUENCE:3', 'UID:b@example.org', 'TRIGGER:-PT5M', 'SUMMARY:At six\\; we all ask\\, together', `URL:${entry.url}`]))
  expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0'])
})

test('whatever a title holds, it stays one line of its entry, and no line is longer than 75 bytes', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (title) => {
    const text = calendarOf({ ...entry, title: title.toWellFormed() })
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
    expect(unfolded(text).filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'BEGIN:VALARM'])
  }), { seed: 9, numRuns: 50 })
})
