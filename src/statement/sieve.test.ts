import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { queryOf } from './filter.ts'
import { searchTextOf } from './search-words.ts'
import { foundUnder, Sieve } from './sieve.ts'

let opened: TestHouse
beforeAll(async () => void (opened = await openTestHouse()))
afterAll(() => opened?.close())

const word = fc.constantFrom('coin', 'coins', 'co', 'Água', 'água-fria', 'ماء', '水道', 'naïve', "d'eau", '#Coin', '7', '3.5', 'x')
const typed = fc.array(fc.oneof(word, word.map((one) => `-${one}`), fc.tuple(word, word).map((two) => `"${two.join(' ')}"`)), { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
const text = fc.array(word, { minLength: 0, maxLength: 8 }).map((words) => words.join(' '))

test('whatever PostgreSQL finds in a text has come through the sieve', async () => {
  let found = 0
  await fc.assert(
    fc.asyncProperty(fc.array(typed, { minLength: 1, maxLength: 6 }), text, async (queries, said) => {
      const needles = queries.flatMap((one) => queryOf(one) ?? [])
      const rows = await opened.house.db.rows<{ place: number }>(
        `select place::int - 1 as place from unnest($1::tsquery[]) with ordinality as given (needle, place) where $2::tsvector @@ needle`, [needles, searchTextOf(said)])
      found += rows.length
      const through = new Sieve(needles).through(foundUnder(said))
      expect(rows.map((row) => row.place).filter((place) => !through.includes(place))).toEqual([])
    }),
    { numRuns: 300, seed: 8 },
  )
  expect(found).toBeGreaterThan(50)
})

test('of a hundred rules only those whose word is there are asked about', () => {
  const sieve = new Sieve(Array.from({ length: 100 }, (_, n) => queryOf(`"word${n} and"`)!))
  expect(sieve.through('nothing of it and more'.split(' '))).toEqual([])
  expect(sieve.through('the word7 and more word70'.split(' '))).toEqual([7, 70])
  expect(new Sieve([queryOf('coin')!]).through(['coins', 'fall'])).toEqual([0])
})
