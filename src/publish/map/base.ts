import { createHash } from 'node:crypto'
import { constants, brotliCompressSync, gzipSync } from 'node:zlib'
import { clipLine, clipRing, type Box } from './clip.ts'
import type { Bounds } from './frame.ts'
import { landAt, turnsInto, type Line } from './land.ts'
import { resolutionFor } from './outline.ts'

/** The built-in base map as ready bytes. */
export interface LandFile {
  body: Buffer
  gzip: Buffer
  brotli: Buffer
  etag: string
}

const kept = new Map<string, LandFile>()
const mostKept = 20

/**
 * Land and country borders for MapLibre, from our own origin: the surroundings of the bounds (three times as wide and
 * high, on whole degrees, so that a new incident rarely changes the file), in a resolution that suits them. The world at
 * one resolution is either 350 KB or turns a small country into a triangle; El Salvador and its neighbours are 20 KB.
 * Its `bbox` says how far it reaches. Making it takes up to 400 ms, once.
 */
export function landFile(bounds?: Bounds): LandFile {
  const box = surroundings(bounds)
  const key = Object.values(box).join(' ')
  let file = kept.get(key)
  if (!file) {
    file = packed(landGeoJson(box))
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(key, file)
  }
  return file
}

function surroundings(bounds: Bounds | undefined): Box {
  const whole = { west: -180, east: 180, south: -85, north: 85 }
  if (!bounds) return whole
  const [west, south, , north] = bounds
  const east = bounds[2] < west ? bounds[2] + 360 : bounds[2]
  const wide = Math.max(1, east - west)
  const high = Math.max(1, north - south)
  if (wide * 3 > 180) return whole
  return {
    west: Math.floor(west - wide), east: Math.ceil(east + wide),
    south: Math.max(-85, Math.floor(south - high)), north: Math.min(85, Math.ceil(north + high)),
  }
}

function packed(map: GeoJSON.FeatureCollection): LandFile {
  const body = Buffer.from(JSON.stringify(map))
  return {
    body,
    gzip: gzipSync(body, { level: 9 }),
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`,
  }
}

function landGeoJson(box: Box): GeoJSON.FeatureCollection {
  const wide = box.east - box.west
  const { coasts, borders } = landAt(wide > 180 ? '50m' : resolutionFor(wide / 3))
  // A point in two thousand of the width is a third of a pixel on the widest screen that shows all of it.
  const round = rounding(wide / 2000)
  const rings = coasts.flatMap((ring) => turnsInto(ring, box.west, box.east).map((turn) => ({
    kind: isLake(ring) ? 'water' : 'land', ring: round(clipRing(ring, turn, box), true),
  }))).filter(({ ring }) => ring.length > 3)
  const lines = borders.flatMap((line) => turnsInto(line, box.west, box.east)
    .flatMap((turn) => clipLine(line, turn, box).map((piece) => round(piece, false)))).filter((line) => line.length > 1)
  return {
    type: 'FeatureCollection',
    bbox: [box.west, box.south, box.east, box.north],
    features: [
      ...rings.map(({ kind, ring }): GeoJSON.Feature =>
        ({ type: 'Feature', properties: { kind }, geometry: { type: 'Polygon', coordinates: [ring] } })),
      { type: 'Feature', properties: { kind: 'border' }, geometry: { type: 'MultiLineString', coordinates: lines } },
    ],
  }
}

/** The one hole in Natural Earth's land is the Caspian; a hole runs against the clock. Around a pole that says nothing. */
function isLake({ points, south, north }: Line): boolean {
  if (south < -85 || north > 85) return false
  let area = 0
  for (let i = 0, n = points.length; i < n; i += 2) {
    area += points[i]! * points[(i + 3) % n]! - points[(i + 2) % n]! * points[i + 1]!
  }
  return area > 0
}

function rounding(finest: number): (points: readonly number[], closed: boolean) => GeoJSON.Position[] {
  const digits = Math.min(4, Math.max(1, Math.ceil(-Math.log10(finest))))
  const round = (degrees: number) => Number(degrees.toFixed(digits))
  return (points, closed) => {
    const out: GeoJSON.Position[] = []
    const last = points.length - 2
    for (let i = 0; i <= last; i += 2) {
      const before = out.at(-1)
      const far = !before || Math.abs(points[i]! - before[0]!) + Math.abs(points[i + 1]! - before[1]!) >= finest
      if (far || (!closed && i === last)) out.push([round(points[i]!), round(points[i + 1]!)])
    }
    if (closed && out.length > 0) out.push(out[0]!)
    return out
  }
}
