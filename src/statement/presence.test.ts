import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forLowBits } from './presence.ts'

test('the low bits of keys are the same, read from PostgreSQL as text or made here', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), (keys) => {
      const bits: number[] = []
      forLowBits(`{${keys.join()}}`, (one) => bits.push(one))
      expect(bits).toEqual(keys.map((key) => Number(BigInt.asUintN(24, key))))
    }),
  )
})
