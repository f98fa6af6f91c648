import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLists } from './database-store.ts'

test('lists of numbers are read as PostgreSQL writes them', () => {
  const numbers = fc.array(fc.nat({ max: 2 ** 31 - 1 }).map((one) => one * 64), { minLength: 1, maxLength: 25 })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), numbers)), (lists) => {
      const read: [number, number[]][] = []
      readLists(lists.map(([place, of]) => `${place}{${of.join()}}`).join(''), (place, of) => read.push([place, of]))
      expect(read).toEqual(lists)
    }),
  )
})
