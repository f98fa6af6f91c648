import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonZones, countryOf, isZone, momentOf, offsetAt, wallOf } from './zone.ts'

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))

test.each([
  ['summer in Madrid', '2026-07-01', '18:00', 'Europe/Madrid', '2026-07-01T16:00:00.000Z'],
  ['winter in Madrid', '2026-12-01', '18:00', 'Europe/Madrid', '2026-12-01T17:00:00.000Z'],
  ['no summer time in El Salvador', '2026-07-01', '18:00', 'America/El_Salvador', '2026-07-02T00:00:00.000Z'],
  ['half an hour in Kolkata', '2026-07-01', '18:00', 'Asia/Kolkata', '2026-07-01T12:30:00.000Z'],
  ['an hour that clocks jump over', '2026-03-29', '02:30', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
  ['an hour that comes twice means its first time', '2026-10-25', '02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
  ['the southern hemisphere turns the other way', '2026-12-01', '18:00', 'Australia/Sydney', '2026-12-01T07:00:00.000Z'],
])('%s', (_, date, clock, zone, moment) => {
  expect(momentOf(date, clock, zone)?.toISOString()).toBe(moment)
})

test('in every zone, what clocks say at a moment leads back to it, or an hour before where it comes twice', () => {
  fc.assert(fc.property(zones, fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) }), (zone, at) => {
    const moment = Math.floor(at / 60_000) * 60_000
    const { date, clock } = wallOf(new Date(moment), zone)
    const back = momentOf(date, clock, zone)!.getTime()
    if (back !== moment) expect([offsetAt(zone, back) - offsetAt(zone, moment), wallOf(new Date(back), zone)]).toEqual([moment - back, { date, clock }])
    else expect(back).toBe(moment)
  }), { seed: 5, numRuns: 1_000 })
})

test('in every zone, every time of day of every date is some moment of that date, or right after a jump', () => {
  fc.assert(fc.property(zones, fc.integer({ min: 18_262, max: 22_645 }), fc.integer({ min: 0, max: 1_439 }), (zone, day, minute) => {
    const wall = new Date((day * 1_440 + minute) * 60_000).toISOString()
    const found = wallOf(momentOf(wall.slice(0, 10), wall.slice(11, 16), zone)!, zone)
    const late = Date.parse(`${found.date}T${found.clock}Z`) - Date.parse(`${wall.slice(0, 16)}Z`)
    // Clocks jump by an hour at most, but for an island or two that changed sides of the date line.
    expect(late).toBeGreaterThanOrEqual(0)
    expect(late).toBeLessThanOrEqual(86_400_000)
  }), { seed: 6, numRuns: 1_000 })
})

test('what is no date, no time or no zone is told apart', () => {
  expect([momentOf('2026-02-30', '18:00', 'UTC'), momentOf('2026-02-20', '24:30', 'UTC'), momentOf('tomorrow', '18:00', 'UTC')]).toEqual([undefined, undefined, undefined])
  expect(['UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT-5'].map(isZone)).toEqual([true, true, true, true])
  expect(['Moon/Base', '', '+03:00', 'Europe/Madrid;', null].map(isZone)).toEqual([false, false, false, false, false])
  expect(commonZones.filter((zone) => !isZone(zone))).toEqual([])
})

test('countries are those of the clock that somebody chose', () => {
  expect([countryOf('America/El_Salvador'), countryOf('Asia/Kolkata'), countryOf('Europe/Madrid'), countryOf('UTC')]).toEqual(['SV', 'IN', 'ES', undefined])
})
