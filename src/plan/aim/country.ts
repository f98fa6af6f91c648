import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { feature } from 'topojson-client'

type Ring = [number, number][]
interface Country {
  id: string
  /** Per polygon: the outline, then its holes. */
  polygons: Ring[][]
  box: [number, number, number, number]
}

let countries: Country[] | undefined

/** The country of a place by Natural Earth's borders (1:50 million, public domain), as its ISO number; undefined at sea. Close to a border it may be the neighbour. */
export function countryAt(lat: number, lon: number): string | undefined {
  countries ??= readCountries()
  return countries.find(({ box, polygons }) => lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3] && polygons.some((rings) => within(rings, lon, lat)))?.id
}

function readCountries(): Country[] {
  const topology = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('world-atlas/countries-50m.json')), 'utf8'))
  const { features } = feature(topology, topology.objects.countries) as unknown as { features: { id?: string; properties: { name: string }; geometry: { type: string; coordinates: any } }[] }
  return features.map(({ id, properties, geometry }) => {
    const polygons: Ring[][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const points = polygons.flatMap((rings) => rings[0]!)
    const [lons, lats] = [points.map((point) => point[0]), points.map((point) => point[1])]
    return { id: id ?? properties.name, polygons, box: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] }
  })
}

/** Even or odd crossings of a ray to the east, over outline and holes alike. */
function within(rings: Ring[], lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x, y] = ring[at]!
      const [px, py] = ring[before]!
      if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside
    }
  }
  return inside
}
