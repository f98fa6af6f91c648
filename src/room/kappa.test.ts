import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kappaFor, kappaOf } from './kappa.ts'

/** A table of counts, rows the first person, columns the second, as pairs. */
function pairs(table: number[][]): [string, string][] {
  return table.flatMap((row, first) => row.flatMap((count, second) => Array.from({ length: count }, (): [string, string] => [String(first), String(second)])))
}

test('the worked example of Cohen 1960, table 2: 200 cases, observed .70, by chance .41, kappa .492', () => {
  // Rows 120, 60, 20; columns 100, 60, 40: (120 x 100 + 60 x 60 + 20 x 40) / 200^2 = .41; (.70 - .41) / .59 = .4915.
  const { n, observed, expected, kappa } = kappaOf(pairs([[88, 14, 18], [10, 40, 10], [2, 6, 12]]))
  expect(n).toBe(200)
  expect(observed).toBeCloseTo(0.7, 12)
  expect(expected).toBeCloseTo(0.41, 12)
  expect(kappa).toBeCloseTo(0.29 / 0.59, 12)
})

test('kappa, standard error and interval as Stata prints them (kapci, Statalist, 16 December 2009)', () => {
  const { observed, expected, kappa, low, high } = kappaOf(pairs([[1395, 118], [261, 158]]))
  expect(observed).toBeCloseTo(0.8038302277432712, 8)
  expect(expected).toBeCloseTo(0.7022330671398995, 8)
  expect(kappa).toBeCloseTo(0.3411969207847029, 8)
  expect([low, high]).toEqual([expect.closeTo(0.2896667786271169, 6), expect.closeTo(0.3927270629422889, 6)])
})

test('the example of the R package statpsych (ci.kappa, after Fleiss and Paik 2003): .6757, interval .5317 to .8196', () => {
  const { kappa, low, high } = kappaOf(pairs([[31, 12], [4, 58]]))
  expect(kappa).toBeCloseTo(0.6756757, 6)
  expect([low, high]).toEqual([expect.closeTo(0.531721, 5), expect.closeTo(0.8196303, 5)])
})

test('an asymmetric table of three, by hand from the formula of 1969: kappa .4286, standard error .0537', () => {
  // Proportions .53 .05 .02 / .11 .14 .05 / .01 .06 .03 of 200. Rows .60 .30 .10, columns .65 .25 .10:
  // observed .70; expected .39 + .075 + .01 = .475; kappa .225 / .525 = .428571.
  // Agreeing: .53 (1 - 1.25 x .571429)^2 + .14 (1 - .55 x .571429)^2 + .03 (1 - .20 x .571429)^2 = .0432653 + .0658449 + .0235347 = .1326449.
  // Differing, column of the first's choice and row of the second's: .05 (.65 + .30)^2 + .02 (.65 + .10)^2 + .11 (.25 + .60)^2 + .05 (.25 + .10)^2
  // + .01 (.10 + .60)^2 + .06 (.10 + .30)^2 = .1564500; times .571429^2 = .0510857.
  // Less (.428571 - .475 x .571429)^2 = .0247021; over 200 x .525^2 = 55.125: (.1326449 + .0510857 - .0247040) / 55.125 = .0028848.
  const { kappa, low, high } = kappaOf(pairs([[106, 10, 4], [22, 28, 10], [2, 12, 6]]))
  expect(kappa).toBeCloseTo(0.428571, 6)
  expect((high! - low!) / 2 / 1.959964).toBeCloseTo(Math.sqrt(0.0028848), 4)
})

test('who always agrees has 1; who always says the same one thing has none', () => {
  expect(kappaOf(pairs([[20, 0], [0, 20]]))).toMatchObject({ kappa: 1, low: 1, high: 1 })
  expect(kappaOf(pairs([[40]]))).toMatchObject({ kappa: null, observed: 1, expected: 1 })
  expect(kappaOf([])).toMatchObject({ n: 0, kappa: null })
})

const choice = fc.constantFrom('discard', 'incident', 'question', 'done')

test('kappa does not depend on the names, on the order, or on who is called the first', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(choice, choice), { minLength: 2, maxLength: 60 }), (list) => {
      const { kappa, low } = kappaOf(list)
      const others = [list.map(([a, b]) => [b, a] as const), [...list].reverse(), list.map(([a, b]) => [`${a}!`, `${b}!`] as const)]
      for (const other of others) {
        const again = kappaOf(other)
        if (kappa === null) expect(again.kappa).toBeNull()
        else expect([again.kappa, again.low]).toEqual([expect.closeTo(kappa, 9), expect.closeTo(low!, 9)])
      }
      if (kappa !== null) expect(kappa).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})

test('of two choices there is one agreement: for the one, for the other, and for both', () => {
  const list = pairs([[31, 12], [4, 58]])
  expect(kappaFor(list, '0').kappa).toBeCloseTo(kappaOf(list).kappa!, 12)
  expect(kappaFor(list, '1').low).toBeCloseTo(kappaOf(list).low!, 12)
})
