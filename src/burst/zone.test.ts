import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, isZone, wallOf } from '#plan/index.ts'
import { zoneChoices } from './zone-choices.ts'
import { commonZones, countryOf } from './zone.ts'

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))

test.each([
  ['summer in Madrid', '2026-07-01T18:00', 'Europe/Madrid', '2026-07-01T16:00:00.000Z'],
  ['winter in Madrid', '2026-12-01T18:00', 'Europe/Madrid', '2026-12-01T17:00:00.000Z'],
  ['no summer time in El Salvador', '2026-07-01T18:00', 'America/El_Salvador', '2026-07-02T00:00:00.000Z'],
  ['half an hour in Kolkata', '2026-07-01T18:00', 'Asia/Kolkata', '2026-07-01T12:30:00.000Z'],
  ['an hour that clocks jump over', '2026-03-29T02:30', 'Europe/Madrid', '2026-03-29T01:30:00.000Z'],
  ['an hour that comes twice means its first time', '2026-10-25T02:30', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
  ['the southern hemisphere turns the other way', '2026-12-01T18:00', 'Australia/Sydney', '2026-12-01T07:00:00.000Z'],
])('%s', (_, wall, zone, moment) => {
  expect(instantOf(wall, zone).toISOString()).toBe(moment)
})

test('in every zone, what clocks say when a burst begins leads back to that moment, or to the first of two that say the same', () => {
  fc.assert(fc.property(zones, fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2032, 0) }), (zone, at) => {
    const moment = new Date(Math.floor(at / 60_000) * 60_000)
    const wall = wallOf(moment, zone)
    const back = instantOf(wall, zone)
    expect(wallOf(back, zone)).toBe(wall)
    expect(moment.getTime() - back.getTime()).toBeGreaterThanOrEqual(0)
    expect(moment.getTime() - back.getTime()).toBeLessThanOrEqual(2 * 3_600_000)
  }), { seed: 5, numRuns: 500 })
})

test('zones to choose from stand from west to east, as far as they are from UTC on that day', () => {
  expect(commonZones.filter((zone) => !isZone(zone))).toEqual([])
  const on = (day: string) => zoneChoices(['Asia/Tokyo', 'Europe/Madrid'], 'America/El_Salvador', new Date(day)).map((one) => one.label)
  expect(on('2026-12-01T12:00Z')).toEqual(['UTC−6 El Salvador', 'UTC+1 Madrid', 'UTC+9 Tokyo'])
  expect(on('2026-07-01T12:00Z')[1]).toBe('UTC+2 Madrid')
})

test('countries are those of the clock that somebody chose', () => {
  expect([countryOf('America/El_Salvador'), countryOf('Asia/Kolkata'), countryOf('Europe/Madrid'), countryOf('UTC')]).toEqual(['SV', 'IN', 'ES', undefined])
})
