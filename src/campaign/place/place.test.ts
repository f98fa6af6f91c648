/** The gazetteer: files in, names found in any script, several of one name told apart, districts by their outlines. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { book, textRow } from '../../core/table/harness.ts'
import type { Actor } from '#core/index.ts'
import { tableBytes } from '#core/table/index.ts'
import { addUser } from '#person/index.ts'
import { addCampaign, type Campaign } from '../campaign.ts'
import { openTestHouse, type TestHouse } from '../../../test/harness/house.ts'
import { areaAt } from './area.ts'
import { degreesIn, positionIn } from './degrees.ts'
import { isWithin, pointIn, readOutline, simplified, type Outline } from './outline.ts'
import { addPlaces, countryOf, findPlace, findPlaces, placeMeant, setPlaces } from './place.ts'
import { readPlaces } from './read.ts'
import { bringSet, previewSet, removeSet, setsOf } from './set.ts'
import { listPlaces, placeColumns } from './table.ts'

let opened: TestHouse
let water: Campaign
let other: Campaign
let owner: Actor

beforeAll(async () => {
  opened = await openTestHouse()
  water = await addCampaign(opened.house, { slug: 'water', name: 'Water' })
  other = await addCampaign(opened.house, { slug: 'other', name: 'Other' })
  const { personId } = await addUser(opened.house, { email: 'olga@example.org', role: 'owner', campaign: 'other' })
  owner = { person: { id: personId, name: 'Olga' }, roles: [{ organisationId: other.organisationId, role: 'owner' }], ready: true } as unknown as Actor
  // A few of the world's towns, as the package brings them.
  await opened.house.db.transact((t) => t.run(
    `insert into town (id, name, folded, country, admin, region, population, lat, lon) values
     (1, 'Tarqa', 'tarqa', 'LB', '01', null, 900000, 34.4, 35.8), (2, 'Tarqa', 'tarqa', 'LY', '02', 'Sabrin', 800000, 32.9, 13.2), (3, 'Santa Lira', 'santa lira', 'SV', '03', null, 60000, 14, -89.5), (4, 'Santa Lira', 'santa lira', 'SV', '04', 'Mirada', 700, 13.5, -88)`))
})
afterAll(() => opened?.close())

const stations = `Código;Nombre;Name (Arabic);Municipio;Latitud;Longitud
A-1;Escuela Doce de Mayo;مدرسة الثاني عشر;Norte;13,7;-89,2
A-2;Santa Lira;;Norte;13,71;-89,21
A-3;Santa Lira;;Sur;13° 40' 12" N;89° 12' 0" W
A-4;Clínica Azul;;;13.75;-89.25
A-5;;;Sur;1;1
A-6;Lejos;;Sur;95.5;10
A-7;Mar;;Sur;300;10
A-8;Nada;;Sur;;
A-9;Letras;;Sur;doce;10
A-1;Otra vez;;Sur;13;-89
`

test('polling stations from a spreadsheet: what is bad is told with line and reason, the rest is found in any script', async () => {
  const read = await readPlaces(Buffer.from(stations), { kind: 'polling-station' })
  expect(read.fields).toEqual({ name: 'Nombre', code: 'Código', district: 'Municipio', lat: 'Latitud', lon: 'Longitud' })
  expect(read.named).toEqual(['Name (Arabic)'])
  expect(read.bad.map(({ line, fault }) => [line, fault])).toEqual([[6, 'no-name'], [7, 'exchanged'], [8, 'out-of-world'], [9, 'no-position'], [10, 'not-degrees'], [11, 'twice']])
  expect(await previewSet(opened.house.db, water.id, read, { name: 'Stations' })).toMatchObject({ added: 4, changed: 0, same: 0, missing: 0 })
  expect(await setsOf(opened.house.db, water.id)).toEqual([])
  await bringSet(opened.house, water, null, read, { name: 'Stations', file: 'stations.csv' })

  const { db } = opened.house
  for (const text of ['escuela doce de mayo', 'مدرسة الثانى عشر']) expect(await findPlace(db, water.id, text)).toMatchObject({ name: 'Escuela Doce de Mayo', code: 'A-1', kind: 'polling-station' })
  // By a word of its name, and by a beginning in the script that is typed.
  expect((await findPlaces(db, water.id, 'mayo')).map((one) => one.name)).toEqual(['Escuela Doce de Mayo'])
  expect((await findPlaces(db, water.id, 'مدر'))[0]).toMatchObject({ name: 'Escuela Doce de Mayo', label: 'مدرسة الثاني عشر' })
  expect(await findPlace(db, water.id, 'Clinica Azul')).toMatchObject({ lat: 13.75, lon: -89.25 })
  expect((await findPlaces(db, other.id, 'escuela')).length).toBe(0)
})

test('several of one name are told, never one of them taken; the district behind a comma says which', async () => {
  const { db } = opened.house
  expect(await findPlace(db, water.id, 'santa lira')).toBeUndefined()
  expect((await placeMeant(db, water.id, 'SANTA LIRA')).several.map((one) => one.district)).toEqual(['Norte', 'Sur'])
  expect(await findPlace(db, water.id, 'Santa Lira, sur')).toMatchObject({ code: 'A-3', lat: 13.67, lon: -89.2 })
  expect(await findPlace(db, water.id, 'Santa Lira، A-2')).toMatchObject({ code: 'A-2' })
})

test('brought again, places are changed and not doubled; what the file no longer has stays, or goes when asked', async () => {
  const { db } = opened.house
  const again = await readPlaces(Buffer.from('code,name,district,lat,lon\nA-1,Escuela Doce,Norte,13.8,-89.2\nA-2,Santa Lira,Norte,13.71,-89.21\nB-1,Nueva,Sur,13,-89\n'), { kind: 'polling-station' })
  expect(await previewSet(db, water.id, again, { name: 'Stations' })).toEqual({ added: 1, changed: 1, same: 1, missing: 2, bad: [] })
  await bringSet(opened.house, water, null, again, { name: 'Stations', file: 'again.csv' })
  expect(await setsOf(db, water.id)).toMatchObject([{ name: 'Stations', file: 'again.csv', places: 5 }])
  expect(await findPlace(db, water.id, 'escuela doce')).toMatchObject({ lat: 13.8 })
  expect(await findPlace(db, water.id, 'مدرسة الثاني عشر')).toBeUndefined()
  expect(await previewSet(db, water.id, again, { name: 'Stations' })).toMatchObject({ added: 0, changed: 0, same: 3 })
  await bringSet(opened.house, water, null, again, { name: 'Stations', file: 'again.csv', replace: true })
  expect(await findPlace(db, water.id, 'clinica azul')).toBeUndefined()
  expect((await setsOf(db, water.id))[0]!.places).toBe(3)
})

test('a workbook, the list that we write, and GeoJSON bring the same places', async () => {
  const { db } = opened.house
  const listed = await Array.fromAsync(listPlaces(db, water.id))
  for (const format of ['csv', 'xlsx'] as const) {
    const read = await readPlaces(await tableBytes(format, placeColumns, listed, { title: 'Places' }))
    expect(await previewSet(db, water.id, read, { name: 'Stations' })).toEqual({ added: 0, changed: 0, same: 3, missing: 0, bad: [] })
  }
  const sheet = book({ sheets: { S: textRow(1, ['Polling stations of the north']) + textRow(2, ['الاسم', 'الرمز', 'الإحداثيات']) + textRow(3, ['مركز الميناء', '7', '33.5, 36.3']) } })
  expect((await readPlaces(sheet)).places).toMatchObject([{ line: 3, name: 'مركز الميناء', code: '7', lat: 33.5, lon: 36.3 }])
  const points = { type: 'FeatureCollection', features: [{ type: 'Feature', id: 12, properties: { name: 'Port', name_ar: 'الميناء' }, geometry: { type: 'Point', coordinates: [36.3, 33.5] } }, { type: 'Feature', properties: { name: 'Road' }, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } }] }
  expect(await readPlaces(Buffer.from(JSON.stringify(points)))).toMatchObject({ format: 'geojson', places: [{ name: 'Port', names: ['الميناء'], code: '12', lat: 33.5, lon: 36.3 }], bad: [{ line: 2, fault: 'no-place' }] })
})

const square = (west: number, south: number, size: number): number[][] => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]

test('districts by their outlines: a point gets its district, also one that was there before', async () => {
  const { db } = opened.house
  await opened.house.db.transact((t) => addPlaces(t, other.id, [{ name: 'Well', lat: 5.5, lon: 5.5 }, { name: 'Hole', lat: 2, lon: 2 }, { name: 'Far', lat: 50, lon: 50 }], opened.clock.now()))
  const areas = {
    type: 'FeatureCollection', crs: { properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
    features: [
      { type: 'Feature', properties: { ADM2_EN: 'Big', ADM2_PCODE: 'D1', ADM1_EN: 'All' }, geometry: { type: 'MultiPolygon', coordinates: [[square(0, 0, 10), square(1, 1, 3)]] } },
      { type: 'Feature', properties: { ADM2_EN: 'Small', ADM2_PCODE: 'D2' }, geometry: { type: 'Polygon', coordinates: [square(5, 5, 1)] } },
      { type: 'Feature', properties: { ADM2_EN: 'Torn', ADM2_PCODE: 'D3' }, geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 1]]] } },
    ],
  }
  const read = await readPlaces(Buffer.from(JSON.stringify(areas)))
  expect(read).toMatchObject({ fields: { name: 'ADM2_EN', code: 'ADM2_PCODE', region: 'ADM1_EN' }, bad: [{ line: 3, fault: 'no-area' }] })
  await bringSet(opened.house, other, null, read, { name: 'Districts', file: 'd.geojson' })
  expect((await areaAt(db, other.id, { lat: 5.5, lon: 5.5 }))?.name).toBe('Small')
  expect((await areaAt(db, other.id, { lat: 8, lon: 8 }))?.name).toBe('Big')
  expect(await areaAt(db, other.id, { lat: 2, lon: 2 })).toBeUndefined()
  expect(await areaAt(db, water.id, { lat: 8, lon: 8 })).toBeUndefined()
  expect([(await findPlace(db, other.id, 'well'))?.district, (await findPlace(db, other.id, 'hole'))?.district, (await findPlace(db, other.id, 'far'))?.district]).toEqual(['Small', null, null])
  await removeSet(opened.house, owner, other, (await setsOf(db, other.id))[0]!.id)
  expect([await setsOf(db, other.id), await areaAt(db, other.id, { lat: 8, lon: 8 }), await findPlace(db, other.id, 'small')]).toEqual([[], undefined, undefined])
  expect(await findPlace(db, other.id, 'well')).toBeDefined()
})

test("the world's towns: those of the campaign's country, elsewhere only offered, found with a country in any language", async () => {
  const { db } = opened.house
  // By the stations that were brought it is known where the campaign is.
  expect(await countryOf(db, water.id)).toBe('SV')
  expect((await placeMeant(db, water.id, 'Tarqa')).several.map((one) => one.country)).toEqual(['LB', 'LY'])
  expect(await findPlace(db, water.id, 'Tarqa, ليبيا')).toMatchObject({ country: 'LY', region: 'Sabrin', own: false })
  expect(await findPlace(db, water.id, 'tarqa libano')).toMatchObject({ country: 'LB' })
  expect((await findPlaces(db, water.id, 'لبنان')).map((one) => one.name)).toEqual(['Tarqa'])
  expect((await findPlaces(db, water.id, 'santa')).map((one) => [one.name, one.own])).toEqual([['Santa Lira', true], ['Santa Lira', false], ['Santa Lira', false]])
  expect((await placeMeant(db, other.id, 'santa lira')).place).toBeUndefined()
})

test('places put by a program are replaced without touching what files brought', async () => {
  const { db } = opened.house
  for (const name of ['One', 'Two']) await db.transact((t) => setPlaces(t, water.id, [{ name, lat: 1, lon: 1 }], opened.clock.now()))
  expect([await findPlace(db, water.id, 'one'), (await findPlace(db, water.id, 'two'))?.name, (await setsOf(db, water.id))[0]!.places]).toEqual([undefined, 'Two', 3])
})

test.each([
  ['12.5', 12.5], ['-12,5', -12.5], ['12.5° S', -12.5], ['S 12.5', -12.5], ['12°30\'0"N', 12.5], ['12° 30′ O', -12.5], ['−0.25', -0.25], ['١٢٫٥', 12.5], ['12°75\'', undefined], ['north', undefined], ['', undefined], ['1e3', undefined],
])('%s in degrees', (text, degrees) => expect(degreesIn(text)).toBe(degrees))

test('both in one cell', () => {
  for (const text of ['-12.5, 77.25', '-12.5,77.25', '-12.5;77.25', '12.5 S 77.25 E', '-12.5 77.25']) expect([text, positionIn(text)]).toEqual([text, { lat: -12.5, lon: 77.25 }])
  for (const text of ['12.5', 'a, b', '1,2,3']) expect(positionIn(text)).toBeUndefined()
})

const star = (corners: number[], lon: number, lat: number): Outline => {
  const ring = corners.map((radius, at) => [lon + radius * Math.cos((2 * Math.PI * at) / corners.length), lat + radius * Math.sin((2 * Math.PI * at) / corners.length)])
  return readOutline({ type: 'Polygon', coordinates: [ring] }) as Outline
}

test('the point of an area lies in it, and its simple outline covers about the same', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 5, maxLength: 400 }), fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: -60, max: 60, noNaN: true }), (corners, lon, lat) => {
      const outline = star(corners, lon, lat)
      const point = pointIn(outline)
      expect(isWithin(outline, point.lat, point.lon)).toBe(true)
      const simple = simplified(outline)
      expect(simple.flat(2).length).toBeLessThanOrEqual(outline.flat(2).length)
      expect(isWithin(simple, lat, lon)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
