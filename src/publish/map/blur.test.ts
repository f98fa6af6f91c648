import fc from 'fast-check'
import { cellToBoundary, greatCircleDistance, latLngToCell, UNITS } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { blur } from './blur.ts'

const somewhere = fc.record({
  lat: fc.double({ min: -85, max: 85, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }),
})
const metres = (a: { lat: number; lon: number }, b: { lat: number; lon: number }) =>
  greatCircleDistance([a.lat, a.lon], [b.lat, b.lon], UNITS.m)

/** Another point of the same cell: part of the way from the first towards a corner of it. */
function neighbour(place: { lat: number; lon: number }, resolution: number, corner: number, share: number) {
  const corners = cellToBoundary(latLngToCell(place.lat, place.lon, resolution))
  const [lat, lon] = corners[corner % corners.length]!
  const turn = lon - place.lon > 180 ? -360 : lon - place.lon < -180 ? 360 : 0
  return { lat: place.lat + (lat - place.lat) * share, lon: place.lon + (lon + turn - place.lon) * share }
}

describe('a blurred place', () => {
  it.each([['1km', 8], ['district', 5]] as const)('at %s says the same for every point of its cell', (precision, resolution) => {
    fc.assert(fc.property(somewhere, fc.nat(5), fc.double({ min: 0, max: 0.9, noNaN: true }), (place, corner, share) => {
      const other = neighbour(place, resolution, corner, share)
      fc.pre(latLngToCell(other.lat, other.lon, resolution) === latLngToCell(place.lat, place.lon, resolution))
      expect(blur({ ...other, name: 'there' }, precision)).toEqual(blur({ ...place, name: 'here' }, precision))
    }), { numRuns: 500 })
  })

  it('at 1 km lies within a kilometre and a half of the truth, and its radius covers the truth', () => {
    fc.assert(fc.property(somewhere, (place) => {
      const shown = blur(place, '1km')!
      expect(metres(place, shown)).toBeLessThan(1500)
      expect(metres(place, shown)).toBeLessThanOrEqual(shown.radiusMetres + 2)
    }), { numRuns: 1000 })
  })

  it('at district lies within about 20 km, and its radius covers the truth', () => {
    fc.assert(fc.property(somewhere, (place) => {
      const shown = blur(place, 'district')!
      expect(metres(place, shown)).toBeLessThanOrEqual(shown.radiusMetres + 2)
      expect(shown.radiusMetres).toBeGreaterThan(5_000)
      expect(shown.radiusMetres).toBeLessThan(16_000)
    }), { numRuns: 1000 })
  })

  it('hides hundreds of other houses: the two points of a street corner are never told apart', () => {
    const shown = new Set<string>()
    for (let i = 0; i < 100; i++) {
      const place = { lat: 13.7 + i * 1e-6, lon: -89.2 - i * 1e-6 }
      shown.add(JSON.stringify(blur(place, '1km')))
    }
    expect(shown.size).toBe(1)
  })

  it('keeps the name only where the name is as coarse as the point', () => {
    const school = { lat: 13.71, lon: -89.2, name: 'School of Pozo Hondo', town: 'Pozo Hondo' }
    const altamar = { lat: 13.5, lon: -89, name: 'Altamar' }
    expect(blur(school, 'exact')).toEqual({ lat: 13.71, lon: -89.2, name: 'School of Pozo Hondo', radiusMetres: 0 })
    expect(blur(school, '1km')!.name).toBe('Pozo Hondo')
    expect(blur(school, 'district')!.name).toBeUndefined()
    expect(blur({ ...school, district: altamar }, 'district')).toMatchObject(altamar)
    expect(blur({ ...school, town: undefined }, '1km')!.name).toBeUndefined()
  })

  it('is nowhere when hidden, and when its precision is a word nobody knows', () => {
    expect(blur({ lat: 1, lon: 2, name: 'x' }, 'hidden')).toBeUndefined()
    expect(blur({ lat: 1, lon: 2, name: 'x' }, 'precise' as never)).toBeUndefined()
  })
})
