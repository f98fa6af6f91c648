import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alike, outlineOf, sign } from './index.ts'
import { Comparison } from './decision.ts'
import { Outlines } from './outline.ts'

const vocabulary = 'water school bridge doctor road promise minister summer valley teacher money river market #light #answer 5 17 not no village'.split(' ')
const words = fc.array(fc.constantFrom(...vocabulary), { minLength: 3, maxLength: 60 })
const pair = fc.record({ words, at: fc.nat(), word: fc.constantFrom(...vocabulary), cut: fc.nat({ max: 200 }), kind: fc.constantFrom('word', 'cut', 'tail', 'half', 'other') })
  .map(({ words, at, word, cut, kind }) => {
    const text = words.join(' ')
    if (kind === 'word') return [text, words.with(at % words.length, word).join(' ')]
    if (kind === 'cut') return [text, `${text.slice(0, 40 + cut)}…`]
    if (kind === 'tail') return [text, `#${word} ${text} #${word}`]
    if (kind === 'half') return [text, [...words.slice(words.length / 2), word, word].join(' ')]
    return [text, words.toReversed().join(' ')]
  })

test('an outline rules out nothing that belongs together', () => {
  const outlines = new Outlines(8)
  fc.assert(fc.property(pair, ([one, other]) => {
    const [a, b] = [sign(one!), sign(other!)]
    outlines.set(3, outlineOf(b), 1)
    if (outlines.ruleOut(outlineOf(a), 3)) expect(alike(a, b).together).toBe(false)
  }), { numRuns: 3_000 })
})

test('an outline rules out texts that share a turn of phrase and no more', () => {
  const outlines = new Outlines(8)
  outlines.set(3, outlineOf(sign('What will you do, after the promise of last summer, about the lamp at the corner of our street?')), 1)
  expect(outlines.ruleOut(outlineOf(sign('What will you do, after the promise of last summer, for the teachers who wait for their money?')), 3)).toBe(true)
  expect(outlines.ruleOut(outlineOf(sign('What will you do, after the promise of last summer, about the lamp at the corner of our street? RT')), 3)).toBe(false)
})

test('a number that was thrown out of its place is not taken for the one that stands there', () => {
  const outlines = new Outlines(8)
  const [far, near] = ['the ferry has been out of order for three weeks now', 'nobody answers the telephone at the tax office any more'].map((text) => outlineOf(sign(text)))
  outlines.set(3, far!, 2)
  outlines.set(11, near!, 3)
  expect([outlines.has(3), outlines.statementOf(3), outlines.statementOf(11)]).toEqual([false, undefined, 3])
  expect(outlines.ruleOut(near!, 3)).toBe(false)
})

test('comparing one text with many gives what comparing each pair gives', () => {
  const comparison = new Comparison()
  fc.assert(fc.property(pair, pair, ([one, other], [third]) => {
    const [a, b, c] = [sign(one!), sign(other!), sign(third!)]
    comparison.with(a)
    expect([comparison.alike(b), comparison.alike(c), comparison.alike(a)]).toEqual([alike(a, b), alike(a, c), alike(a, a)])
  }), { numRuns: 2_000 })
})

test('outlines stay known while room is made for later numbers', () => {
  const outlines = new Outlines(2 ** 16)
  const outline = outlineOf(sign('the ferry has been out of order for three weeks now'))
  const other = outlineOf(sign('nobody answers the telephone at the tax office any more'))
  for (const number of [0, 7, 4_095]) outlines.set(number, outline, number)
  outlines.set(50_000, other, 9)
  for (const number of [0, 7, 4_095]) expect([outlines.has(number), outlines.ruleOut(other, number), outlines.statementOf(number)]).toEqual([true, true, number])
  expect([outlines.has(50_000), outlines.has(8), outlines.statementOf(8)]).toEqual([true, false, undefined])
  outlines.forgetStatements()
  expect([outlines.has(7), outlines.statementOf(7)]).toEqual([true, undefined])
})
