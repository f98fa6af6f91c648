import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOfTable, readPeople } from './read-people.ts'

const read = (text: string) => readPeople(text).people.map(({ name, email }) => [name, email])

test.each([
  ['Amal Haddad <amal@example.org>', [['Amal Haddad', 'amal@example.org']]],
  ['"Haddad, Amal" <Amal@Example.org>', [['Haddad, Amal', 'amal@example.org']]],
  ['Haddad, Amal <amal@example.org>', [['Amal Haddad', 'amal@example.org']]],
  ['amal@example.org', [['', 'amal@example.org']]],
  ['  - mailto:amal@example.org (Amal Haddad)', [['Amal Haddad', 'amal@example.org']]],
  ['3) Amal Haddad: amal@example.org.', [['Amal Haddad', 'amal@example.org']]],
  ['Amal;Haddad;amal@example.org;+503 2222 0000;volunteer', [['Amal Haddad', 'amal@example.org']]],
  ['amal@example.org\tAmal Haddad', [['Amal Haddad', 'amal@example.org']]],
  ['أمل حداد، amal@example.org', [['أمل حداد', 'amal@example.org']]],
  ['\u202bأمل حداد <amal@example.org>\u202c', [['أمل حداد', 'amal@example.org']]],
  ['Amal <amal@example.org>; Omar <omar@example.org>', [['Amal', 'amal@example.org'], ['Omar', 'omar@example.org']]],
  ['amal@example.org, omar@example.org rosa@example.org', [['', 'amal@example.org'], ['', 'omar@example.org'], ['', 'rosa@example.org']]],
  ['amal@example.org, Amal, omar@example.org, Omar', [['Amal', 'amal@example.org'], ['Omar', 'omar@example.org']]],
  ['Amal, amal@example.org, Omar, omar@example.org', [['Amal', 'amal@example.org'], ['Omar', 'omar@example.org']]],
  ["José O'Brien <jose.obrien+desk@sub.example.org>", [["José O'Brien", 'jose.obrien+desk@sub.example.org']]],
  ['Amal', [['Amal', undefined]]],
])('%s', (text, people) => {
  expect(read(text)).toEqual(people)
})

test('what cannot be read is told with its line and why; what is only drawn between is nothing', () => {
  expect(readPeople('Name; E-mail\n\n-----\nAmal; amal@example\nAmal; amal@example.org\nagain AMAL@example.org\n+503 2222 0000').left).toEqual([
    { line: 1, text: 'Name; E-mail', reason: 'heading' },
    { line: 4, text: 'Amal; amal@example', reason: 'address-wrong' },
    { line: 6, text: 'again AMAL@example.org', reason: 'twice' },
    { line: 7, text: '+503 2222 0000', reason: 'no-address' },
  ])
})

test('rows of a table read as its lines do', () => {
  expect(readPeople(linesOfTable([['Nombre', 'Correo electrónico'], ['Amal\nHaddad', 'amal@example.org'], ['', '']]))).toEqual({
    people: [{ line: 2, text: 'Amal Haddad\tamal@example.org', name: 'Amal Haddad', email: 'amal@example.org' }], left: [{ line: 1, text: 'Nombre\tCorreo electrónico', reason: 'heading' }],
  })
})

test('every line is either somebody or told, whatever stands in it; no address comes twice', () => {
  const cell = fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('Amal', 'Omar <', '>', '"', '@', 'a@b', ';', ',', '\t', '،'))
  fc.assert(fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }), (lines) => {
    const text = lines.map((cells) => cells.join(' ').replace(/[\r\n\u2028\u2029]/g, ' ')).join('\n')
    const { people, left } = readPeople(text)
    const told = new Set([...people, ...left].map((one) => one.line))
    text.split('\n').forEach((line, at) => {
      if (/[\p{L}\p{N}]/u.test(line)) expect([line, told.has(at + 1)]).toEqual([line, true])
    })
    const emails = people.flatMap((one) => one.email ?? [])
    expect(new Set(emails).size).toBe(emails.length)
  }), { numRuns: 300 })
})
