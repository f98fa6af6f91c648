import { onDemand } from '#core/index.ts'

const h3 = onDemand<typeof import('h3-js')>('h3-js', import.meta.url)

export type Precision = 'exact' | '1km' | 'district' | 'hidden'

/** A place as the desk knows it. */
export interface Place {
  lat: number
  lon: number
  name?: string
  /** The town, a name that may stand beside a point blurred to a kilometre. Find it from the blurred point. */
  town?: string
  /** The district by its own centre, where the campaign knows it. */
  district?: { lat: number; lon: number; name: string; radiusMetres?: number }
}

/** A place as everybody may see it: it lies somewhere within the radius. */
export interface PublicPlace {
  lat: number
  lon: number
  name?: string
  radiusMetres: number
  /** The area of the gazetteer to which it is kept. */
  areaId?: string
}

/** Cells about 1.1 km across (0.7 square kilometres), and about 20 km across (250 square kilometres). */
const kilometre = 8
const district = 5

/**
 * The only form in which a place leaves the house. It becomes the centre of the H3 cell it lies in, and so depends on
 * the cell alone: noise added at random would average out over repeated looks, editions of a file and incidents at one
 * house, and two points of one cell could be told apart. The exact name is dropped with the exact point, since "school
 * of Pozo Hondo" says as much as its coordinates. Hidden is nowhere at all: `undefined`.
 */
export function blur(place: Place, precision: Precision): PublicPlace | undefined {
  switch (precision) {
    case 'exact':
      return { lat: rounded(place.lat, 6), lon: rounded(place.lon, 6), ...named(place.name), radiusMetres: 0 }
    case '1km':
      return { ...cellAt(place, kilometre), ...named(place.town) }
    case 'district': {
      const known = place.district
      if (!known) return cellAt(place, district)
      return {
        lat: rounded(known.lat, 4), lon: rounded(known.lon, 4), ...named(known.name),
        radiusMetres: known.radiusMetres ?? cellAt(known, district).radiusMetres,
      }
    }
    default:
      // Hidden, and whatever is not one of the four words: a place of unknown precision must not leak.
      return undefined
  }
}

function cellAt({ lat, lon }: { lat: number; lon: number }, resolution: number): PublicPlace {
  const { cellToBoundary, cellToLatLng, greatCircleDistance, latLngToCell, UNITS } = h3()
  const cell = latLngToCell(lat, lon, resolution)
  const centre = cellToLatLng(cell)
  const farthest = Math.max(...cellToBoundary(cell).map((corner) => greatCircleDistance(centre, corner, UNITS.m)))
  return { lat: rounded(centre[0], 5), lon: rounded(centre[1], 5), radiusMetres: Math.ceil(farthest / 10) * 10 }
}

function named(name: string | undefined): { name?: string } {
  return name ? { name } : {}
}

function rounded(degrees: number, digits: number): number {
  return Number(degrees.toFixed(digits))
}
