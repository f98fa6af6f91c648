/** Places out of a file: a table with coordinates, CSV or XLSX, or GeoJSON with points and areas. */
import { isUtf8 } from 'node:buffer'
import { refuse } from '#core/index.ts'
import { bare, columnsFor, readTable } from '#core/table/index.ts'
import { foldName } from '../fold-name.ts'
import { degreesIn, positionIn } from './degrees.ts'
import { areaBounds, pointIn, readOutline, type Outline } from './outline.ts'

export interface ReadPlace {
  /** Line of the table, or number of the feature. */
  line: number
  name: string
  names: string[]
  code: string | null
  district: string | null
  region: string | null
  kind: string
  lat: number
  lon: number
  outline?: Outline
  /** By which it is known again. */
  identity: string
}

export const placeFaults = ['no-name', 'no-position', 'not-degrees', 'exchanged', 'out-of-world', 'twice', 'no-area', 'too-many-corners', 'across-the-date-line', 'no-place', 'cells'] as const
export type PlaceFault = (typeof placeFaults)[number]

export interface BadPlace {
  line: number
  fault: PlaceFault
  /** What stands there. */
  found: string
}

export const placeFields = ['name', 'names', 'code', 'district', 'region', 'kind', 'lat', 'lon', 'position'] as const
export type PlaceField = (typeof placeFields)[number]

export interface ReadPlaces {
  format: 'csv' | 'xlsx' | 'geojson'
  /** Names of columns, or of the properties of features. */
  header: string[]
  fields: Partial<Record<PlaceField, string>>
  /** Further columns with names. */
  named: string[]
  places: ReadPlace[]
  bad: BadPlace[]
}

export interface ReadPlacesOptions {
  /** `name=Station,lat=Y`, as pairs. */
  map?: Record<string, string> | undefined
  sheet?: string | undefined
  /** Of places whose row names none. */
  kind?: string | undefined
}

export const mostPlaces = 100_000

const known: Record<PlaceField, string> = {
  name: 'name|place name|place|station name|polling station|facility name|facility|site name|label|title|nombre|nombre del lugar|lugar|centro de votacion|puesto de votacion|recinto|establecimiento|nom|nom du lieu|lieu|bureau de vote|bureau|centre de vote|etablissement|الاسم|اسم|اسم المكان|المكان|مركز الاقتراع|اسم المركز|المركز|name en|name es|name fr|name ar|shapename|adm4 en|adm3 en|adm4 es|adm3 es|adm4 fr|adm3 fr|nam|localidad|localite',
  names: 'names|other names|alternative names|alt names|otros nombres|autres noms|أسماء أخرى',
  code: 'code|id|station code|facility code|pcode|p code|place code|codigo|codigo del puesto|identificador|identifiant|الرمز|رمز|الرقم|رقم المركز|المعرف|shapeid|adm4 pcode|adm3 pcode|adm2 pcode|adm1 pcode|uid|uuid|osm id',
  district: 'district|municipality|county|commune|canton|adm2|admin 2|admin2|adm2 name|adm2 en|adm2 es|adm2 fr|distrito|municipio|commune nom|departement|arrondissement|المديرية|القضاء|المنطقة|الدائرة|البلدية|المحلة',
  region: 'region|province|state|governorate|adm1|admin 1|admin1|adm1 name|adm1 en|adm1 es|adm1 fr|departamento|provincia|estado|region nom|gouvernorat|المحافظة|الولاية|الإقليم|الجهة',
  kind: 'kind|type|category|facility type|place type|tipo|tipo de lugar|categoria|categorie|genre|النوع|الفئة',
  lat: 'lat|latitude|y|geo lat|latitud|خط العرض|العرض',
  lon: 'lon|lng|long|longitude|x|geo lon|longitud|خط الطول|الطول',
  position: 'coordinates|gps|lat lon|latlon|lat long|position|location|coordenadas|ubicacion|coordonnees|الإحداثيات|الموقع',
}

export async function readPlaces(file: Uint8Array, options: ReadPlacesOptions = {}): Promise<ReadPlaces> {
  const start = Buffer.from(file.subarray(0, 1024)).toString('utf8').replace(/^\ufeff/, '').trimStart()
  const read = /^[{[]/.test(start) ? readFeatures(file, options) : await readRows(file, options)
  return unique(read)
}

async function readRows(file: Uint8Array, { map, sheet, kind }: ReadPlacesOptions): Promise<ReadPlaces> {
  const table = await readTable(file, { sheet, most: mostPlaces })
  const { columns, fields, named } = fieldsOf(table.header, map)
  if (columns.name === undefined) throw noColumn('name', 'the names of the places', table.header)
  if (columns.position === undefined && (columns.lat === undefined || columns.lon === undefined)) throw noColumn(columns.lat === undefined ? 'lat' : 'lon', 'latitude and longitude', table.header)
  const others = named.map((name) => table.header.indexOf(name))
  const places: ReadPlace[] = []
  const bad: BadPlace[] = table.bad.map(({ line, detail }) => ({ line, fault: 'cells', found: detail }))
  for (const { line, cells } of table.rows) {
    const cell = (field: PlaceField) => (columns[field] === undefined ? '' : cells[columns[field]]!.trim())
    const at = positionOf(cell)
    const found = placeOf(line, cell, others.map((place) => cells[place]!), kind)
    if (!found) bad.push({ line, fault: 'no-name', found: cells.filter(Boolean).join(' · ').slice(0, 120) })
    else if (typeof at === 'string') bad.push({ line, fault: at, found: `${found.name}: ${[cell('lat'), cell('lon'), cell('position')].filter(Boolean).join(' ')}`.slice(0, 120) })
    else places.push({ ...found, ...at })
  }
  return { format: table.format, header: table.header, fields, named, places, bad }
}

function fieldsOf(header: string[], map: Record<string, string> | undefined): { columns: Partial<Record<PlaceField, number>>; fields: Partial<Record<PlaceField, string>>; named: string[] } {
  const columns = columnsFor(header, known, map)
  // A file of districts has no other names than theirs.
  for (const field of ['district', 'region'] as const) {
    if (columns.name !== undefined || columns[field] === undefined || map?.[field]) continue
    columns.name = columns[field]
    delete columns[field]
  }
  const fields = Object.fromEntries(Object.entries(columns).map(([field, place]) => [field, header[place]]))
  const taken = new Set(Object.values(columns))
  // name_ar, nombre_en, "Name (Arabic)": the same place in other scripts.
  const named = header.filter((name, place) => !taken.has(place) && /^(name|nombre|nom|الاسم|اسم|alt name|other name|local name|adm\d) \S/.test(bare(name)) && !/code|date|type|pcode/.test(bare(name)))
  return { columns, fields, named: columns.name === undefined ? [] : named }
}

const noColumn = (field: PlaceField, what: string, header: string[]) =>
  refuse('no-place-column', 422, `None of the columns is known to hold ${what}. The first line names: ${header.slice(0, 30).map((name) => `"${name.slice(0, 40)}"`).join(', ')}.`, { mend: `Say which one it is, such as ${field}=Column.`, extra: { field, header } })

function positionOf(cell: (field: PlaceField) => string): { lat: number; lon: number } | PlaceFault {
  const together = cell('position')
  const at = cell('lat') || cell('lon') || !together ? { lat: degreesIn(cell('lat')), lon: degreesIn(cell('lon')) } : positionIn(together)
  if (!cell('lat') && !cell('lon') && !together) return 'no-position'
  const { lat, lon } = at ?? {}
  if (lat === undefined || lon === undefined) return 'not-degrees'
  return checkPosition(lat, lon)
}

function checkPosition(lat: number, lon: number): { lat: number; lon: number } | PlaceFault {
  if (lat === 0 && lon === 0) return 'no-position'
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) return 'exchanged'
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : 'out-of-world'
}

function placeOf(line: number, cell: (field: PlaceField) => string, others: string[], kind: string | undefined): Omit<ReadPlace, 'lat' | 'lon'> | undefined {
  const listed = cell('names').split(/[;|]/)
  const names = [cell('name'), ...listed, ...others].map((name) => clean(name, 300)).filter((name) => foldName(name) !== '')
  if (!names[0]) return undefined
  const [code, district, region] = [cell('code'), cell('district'), cell('region')].map((text) => clean(text, 200) || null) as [string | null, string | null, string | null]
  const identity = code !== null ? `code ${code}` : `name ${foldName(names[0])} ${foldName(district ?? '')} ${foldName(region ?? '')}`
  return { line, name: names[0], names: [...new Set(names.slice(1))].slice(0, 30), code, district, region, kind: kindOf(cell('kind')) ?? kind ?? 'place', identity }
}

// oxlint-disable-next-line no-control-regex
const clean = (text: string, most: number) => text.toWellFormed().replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim().slice(0, most).trim().toWellFormed()

/** As a word: "Polling Station" is `polling-station`. */
function kindOf(text: string): string | undefined {
  return foldName(text).replaceAll(' ', '-').slice(0, 30) || undefined
}

/** A code twice is a fault of the file; the same name twice in one district may well be two places. */
function unique(read: ReadPlaces): ReadPlaces {
  const seen = new Map<string, number>()
  const places: ReadPlace[] = []
  const bad = [...read.bad]
  for (const place of read.places) {
    const before = seen.get(place.identity) ?? 0
    seen.set(place.identity, before + 1)
    if (before === 0) places.push(place)
    else if (place.code !== null) bad.push({ line: place.line, fault: 'twice', found: `${place.code}: ${place.name}`.slice(0, 120) })
    else places.push({ ...place, identity: `${place.identity} ${before + 1}` })
  }
  return { ...read, places, bad: bad.sort((a, b) => a.line - b.line) }
}

type Json = Record<string, unknown>

function readFeatures(file: Uint8Array, { map, kind }: ReadPlacesOptions): ReadPlaces {
  const features = featuresIn(file)
  const header = [...new Set(features.slice(0, 500).flatMap((one) => Object.keys(object(one.properties) ?? {})))].slice(0, 200)
  const { columns, fields, named } = fieldsOf(header, map)
  if (columns.name === undefined) throw noColumn('name', 'the names of the places', header)
  const places: ReadPlace[] = []
  const bad: BadPlace[] = []
  let corners = 0
  features.forEach((feature, index) => {
    const line = index + 1
    const properties = object(feature.properties) ?? {}
    const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '')
    const cell = (field: PlaceField) => (columns[field] !== undefined ? text(properties[header[columns[field]!]!]).trim() : field === 'code' ? text(feature.id) : '')
    const geometry = object(feature.geometry) ?? {}
    const area = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
    const found = placeOf(line, cell, named.map((name) => text(properties[name])), kind ?? (area ? 'district' : undefined))
    if (!found) return void bad.push({ line, fault: 'no-name', found: JSON.stringify(properties).slice(0, 120) })
    const at: { lat: number; lon: number; outline?: Outline } | PlaceFault = area ? outlineIn(geometry) : pointOf(geometry)
    if (typeof at === 'string') return void bad.push({ line, fault: at, found: found.name.slice(0, 120) })
    if (at.outline) corners += at.outline.flat().reduce((sum, ring) => sum + ring.length, 0)
    if (corners > areaBounds.allCorners) throw refuse('too-many-corners', 413, `The outlines of a file have at most ${areaBounds.allCorners.toLocaleString('en')} corners.`, { mend: 'Simplify it first, or bring it in parts.' })
    places.push({ ...found, ...at })
  })
  if (places.filter((one) => one.outline).length > areaBounds.areas) throw refuse('too-many-areas', 413, `A file has at most ${areaBounds.areas.toLocaleString('en')} areas.`, { mend: 'Bring it in parts.' })
  return { format: 'geojson', header, fields, named, places, bad }
}

function featuresIn(file: Uint8Array): Json[] {
  if (!isUtf8(file)) throw refuse('not-geojson', 422, 'The file is not GeoJSON: it is not written in UTF-8.')
  let document: Json | undefined
  try {
    document = object(JSON.parse(Buffer.from(file).toString('utf8').replace(/^\ufeff/, '')))
  } catch {
    throw refuse('not-geojson', 422, 'The file begins like GeoJSON, but is cut off or damaged.', { mend: 'Save it again.' })
  }
  const crs = JSON.stringify(document?.['crs'] ?? '')
  if (/EPSG/i.test(crs) && !/4326|CRS84/i.test(crs)) throw refuse('geojson-projected', 422, 'The coordinates of the file are not in degrees.', { mend: 'Save it in WGS 84 (EPSG:4326).' })
  const features = document?.['type'] === 'FeatureCollection' && Array.isArray(document['features']) ? document['features'] : document?.['type'] === 'Feature' ? [document] : undefined
  if (!features) throw refuse('not-geojson', 422, 'The file is JSON, but not GeoJSON.', { mend: 'It has to be a FeatureCollection.' })
  if (features.length > mostPlaces) throw refuse('too-many-rows', 413, `A list has at most ${mostPlaces.toLocaleString('en')} rows.`, { mend: 'Bring it in parts.' })
  return features.map((feature) => object(feature) ?? {})
}

const object = (value: unknown): Json | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined)

function outlineIn(geometry: Json): { lat: number; lon: number; outline: Outline } | PlaceFault {
  const outline = readOutline(geometry)
  return typeof outline === 'string' ? outline : { ...pointIn(outline), outline }
}

function pointOf(geometry: Json): { lat: number; lon: number } | PlaceFault {
  if (geometry.type === undefined) return 'no-position'
  if (geometry.type !== 'Point' && geometry.type !== 'MultiPoint') return 'no-place'
  const position = geometry.type === 'MultiPoint' && Array.isArray(geometry.coordinates) ? geometry.coordinates[0] : geometry.coordinates
  const [lon, lat] = Array.isArray(position) ? (position as unknown[]) : []
  return typeof lat === 'number' && typeof lon === 'number' ? checkPosition(lat, lon) : 'not-degrees'
}
