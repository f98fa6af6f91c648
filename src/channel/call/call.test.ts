import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callArrival, callFaults, longestCall, readCallNotes } from './index.ts'

const payload = (name: string) => new Map(Object.entries(JSON.parse(readFileSync(new URL(`./payloads/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>))
const noted = (fields: Record<string, string>) => readCallNotes(new Map(Object.entries({ text: 'The gate of the school is locked.', ...fields })))
const startedAt = new Date('2026-11-20T09:00:00Z')

test('a call noted down in full becomes an arrival with all of it; what was not asked stays open', () => {
  const { original, ...arrival } = callArrival(readCallNotes(payload('whole')), { externalId: 'c1', startedAt, position: { lat: 1, lon: 2 } })
  expect(arrival).toEqual({
    channel: 'call', externalId: 'c1', postedAt: startedAt, knows: 'saw', author: { name: 'Rosa' }, contact: { phone: '+44 20 7946 0123' }, place: { name: 'Oldford', lat: 1, lon: 2 },
    text: 'Two men in plain clothes took the register of the polling station.\nShe saw it from the queue.\nthis morning, a little after nine',
    consent: { quote: true, name: false, passOn: true },
  })
  expect(JSON.parse(Buffer.from(original).toString())).toMatchObject({ quote: 'yes', write: '', when: 'this morning, a little after nine' })
})

test('with nothing but words and a short number, no answer is made up', () => {
  const { original: _, ...arrival } = callArrival(readCallNotes(payload('short')), { externalId: 'c2', startedAt })
  expect(arrival).toEqual({ channel: 'call', externalId: 'c2', postedAt: startedAt, text: 'لا يوجد ماء منذ الصباح', contact: { phone: '٩١١' }, consent: {} })
})

test.each([
  ['an ordinary one', {}, false, []],
  ['no words', { text: ' ! ' }, false, ['missing-text']],
  ['too many words', { text: 'a'.repeat(longestCall + 1) }, false, ['text-too-long']],
  ['words for a number', { phone: 'the shop next door' }, false, ['bad-phone']],
  ['two digits', { phone: '12' }, false, ['bad-phone']],
  ['a short number', { phone: '911' }, true, []],
  ['a number with an extension', { phone: '(020) 7946-0123 #12' }, true, []],
  ['a call back without a number', {}, true, ['phone-needed']],
])('%s', (_, fields, callback, faults) => {
  expect(callFaults(noted(fields), { callback }).map((one) => one.fault)).toEqual(faults)
})

test('whatever is typed, notes without faults become an arrival', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: 'binary' }), fc.string(), (text, place, name) => {
    const notes = noted({ text: `abc ${text}`, place, name, when: place })
    return callFaults(notes, { callback: false }).length === 0 && callArrival(notes, { externalId: 'c', startedAt }).text.startsWith('abc')
  }))
})
