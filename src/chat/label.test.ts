import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelIn } from './label.ts'

test.each([
  ['A1 The caretaker has the key', 1], ['A1. The caretaker', 1], ['A1: the caretaker', 1], ['a 1) the caretaker', 1], ['(A2) twice a week', 2], ['[A2] twice', 2], ['A-3 never', 3], ['A.3 never', 3], ['A1/2 part one', 1],
  ['#WaterChat A4: nobody asked us', 4], ['@moderator @other A4 nobody', 4], ['RT @ana: A4 nobody', 4], ['A4', 4], ['#A4 nobody asked', 4], ['“A4: nobody asked”', 4], ['👉 A4 nobody', 4],
  ['R1 El portero', 1], ['R1. El portero tiene la llave', 1], ['Respuesta 2: dos veces', 2], ['Resp. 2: dos', 2], ['réponse 1 : le gardien', 1], ['Réponse à Q1 : le gardien', 1], ['rép. 3 jamais', 3],
  ['ج1 الحارس', 1], ['ج١: الحارس', 1], ['ج ٢) مرتين', 2], ['جواب ٣ أبدًا', 3], ['الجواب 3: أبدًا', 3], ['إجابة ١٢ لا أحد', 12], ['#ماء ج٤ لا أحد', 4], ['ج۱ نگهبان', 1],
  ['Answer to Q5: nobody', 5], ['answer 5 nobody', 5], ['A10 the tenth', 10], ['Ａ１ full width', 1],
  ['Nobody asked us. A4 #WaterChat', 4], ['Nobody asked us (A4)', 4], ['Nobody asked us! A4', 4],
  ['Hello everybody\nA2: twice a week', 2],
])('%s answers question %i', (text, number) => {
  expect(labelIn(text)).toEqual({ number, kind: 'answer' })
})

test.each([['Q3: who keeps the key? #WaterChat', 3], ['P3. ¿Quién tiene la llave?', 3], ['Question 3 : qui a la clé ?', 3], ['س٣: من لديه المفتاح؟', 3], ['Pregunta 3: ¿quién?', 3]])('%s is question %i', (text, number) => {
  expect(labelIn(text)).toEqual({ number, kind: 'question' })
})

test.each([
  'A 10 km walk to the well', 'a 1.5 m wall', 'A 1,000 people signed', 'We met at gate A1 in the rain', 'A1c is a bus', 'a 5% rise in the price', 'A1.5 million lost', 'Around 3 in the morning', 'R 2 years later', 'A0', 'Arm 1', 'Ana 3: hello',
  'The A1 is closed since Monday', 'ج', 'جمال 1 قال', 'https://example.org/A1', '', '#A1B2 is a tag', 'A 3-hour wait',
])('%s answers nothing', (text) => {
  expect(labelIn(text)).toBeUndefined()
})

const digits = fc.constantFrom('0123456789', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '०१२३४५६७८९')
const number = fc.integer({ min: 1, max: 30 })
const junk = fc.array(fc.constantFrom('#WaterChat', '@moderator', '#ماء', '👋', '"', '«', 'RT @ana:', '\u200f', '(', '->'), { maxLength: 4 }).map((parts) => parts.join(' '))
const rest = fc.constantFrom('', ' the caretaker has it', ' el portero', ' الحارس', '\nthe caretaker')

test('whatever stands before it and whatever digits it is written with, a number at the beginning is found', () => {
  fc.assert(
    fc.property(junk, fc.constantFrom('A', 'a', 'R', 'r', 'ج'), fc.constantFrom('', '.', '-'), number, digits, fc.constantFrom('', ':', '.', ')', ' –', '،'), rest, (before, letter, joint, value, script, after, words) => {
      const written = [...String(value)].map((digit) => [...script][Number(digit)]).join('')
      expect(labelIn(`${before} ${letter}${joint}${written}${after}${words}`)).toEqual({ number: value, kind: 'answer' })
    }),
  )
})

test('a sentence in which no letter stands before a number answers nothing, and no text takes long', () => {
  const word = fc.constantFrom('water', 'agua', 'eau', 'ماء', 'the', 'since', '14', '2026', 'km', 'street', 'barrio', 'years', '3', 'twice')
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
      expect(labelIn(words.join(' '))).toBeUndefined()
    }),
  )
  fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void labelIn(text)))
  const began = performance.now()
  for (const text of ['#'.repeat(20_000), '@a '.repeat(7_000), '"'.repeat(20_000), 'A1'.repeat(10_000), 're: '.repeat(5_000), ' '.repeat(20_000), `${'#a '.repeat(6_000)}x`]) labelIn(text)
  expect(performance.now() - began).toBeLessThan(10_000)
})
