import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarText, escaped, folded } from './calendar.ts'

const at = new Date('2027-03-01T08:00:00Z')
const entry = { uid: 'one@desk.example', title: 'Water hearing', start: new Date('2027-03-28T16:00:00Z'), end: new Date('2027-03-28T18:00:00Z'), sequence: 3 }

/** What a calendar program reads: lines put together again, then names and values. */
function read(text: string): [string, string][] {
  return text.replaceAll(/\r\n[ \t]/g, '').split('\r\n').filter(Boolean).map((line) => [line.slice(0, line.search(/[:;]/)), line.slice(line.indexOf(':') + 1)])
}

const unescaped = (text: string) => text.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))

test('an entry is what the plan says, in UTC, with what calendars need to find it again', () => {
  const lines = new Map(read(calendarText('Tell us now', [entry], at)))
  expect(lines.get('DTSTART')).toBe('20270328T160000Z')
  expect(lines.get('DTEND')).toBe('20270328T180000Z')
  expect(lines.get('UID')).toBe('one@desk.example')
  expect(lines.get('SEQUENCE')).toBe('3')
  expect(lines.get('STATUS')).toBe('CONFIRMED')
})

test('a whole day ends with the next; what is not decided is tentative, what does not take place cancelled', () => {
  const text = calendarText('Tell us now', [{ ...entry, day: '2027-02-28', tentative: true }, { ...entry, cancelled: true }], at)
  expect(text).toContain('DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301')
  expect(text.match(/STATUS:\w+/g)).toEqual(['STATUS:TENTATIVE', 'STATUS:CANCELLED'])
})

test('whatever somebody types into a title stays a title: nobody smuggles in an entry of their own', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }), (title, description) => {
    const text = calendarText('Tell us now', [{ ...entry, title, description }], at)
    const lines = read(text)
    expect(lines.filter(([name]) => name === 'BEGIN').map(([, value]) => value)).toEqual(['VCALENDAR', 'VEVENT'])
    // eslint-disable-next-line no-control-regex
    const plain = (words: string) => words.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    expect(unescaped(lines.find(([name]) => name === 'SUMMARY')![1])).toBe(plain(title))
    if (description) expect(unescaped(lines.find(([name]) => name === 'DESCRIPTION')![1])).toBe(plain(description))
  }), { numRuns: 500 })
})

test('no line is longer than 75 octets, and none is cut within a character', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 60, maxLength: 400 }), (words) => {
    const line = folded(`SUMMARY:${escaped(words)}`)
    for (const part of line.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
    expect(line.replaceAll('\r\n ', '')).toBe(`SUMMARY:${escaped(words)}`)
  }), { numRuns: 300 })
  expect(folded(`SUMMARY:${'ماء'.repeat(40)}`)).not.toContain('\ufffd')
})
