/** Areas of the gazetteer: which district a point lies in, and their outlines for maps. */
import type { Reader, Transactor } from '#core/index.ts'
import { boxOf, isWithin, simplified, type Box, type Outline } from './outline.ts'

/** An area that a point lies in. */
export interface Area extends Box {
  id: string
  name: string
  code: string | null
  kind: string
  lat: number
  lon: number
}

export async function saveAreas(t: Transactor, campaignId: string, areas: { id: string; outline: Outline }[]): Promise<void> {
  for (let from = 0; from < areas.length; from += 200) {
    const rows = areas.slice(from, from + 200).map(({ id, outline }) => ({ id, ...boxOf(outline), outline, simple: simplified(outline) }))
    await t.run(
      `insert into place_area (campaign_id, place_id, south, west, north, east, outline, simple)
       select $1, x.id, x.south, x.west, x.north, x.east, x.outline, x.simple
       from jsonb_to_recordset($2::jsonb) as x(id uuid, south double precision, west double precision, north double precision, east double precision, outline jsonb, simple jsonb)
       on conflict (campaign_id, place_id) do update set south = excluded.south, west = excluded.west, north = excluded.north, east = excluded.east, outline = excluded.outline, simple = excluded.simple`,
      [campaignId, JSON.stringify(rows)],
    )
  }
}

/** For each point the smallest area it lies in, districts before others; undefined where it lies in none. Asks once, however many points. */
export async function areasAt(reader: Reader, campaignId: string, points: { lat: number; lon: number }[]): Promise<(Area | undefined)[]> {
  if (points.length === 0) return []
  const boxes = await reader.rows<Area>(
    `select a.place_id as id, p.name, p.code, p.kind, p.lat, p.lon, a.south, a.west, a.north, a.east
     from place_area a join place p on p.campaign_id = a.campaign_id and p.id = a.place_id where a.campaign_id = $1 and a.south <= $2 and a.north >= $3 and a.west <= $4 and a.east >= $5`,
    [campaignId, ...reach(points)],
  )
  if (boxes.length === 0) return points.map(() => undefined)
  const order = (one: Area) => (one.kind === 'district' ? 0 : 1)
  boxes.sort((a, b) => order(a) - order(b) || (a.north - a.south) * (a.east - a.west) - (b.north - b.south) * (b.east - b.west) || (a.id < b.id ? -1 : 1))
  const candidates = points.map(({ lat, lon }) => boxes.filter((box) => box.south <= lat && box.north >= lat && box.west <= lon && box.east >= lon))
  const outlines = await outlinesOf(reader, campaignId, [...new Set(candidates.flat().map((one) => one.id))])
  return points.map(({ lat, lon }, at) => candidates[at]!.find((one) => isWithin(outlines.get(one.id) ?? [], lat, lon)))
}

function reach(points: { lat: number; lon: number }[]): [number, number, number, number] {
  const [lats, lons] = [points.map((one) => one.lat), points.map((one) => one.lon)]
  const ends = (values: number[]) => values.reduce<[number, number]>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  const [[south, north], [west, east]] = [ends(lats), ends(lons)]
  return [north, south, east, west]
}

async function outlinesOf(reader: Reader, campaignId: string, ids: string[]): Promise<Map<string, Outline>> {
  const rows = await reader.rows<{ id: string; outline: Outline }>('select place_id as id, outline from place_area where campaign_id = $1 and place_id = any($2::uuid[])', [campaignId, ids])
  return new Map(rows.map((row) => [row.id, row.outline]))
}

export async function areaAt(reader: Reader, campaignId: string, point: { lat: number; lon: number }): Promise<Area | undefined> {
  return (await areasAt(reader, campaignId, [point]))[0]
}

/** Places whose file names no district get that of the area they lie in. */
export async function fillDistricts(t: Transactor, campaignId: string): Promise<void> {
  if (!(await t.row('select 1 from place_area where campaign_id = $1 limit 1', [campaignId]))) return
  const places = await t.rows<{ id: string; lat: number; lon: number }>(
    `select p.id, p.lat, p.lon from place p where p.campaign_id = $1 and p.district is null and not exists (select from place_area a where a.campaign_id = $1 and a.place_id = p.id)`, [campaignId])
  const areas = await areasAt(t, campaignId, places)
  const found = places.flatMap(({ id }, at) => (areas[at] ? [{ id, name: areas[at].name }] : []))
  if (found.length === 0) return
  await t.run('update place p set district = x.name from unnest($2::uuid[], $3::text[]) as x (id, name) where p.campaign_id = $1 and p.id = x.id', [campaignId, found.map((one) => one.id), found.map((one) => one.name)])
}

/** The outlines with few corners, as GeoJSON for a map. */
export async function areasGeoJson(reader: Reader, campaignId: string): Promise<object> {
  const rows = await reader.rows<{ id: string; name: string; labels: string[]; code: string | null; kind: string; simple: Outline }>(
    `select p.id, p.name, p.labels, p.code, p.kind, a.simple from place_area a join place p on p.campaign_id = a.campaign_id and p.id = a.place_id where a.campaign_id = $1 order by p.name, p.id`, [campaignId])
  return {
    type: 'FeatureCollection',
    features: rows.map(({ id, simple, ...properties }) => ({ type: 'Feature', id, geometry: { type: 'MultiPolygon', coordinates: simple }, properties })),
  }
}
