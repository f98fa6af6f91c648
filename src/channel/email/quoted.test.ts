import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutQuoted } from './quoted.ts'

const ours = 'You told “Water now” something on 14 April.\n\nHow do you know it?\n\nAnswer here: https://example.org/water-now/answer/abc'
const marked = ours.split('\n').map((line) => `> ${line}`).join('\n')

test.each([
  ['above, with marks', `My brother saw it.\n\nOn Tue, 14 Apr 2026 at 10:02, Water now <desk@example.org> wrote:\n${marked}\n`],
  ['above, broken over two lines', `My brother saw it.\n\nOn Tue, 14 Apr 2026 at 10:02, Water now\n<desk@example.org> wrote:\n\n${marked}`],
  ['above, without marks', `My brother saw it.\n\nOn 14 April 2026 Water now <desk@example.org> wrote:\n\n${ours}`],
  ['below', `On Tue, 14 Apr 2026 at 10:02, Water now <desk@example.org> wrote:\n${marked}\n\nMy brother saw it.`],
  ['between', `${marked.slice(0, 46)}\nMy brother saw it.\n${marked.slice(47)}`],
  ['as Outlook does', `My brother saw it.\r\n\r\n________________________________\r\nFrom: Water now <desk@example.org>\r\nSent: Tuesday, April 14, 2026 10:02\r\nTo: Rosa\r\nSubject: A question\r\n\r\n${ours}`],
  ['as an older Outlook does', `My brother saw it.\n\n-----Original Message-----\nFrom: Water now\n${ours}`],
  ['in Spanish', `My brother saw it.\n\nEl mar, 14 abr 2026 a las 10:02, Water now (<desk@example.org>) escribió:\n${marked}`],
  ['in French', `My brother saw it.\n\nLe mar. 14 avr. 2026 à 10:02, Water now <desk@example.org> a écrit :\n${marked}`],
  ['in Arabic', `My brother saw it.\n\nفي الثلاثاء، 14 أبريل 2026 كتب Water now <desk@example.org>:\n${marked}`],
  ['with a signature', `My brother saw it.\n-- \nRosa\n+1 555 0100`],
])('what is quoted goes: %s', (_, text) => {
  expect(withoutQuoted(text)).toBe('My brother saw it.')
})

test.each(['From here one sees the dam: it leaks.', 'On Monday they wrote: leave', 'a > b', 'We asked:\n- water\n- bread', 'De : lo que se habla aquí'])('what is theirs stays: %s', (text) => {
  expect(withoutQuoted(text)).toBe(text)
})

test('something is always left of what had words, and nothing is in it that they did not send', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('> a', 'Yes', '', 'On Monday X wrote:', '-- ', 'From: X', 'Sent: today', 'because'), { minLength: 1, maxLength: 12 }), (lines) => {
    const once = withoutQuoted(lines.join('\n'))
    expect(once === '').toBe(lines.join('').trim() === '')
    expect(once.split('\n').filter((line) => !lines.map((one) => one.trim()).includes(line.trim()))).toEqual([])
  }), { seed: 7 })
})
