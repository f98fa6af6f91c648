import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derive, points, standingOf, standings, type Point, type Standing } from './rule.ts'

const standing = fc.constantFrom(...standings)
const all = fc.record({ source: standing, time: standing, place: standing, corroboration: standing })
const order = ['unverified', 'corroborated', 'verified']

test.each([
  ['nothing known', {}, 0, 'unverified'],
  ['one person who saw it', {}, 1, 'unverified'],
  ['two who do not know of each other', {}, 2, 'corroborated'],
  ['a person found it corroborated', { corroboration: 'holds' }, 0, 'corroborated'],
  ['three points, alone', { source: 'holds', time: 'holds', place: 'holds' }, 1, 'unverified'],
  ['all four', { source: 'holds', time: 'holds', place: 'holds', corroboration: 'holds' }, 0, 'verified'],
  ['many say it, but the place is another', { place: 'fails' }, 40, 'unverified'],
] as [string, Partial<Record<Point, Standing>>, number, string][])('%s', (_, said, independent, wanted) => {
  expect(derive({ source: 'open', time: 'open', place: 'open', corroboration: 'open', ...said }, independent)).toBe(wanted)
})

test('what is found to hold never makes a thing less sure, what is found to fail never more; nobody is called false by a rule', () => {
  fc.assert(fc.property(all, fc.constantFrom(...points), fc.nat(5), (before, point, independent) => {
    const rank = (change: Partial<Record<Point, Standing>>, more = 0) => order.indexOf(derive({ ...before, ...change }, independent + more))
    expect(rank({})).toBeGreaterThanOrEqual(0)
    if (before[point] === 'open') expect(rank({ [point]: 'holds' })).toBeGreaterThanOrEqual(rank({}))
    expect(rank({ [point]: 'fails' })).toBe(0)
    expect(rank({}, 1)).toBeGreaterThanOrEqual(rank({}))
  }))
})

test('an incident takes over what holds for a statement, never what fails for one, and its own word wins', () => {
  expect(standingOf('place', { own: {}, statements: [{ place: 'holds' }, {}] })).toEqual({ standing: 'holds', taken: true })
  expect(standingOf('place', { own: {}, statements: [{ place: 'holds' }, { place: 'fails' }] })).toEqual({ standing: 'open', taken: false })
  expect(standingOf('place', { own: { place: 'fails' }, statements: [{ place: 'holds' }] })).toEqual({ standing: 'fails', taken: false })
})
