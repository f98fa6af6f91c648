import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysLater, instantOf, isWall, isZone, minutesAhead, wallOf } from '#core/index.ts'
import { inYear, nextOccurrence, occurrencesBetween } from './occurrence.ts'

const zones = ['UTC', 'America/El_Salvador', 'America/New_York', 'America/St_Johns', 'Europe/Madrid', 'Africa/Casablanca', 'Africa/Nairobi', 'Asia/Beirut', 'Asia/Gaza', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Chatham', 'America/Santiago']
const zone = fc.constantFrom(...zones)
/** Every minute of some forty years, in which each of these zones has changed its clocks. */
const instant = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }).map((minutes) => new Date(minutes * 60_000))

/** Instants within two hours of a change of the zone's clocks, which chance alone would hardly meet. */
const nearChange = zone.chain((name) => fc.record({ zone: fc.constant(name), at: fc.constantFrom(...changesOf(name)).chain((change) => fc.integer({ min: -120, max: 120 }).map((minutes) => new Date(change + minutes * 60_000))) }))

const found = new Map<string, number[]>()
function changesOf(name: string): number[] {
  if (found.has(name)) return found.get(name)!
  const changes: number[] = []
  const hour = 3_600_000
  for (let at = Date.UTC(2009, 0, 1); at < Date.UTC(2030, 0, 1); at += 24 * hour) {
    if (minutesAhead(name, new Date(at)) === minutesAhead(name, new Date(at + 24 * hour))) continue
    let [low, high] = [at, at + 24 * hour]
    while (high - low > 60_000) {
      const middle = Math.round((low + high) / 2 / 60_000) * 60_000
      if (minutesAhead(name, new Date(middle)) === minutesAhead(name, new Date(low))) low = middle
      else high = middle
    }
    changes.push(high)
  }
  found.set(name, changes.length > 0 ? changes : [Date.UTC(2020, 0, 1)])
  return found.get(name)!
}

test('a clock time becomes an instant at which the clock shows it, everywhere and always, unless the clocks leave it out', () => {
  const holds = (name: string, at: Date) => {
    const wall = wallOf(at, name)
    const back = instantOf(wall, name)
    // The instant itself shows it, so it is not left out: one of at most two instants that show the same, the first.
    expect(wallOf(back, name)).toBe(wall)
    expect(back.getTime()).toBeLessThanOrEqual(at.getTime())
  }
  fc.assert(fc.property(zone, instant, holds), { numRuns: 2_000 })
  fc.assert(fc.property(nearChange, ({ zone: name, at }) => holds(name, at)), { numRuns: 2_000 })
})

test('a clock time that is left out lies after the change, as much later as clocks were put on', () => {
  // New York, 14 March 2027: from 2:00 to 3:00.
  expect(instantOf('2027-03-14T02:30', 'America/New_York').toISOString()).toBe('2027-03-14T07:30:00.000Z')
  expect(wallOf(new Date('2027-03-14T07:30:00Z'), 'America/New_York')).toBe('2027-03-14T03:30')
  // Lord Howe puts its clocks on by half an hour.
  expect(wallOf(instantOf('2027-10-03T02:15', 'Australia/Lord_Howe'), 'Australia/Lord_Howe')).toBe('2027-10-03T02:45')
  // Samoa left out a whole day.
  expect(wallOf(instantOf('2011-12-30T12:00', 'Pacific/Apia'), 'Pacific/Apia')).toBe('2011-12-31T12:00')
})

test('a clock time that comes twice is the first', () => {
  expect(instantOf('2027-11-07T01:30', 'America/New_York').toISOString()).toBe('2027-11-07T05:30:00.000Z')
  expect(instantOf('2027-10-31T02:30', 'Europe/Madrid').toISOString()).toBe('2027-10-31T00:30:00.000Z')
})

test('later by the clock is later in time, but where clocks are put on or back', () => {
  fc.assert(fc.property(zone, instant, fc.integer({ min: 1, max: 400 }), (name, at, days) => {
    const wall = wallOf(at, name)
    const gone = instantOf(daysLater(wall, days), name).getTime() - instantOf(wall, name).getTime()
    // No clock of these was ever moved by more than a day, and once by an hour beside (Samoa in 2011).
    expect(Math.abs(gone - days * 86_400_000)).toBeLessThanOrEqual(90_000_000)
  }), { numRuns: 1_000 })
})

test('a yearly moment is at the same clock time each year, whatever clocks did', () => {
  fc.assert(fc.property(nearChange, ({ zone: name, at }) => {
    const wall = wallOf(at, name)
    const moment = { wall, zone: name, yearly: true, allDay: false, minutes: 60 }
    const from = instantOf(wall, name)
    const times = occurrencesBetween(moment, from, new Date(from.getTime() + 5.2 * 365.25 * 86_400_000))
    expect(times.length).toBeGreaterThanOrEqual(5)
    for (const one of times) {
      expect(one.wall).toBe(inYear(wall, one.year))
      const shown = wallOf(one.at, name)
      // Left out in that year: then it lies later on the same day (Samoa's day apart).
      if (shown !== one.wall) expect(shown > one.wall).toBe(true)
    }
    for (const [before, after] of times.slice(1).map((one, index) => [times[index]!, one] as const)) expect(after.year - before.year).toBe(1)
  }), { numRuns: 300 })
})

test('what happened on 29 February is remembered every year', () => {
  const moment = { wall: '2024-02-29T18:00', zone: 'America/El_Salvador', yearly: true, allDay: false, minutes: null }
  const times = occurrencesBetween(moment, new Date('2024-01-01T00:00:00Z'), new Date('2029-01-01T00:00:00Z'))
  expect(times.map((one) => one.wall)).toEqual(['2024-02-29T18:00', '2025-02-28T18:00', '2026-02-28T18:00', '2027-02-28T18:00', '2028-02-29T18:00'])
})

test('the next time is the one that goes on, else the one that comes', () => {
  const yearly = { wall: '2020-06-10T10:00', zone: 'UTC', yearly: true, allDay: true, minutes: null }
  expect(nextOccurrence(yearly, new Date('2026-06-10T15:00:00Z')).year).toBe(2026)
  expect(nextOccurrence(yearly, new Date('2026-06-11T00:00:00Z')).year).toBe(2027)
  expect(nextOccurrence({ ...yearly, wall: '2030-06-10T10:00' }, new Date('2026-01-01T00:00:00Z')).year).toBe(2030)
  const once = { ...yearly, yearly: false }
  expect(nextOccurrence(once, new Date('2026-06-10T15:00:00Z')).year).toBe(2020)
})

test('only zones with a name are zones, and only days that there are', () => {
  expect(['Africa/Nairobi', 'America/Argentina/Buenos_Aires', 'UTC', 'Etc/GMT+5'].map(isZone)).toEqual([true, true, true, true])
  expect(['+02:00', '', 'Mars/Olympus', "UTC'; drop", '../etc/passwd'].map(isZone)).toEqual([false, false, false, false, false])
  expect(['2027-02-28T10:00', '2027-02-29T10:00', '2027-13-01T10:00', '2027-01-01T24:00', '2027-01-01'].map(isWall)).toEqual([true, false, false, false, false])
})
