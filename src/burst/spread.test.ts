import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caps, mostEach, momentsOf, ownOrder, ramps, type Spread } from './spread.ts'

const minutes = 60_000
const begin = Date.UTC(2027, 2, 28, 18)

/** Any window from a minute to a day, any number of texts, with up to four STOPs: of the burst and of everything, one within another, begun before it or to end after it. */
const spreads = fc
  .record({
    length: fc.integer({ min: 1, max: 24 * 60 }), each: fc.integer({ min: 1, max: mostEach }), ramp: fc.constantFrom(...ramps),
    pauses: fc.array(fc.record({ from: fc.double({ min: -0.3, max: 1, noNaN: true }), length: fc.double({ min: 0, max: 0.5, noNaN: true }) }), { maxLength: 4 }),
  })
  .map(({ length, each, ramp, pauses }): Spread => {
    const at = (share: number) => new Date(begin + Math.min(share, 1.2) * length * minutes)
    return { startsAt: at(0), endsAt: at(1), each, ramp, pauses: pauses.toSorted((a, b) => a.from - b.from).map(({ from, length: long }) => ({ from: at(from), to: at(from + long) })) }
  })
const people = fc.record({ id: fc.uuid(), late: fc.oneof(fc.constant(-1), fc.double({ min: 0, max: 1, noNaN: true })) })

const plan = (spread: Spread, { id, late }: { id: string; late: number }) =>
  momentsOf(spread, { id, pledgedAt: new Date(spread.startsAt.getTime() + late * (spread.endsAt.getTime() - spread.startsAt.getTime())) }).map((at) => at.getTime())

/** The most of these moments that lie within any span of that length. */
function mostWithin(moments: number[], span: number): number {
  return Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + span).length))
}

test('nobody is ever asked for more than 5 posts in any minute or 15 in any hour, nor outside of the window, nor during a STOP', () => {
  fc.assert(fc.property(spreads, people, (spread, who) => {
    const moments = plan(spread, who)
    expect(mostWithin(moments, minutes)).toBeLessThanOrEqual(caps.perMinute)
    expect(mostWithin(moments, 60 * minutes)).toBeLessThanOrEqual(caps.perHour)
    expect(moments).toEqual([...moments].sort((a, b) => a - b))
    expect(moments.length).toBeLessThanOrEqual(spread.each)
    for (const at of moments) {
      expect(at).toBeGreaterThanOrEqual(spread.startsAt.getTime())
      expect(at).toBeLessThan(spread.endsAt.getTime())
      expect(spread.pauses.some(({ from, to }) => at >= from.getTime() && at < to.getTime())).toBe(false)
    }
  }), { seed: 1, numRuns: 400 })
})

test('it follows from the person alone: asked again, in another process or after a STOP, what is past stays where it was', () => {
  fc.assert(fc.property(spreads, people, fc.double({ min: 0.1, max: 0.9, noNaN: true }), (spread, who, share) => {
    const before: Spread = { ...spread, pauses: [] }
    const from = new Date(spread.startsAt.getTime() + share * (spread.endsAt.getTime() - spread.startsAt.getTime()))
    const after: Spread = { ...spread, pauses: [{ from, to: new Date(from.getTime() + 5 * minutes) }] }
    expect(plan(before, who)).toEqual(plan(before, who))
    expect(plan(after, who).filter((at) => at < from.getTime())).toEqual(plan(before, who).filter((at) => at < from.getTime()))
  }), { seed: 2 })
})

test('whoever was there from the beginning gets all of their texts, unless the window is too short for them', () => {
  fc.assert(fc.property(fc.integer({ min: 30, max: 600 }), fc.integer({ min: 1, max: caps.perHour }), fc.constantFrom(...ramps), fc.uuid(), (length, each, ramp, id) => {
    expect(plan({ startsAt: new Date(begin), endsAt: new Date(begin + length * minutes), each, ramp, pauses: [] }, { id, late: -1 }).length).toBeGreaterThanOrEqual(each - 1)
  }), { seed: 3 })
})

const crowd = (count: number) => Array.from({ length: count }, (_, at) => `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`)

test('ten thousand people together run as the ramp says: no minute is empty, none is crowded', () => {
  const perTenMinutes = (ramp: Spread['ramp']) => {
    const spread: Spread = { startsAt: new Date(begin), endsAt: new Date(begin + 120 * minutes), each: 5, ramp, pauses: [] }
    const counts = Array<number>(12).fill(0)
    const single = Array<number>(120).fill(0)
    for (const id of crowd(10_000)) {
      for (const at of plan(spread, { id, late: -1 })) {
        counts[Math.floor((at - begin) / (10 * minutes))]! += 1
        single[Math.floor((at - begin) / minutes)]! += 1
      }
    }
    return { counts, single }
  }
  const even = perTenMinutes('even')
  expect(Math.min(...even.single)).toBeGreaterThan(320)
  expect(Math.max(...even.single)).toBeLessThan(500)
  const rising = perTenMinutes('rising').counts
  expect(rising[11]! / rising[0]!).toBeGreaterThan(2)
  const falling = perTenMinutes('falling').counts
  expect(falling[0]! / falling[11]!).toBeGreaterThan(2)
})

test('after a STOP was lifted the texts of all come back spread over ten minutes, not at once', () => {
  const from = new Date(begin + 30 * minutes)
  const spread: Spread = { startsAt: new Date(begin), endsAt: new Date(begin + 120 * minutes), each: 5, ramp: 'even', pauses: [{ from, to: new Date(begin + 60 * minutes) }] }
  const perMinute = Array<number>(120).fill(0)
  for (const id of crowd(4_000)) for (const at of plan(spread, { id, late: -1 })) perMinute[Math.floor((at - begin) / minutes)]! += 1
  expect(perMinute.slice(30, 60).every((count) => count === 0)).toBe(true)
  const after = perMinute.slice(60, 70)
  expect(Math.max(...after) / Math.min(...after)).toBeLessThan(1.5)
})

const bank = Array.from({ length: 20 }, () => ({ id: randomUUID() }))

test('texts are used alike, each person has no text twice, and people differ', () => {
  const used = new Map(bank.map(({ id }) => [id, 0]))
  const firsts = new Set<string>()
  for (const id of crowd(10_000)) {
    const own = ownOrder(bank, id).slice(0, 5)
    expect(new Set(own.map((one) => one.id)).size).toBe(5)
    firsts.add(own.map((one) => one.id).join())
    for (const one of own) used.set(one.id, used.get(one.id)! + 1)
  }
  // 2,500 each, give or take what chance does.
  expect(Math.min(...used.values())).toBeGreaterThan(2_300)
  expect(Math.max(...used.values())).toBeLessThan(2_700)
  expect(firsts.size).toBeGreaterThan(9_500)
})

test('a text that is taken out changes nothing for whoever did not have it', () => {
  fc.assert(fc.property(fc.uuid(), fc.integer({ min: 0, max: 19 }), (id, gone) => {
    const all = ownOrder(bank, id)
    expect(ownOrder(bank.filter((_, at) => at !== gone), id)).toEqual(all.filter((one) => one !== bank[gone]))
  }), { seed: 4 })
})
