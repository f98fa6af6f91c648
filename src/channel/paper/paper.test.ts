import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestNote, noteArrival, readNote, sheetBody, type SheetHead } from './index.ts'

const { sheet, notes } = sheetBody.parse(JSON.parse(readFileSync(new URL('./payloads/sheet.json', import.meta.url), 'utf8')))
const now = new Date('2026-11-20T09:00:00Z')
const positions = new Map([['Oldford', { lat: 1, lon: 2 }]])

function became(given: unknown, of: SheetHead = sheet) {
  const read = readNote(given)
  const made = 'reject' in read ? read : noteArrival(read.note, of, { now, positions })
  if ('reject' in made) return made.reject.code
  const { original, ...arrival } = made.arrival
  return { ...arrival, original: JSON.parse(Buffer.from(original).toString()) }
}

test('a recorded sheet: each note with the place and day of the sheet or its own, nobody named as its author, consent left to the table', () => {
  const [first, second, third, ...rest] = notes.map((note) => became(note))
  expect(first).toEqual({
    channel: 'paper', externalId: '0193b0a0-0000-7000-8000-0000000000a1', text: 'Who decides\nwhich street gets the tanker?',
    place: { name: 'Oldford', lat: 1, lon: 2 }, postedAt: now,
    original: {
      id: '0193b0a0-0000-7000-8000-0000000000a1', text: 'Who decides\r\nwhich street gets the tanker?', sheet: sheet.id,
      collector: 'Marisol, Law faculty', place: 'Oldford', day: '2026-11-20',
    },
  })
  expect(second).toMatchObject({ language: 'es', place: { name: 'Puente Alto' }, postedAt: new Date('2026-11-19T12:00:00Z') })
  expect(third).toMatchObject({ knows: 'heard' })
  expect(rest).toEqual(['note-empty', 'note-day', 'note-unreadable', 'note-unreadable', expect.objectContaining({ text: 'لماذا يبقى مستوصف الحي مغلقا يوم الجمعة؟' })])
})

test.each([
  ['today, before noon', '2026-11-20', now],
  ['tomorrow, where it is already tomorrow', '2026-11-21', now],
  ['a day that has not come anywhere', '2026-11-22', 'note-day'],
  ['a day that there is not', '2026-02-30', 'note-day'],
  ['a day before most people were born', '1899-01-01', 'note-day'],
  ['some years ago', '2013-12-09', new Date('2013-12-09T12:00:00Z')],
])('written on %s', (_, day, when) => {
  const made = became(notes[0], { ...sheet, day })
  expect(typeof made === 'string' ? made : made.postedAt).toEqual(when)
})

test('a note that is too long is refused by name, one that just fits is taken', () => {
  const long = (length: number) => became({ id: '0193b0a0-0000-7000-8000-0000000000b1', text: 'a'.repeat(length) })
  expect(long(longestNote)).toMatchObject({ channel: 'paper' })
  expect([long(longestNote + 1), long(3 * longestNote)]).toEqual(['note-too-long', 'note-too-long'])
})

test('whatever a device sends, a note becomes an arrival or a refusal with a code, and never throws', () => {
  fc.assert(fc.property(
    fc.oneof(fc.anything(), fc.record({ id: fc.uuid(), text: fc.string({ unit: 'binary' }), place: fc.string(), day: fc.string() }, { requiredKeys: ['id'] })),
    (given) => {
      const made = became(given)
      if (typeof made === 'string') return ['note-unreadable', 'note-empty', 'note-too-long', 'note-day'].includes(made)
      return made.channel === 'paper' && /\S/.test(made.text) && made.author === undefined && made.consent === undefined
    },
  ))
})
