import { expect, test } from 'vitest'
import { Lately } from './lately.ts'

test('what is asked for again outlives what is not', () => {
  const lately = new Lately<number, string>(2)
  for (const one of [1, 2]) lately.set(one, `${one}`)
  lately.set(3, '3')
  expect(lately.get(1), 'of the generation before').toBe('1')
  lately.set(4, '4')
  expect([1, 2, 3, 4].map((one) => lately.peek(one))).toEqual(['1', undefined, '3', '4'])
})

test('it never holds more than two generations', () => {
  const lately = new Lately<number, number>(100)
  for (let one = 0; one < 1_000; one += 1) lately.set(one, one)
  const held = Array.from({ length: 1_000 }, (_, one) => lately.peek(one)).filter((one) => one !== undefined)
  expect(held.length).toBeLessThanOrEqual(200)
  expect(held.at(-1)).toBe(999)
})

test('what is to be forgotten is gone from both', () => {
  const lately = new Lately<string, number>(2)
  for (const one of ['a1', 'b1', 'a2']) lately.set(one, 1)
  lately.forget((key) => key.startsWith('a'))
  expect(['a1', 'b1', 'a2'].map((one) => lately.get(one))).toEqual([undefined, 1, undefined])
  lately.clear()
  expect(lately.get('b1')).toBeUndefined()
})
