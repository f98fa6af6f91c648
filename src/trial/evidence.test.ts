import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawArms } from './draw.ts'
import { logEvidence } from './evidence.ts'
import { falseWinners, standing, winsOf } from './verdict.ts'

/** The integral of its definition, by rectangles. */
function byIntegral(wins: number, losses: number): number {
  const steps = 20_000
  const logs = Array.from({ length: steps }, (_, step) => {
    const p = 0.5 + (step + 0.5) / steps / 2
    return wins * Math.log(2 * p) + losses * Math.log(2 * (1 - p))
  })
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - most), 0) / steps)
}

test('the evidence is the integral that it is said to be', () => {
  fc.assert(fc.property(fc.nat(800), fc.nat(800), (wins, losses) => {
    expect(logEvidence({ wins, losses })).toBeCloseTo(byIntegral(wins, losses), 3)
  }), { seed: 95, numRuns: 60 })
  expect(logEvidence({ wins: 0, losses: 0 })).toBe(0)
})

test('a bet on a fair coin is worth no more than it cost, at whatever moment one looks', () => {
  // E[after the next pair] = evidence now, exactly: half of each outcome.
  fc.assert(fc.property(fc.nat(300), fc.nat(300), (wins, losses) => {
    const now = Math.exp(logEvidence({ wins, losses }))
    const after = (Math.exp(logEvidence({ wins: wins + 1, losses })) + Math.exp(logEvidence({ wins, losses: losses + 1 }))) / 2
    expect(after / now).toBeLessThanOrEqual(1 + 1e-9)
    expect(after / now).toBeGreaterThan(1 - 1e-9)
  }), { seed: 96 })
})

test('arms stand once in each block, whatever was handed out at once', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 6 }), fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat(1_000)), (arms, portions, chance) => {
    const drawn: number[] = []
    for (const count of portions) {
      const begun = drawn.slice(drawn.length - (drawn.length % arms))
      drawn.push(...drawArms(arms, drawn.length, count, begun, (under) => chance.next().value! % under))
    }
    for (let at = 0; at + arms <= drawn.length; at += arms) expect(new Set(drawn.slice(at, at + arms)).size).toBe(arms)
  }), { seed: 97 })
})

test('a winner has beaten each other one; a block with a gap says nothing', () => {
  const blocks = Array.from({ length: 40 }, () => [5, 1, 1])
  expect(standing(winsOf(3, blocks)).winner).toBe(0)
  expect(standing(winsOf(3, blocks.map(([a, b]) => [a, b, undefined]))).winner).toBeUndefined()
  expect(standing(winsOf(3, blocks.map(([a, b]) => [a, b, 5]))).winner).toBeUndefined()
  expect(standing(winsOf(2, [])).winner).toBeUndefined()
})

test('of 400 trials of wordings that are alike, looked at after each block, hardly any names a winner', () => {
  let state = 11
  const random = () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296)
  let named = 0
  for (let trial = 0; trial < 400; trial += 1) {
    const wins = [[0, 0], [0, 0]]
    for (let block = 0; block < 400; block += 1) {
      winsOf(2, [[random() < 0.3 ? 1 : 0, random() < 0.3 ? 1 : 0]]).forEach((row, a) => row.forEach((won, b) => (wins[a]![b]! += won)))
      if (standing(wins).winner === undefined) continue
      named += 1
      break
    }
  }
  // Five in a hundred are 20; three standard deviations above are 33.
  expect(named / 400).toBeLessThanOrEqual(falseWinners + 0.033)
  expect(named).toBeGreaterThan(0)
})
