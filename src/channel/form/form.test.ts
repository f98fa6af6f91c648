import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { arrivalOf, faultsIn, longestText, readFields, ticketIn } from './index.ts'

const payload = (name: string) => new Map(Object.entries(JSON.parse(readFileSync(new URL(`./payloads/${name}.json`, import.meta.url), 'utf8')) as Record<string, string>))
const typed = (fields: Record<string, string>) => readFields(new Map(Object.entries({ text: 'Who has the key?', ...fields })))

test('a form filled in by everything becomes an arrival with all of it, and its original as it was typed', () => {
  const { original, ...arrival } = arrivalOf(readFields(payload('full')), { externalId: 'x1', ticket: 't1', position: { lat: 1, lon: 2 }, photo: Buffer.from('p') })
  expect(arrival).toEqual({
    channel: 'form', externalId: 'x1', text: 'The tap behind the market has been dry since Monday.\nWho has the key of the valve?', knows: 'lived',
    author: { name: 'Ana' }, place: { name: 'Oldford', lat: 1, lon: 2 }, media: [{ kind: 'photo' }], contact: { email: 'ana@example.org', phone: '+44 20 7946 0123' },
    consent: { quote: true, name: false, passOn: true, write: false },
  })
  expect(ticketIn(original)).toBe('t1')
  expect(JSON.parse(Buffer.from(original).toString())).toMatchObject({ email: 'Ana@Example.org', photo: '148de9c5a7a44d19e56cd9ae1a554bf67847afb0c58f6e12fa29ac7ddfca9940' })
})

test('with nothing but words it is those words, and every box a no', () => {
  const { original: _, ...arrival } = arrivalOf(readFields(payload('bare')), { externalId: 'x2', ticket: 't2' })
  expect(arrival).toEqual({ channel: 'form', externalId: 'x2', text: 'من لديه مفتاح الصمام؟', consent: { quote: false, name: false, passOn: false, write: false } })
})

test.each([
  ['no words', { text: ' ?! ' }, ['missing-text']],
  ['too many words', { text: 'a'.repeat(longestText + 1) }, ['text-too-long']],
  ['half an address', { email: 'ana@nowhere' }, ['bad-email']],
  ['two addresses', { email: 'a@example.org,b@example.org' }, ['bad-email']],
  ['half a number', { phone: '0700 12' }, ['bad-phone']],
  ['words for a number', { phone: 'ask at the bakery' }, ['bad-phone']],
  ['a number in other digits', { phone: '٠٧٠٠ ١٢٣ ٤٥٦' }, []],
  ['an ordinary one', {}, []],
])('%s', (_, fields, faults) => {
  expect(faultsIn(typed(fields)).map((one) => one.fault)).toEqual(faults)
})

test('whatever bytes a program sends as fields, a form without faults becomes an arrival', () => {
  for (const text of ['abc\0def', '\u{d800}abc', 'abc\u0007', '﻿abc', 'a\u202eb\u202cc', `${'👩‍👩‍👧'.repeat(50)} abc`]) {
    const one = typed({ text, place: '\u0000', name: '\u0001' })
    expect(faultsIn(one)).toEqual([])
    expect(arrivalOf(one, { externalId: 'x', ticket: 't' }).text).toMatch(/a\u202e?b/)
  }
})
