/** Outlines of areas: checked, with few corners for maps, and what lies within. Coordinates are [lon, lat], as in GeoJSON. */

export type Position = [number, number]
export type Ring = Position[]
/** Of a GeoJSON MultiPolygon: polygons, each an outer ring and its holes. */
export type Outline = Ring[][]

export const areaBounds = { areas: 5_000, corners: 50_000, allCorners: 1_500_000 }

export type OutlineFault = 'no-area' | 'out-of-world' | 'too-many-corners' | 'across-the-date-line'

/** The outline of a Polygon or MultiPolygon; or what is wrong with it. Rings that are left open are closed. */
export function readOutline(geometry: { type?: unknown; coordinates?: unknown }): Outline | OutlineFault {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  if (!Array.isArray(polygons) || polygons.length === 0) return 'no-area'
  const outline: Outline = []
  let corners = 0
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return 'no-area'
    const rings: Ring[] = []
    for (const ring of polygon) {
      if (!Array.isArray(ring)) return 'no-area'
      if ((corners += ring.length) > areaBounds.corners) return 'too-many-corners'
      const read = readRing(ring)
      if (typeof read === 'string') return read
      rings.push(read)
    }
    outline.push(rings)
  }
  const { west, east } = boxOf(outline)
  return east - west > 180 ? 'across-the-date-line' : outline
}

function readRing(given: unknown[]): Ring | OutlineFault {
  const ring: Ring = []
  for (const position of given) {
    if (!Array.isArray(position) || position.length < 2) return 'no-area'
    const [lon, lat] = position as unknown[]
    if (typeof lon !== 'number' || typeof lat !== 'number' || !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return 'out-of-world'
    const corner: Position = [round(lon), round(lat)]
    const before = ring.at(-1)
    if (!before || before[0] !== corner[0] || before[1] !== corner[1]) ring.push(corner)
  }
  const [first, end] = [ring[0], ring.at(-1)]
  if (first && end && (first[0] !== end[0] || first[1] !== end[1])) ring.push([...first])
  return ring.length < 4 ? 'no-area' : ring
}

/** About a metre. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

export interface Box {
  south: number
  west: number
  north: number
  east: number
}

export function boxOf(outline: Outline): Box {
  const box = { south: 90, west: 180, north: -90, east: -180 }
  for (const [ring] of outline) {
    for (const [lon, lat] of ring!) {
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
      box.west = Math.min(box.west, lon)
      box.east = Math.max(box.east, lon)
    }
  }
  return box
}

/** Whether a point lies within; holes are not within. */
export function isWithin(outline: Outline, lat: number, lon: number): boolean {
  return outline.some((rings) => rings.reduce((inside, ring) => inside !== crosses(ring, lat, lon), false))
}

/** A ray to the east meets the ring an odd number of times. */
function crosses(ring: Ring, lat: number, lon: number): boolean {
  let odd = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x1, y1] = ring[at]!
    const [x2, y2] = ring[before]!
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

/** A point that lies within and not at its edge: the middle of the widest stretch halfway up its largest part. */
export function pointIn(outline: Outline): { lat: number; lon: number } {
  const rings = outline.reduce((largest, one) => (surface(one[0]!) > surface(largest[0]!) ? one : largest))
  const { south, north } = boxOf([rings])
  let best = { width: -1, lat: (south + north) / 2, lon: rings[0]![0]![0] }
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const lat = south + (north - south) * share + 1e-7
    const edges = rings.flatMap((ring) => ring.flatMap(([x1, y1], at) => {
      const [x2, y2] = ring[(at + 1) % ring.length]!
      return y1 > lat !== y2 > lat ? [((x2 - x1) * (lat - y1)) / (y2 - y1) + x1] : []
    })).sort((a, b) => a - b)
    for (let at = 0; at + 1 < edges.length; at += 2) {
      const width = edges[at + 1]! - edges[at]!
      // Halfway up is the better place, unless it is much narrower there.
      if (width > best.width * 1.5) best = { width, lat, lon: (edges[at]! + edges[at + 1]!) / 2 }
    }
  }
  return { lat: round(best.lat), lon: round(best.lon) }
}

function surface(ring: Ring): number {
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at++) sum += ring[at]![0] * ring[at + 1]![1] - ring[at + 1]![0] * ring[at]![1]
  return Math.abs(sum / 2)
}

/** With few corners, for a map: what is smaller than a few hundredths of the whole is left out, never all of it. */
export function simplified(outline: Outline): Outline {
  const { south, west, north, east } = boxOf(outline)
  const most = Math.max(north - south, east - west)
  const tolerance = most / 400
  const parts = outline
    .filter((rings, at) => outline.length === 1 || surface(rings[0]!) > (most / 40) ** 2 || at === largest(outline))
    .map((rings) => rings.filter((ring, at) => at === 0 || surface(ring) > (most / 40) ** 2).map((ring) => fewer(ring, tolerance)))
  return parts.map((rings) => rings.map((ring) => ring.map(([lon, lat]): Position => [Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4])))
}

function largest(outline: Outline): number {
  return outline.reduce((best, rings, at) => (surface(rings[0]!) > surface(outline[best]![0]!) ? at : best), 0)
}

/** Douglas and Peucker, with a list instead of recursion: a ring may have fifty thousand corners. */
function fewer(ring: Ring, tolerance: number): Ring {
  if (ring.length <= 8) return ring
  const kept = new Uint8Array(ring.length)
  kept[0] = kept[ring.length - 1] = 1
  // A ring begins where it ends: cut at the corner farthest from there.
  const far = farthest(ring, 0, ring.length - 1).at
  kept[far] = 1
  const open: [number, number][] = [[0, far], [far, ring.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const { at, distance } = farthest(ring, span[0], span[1])
    if (distance <= tolerance) continue
    kept[at] = 1
    open.push([span[0], at], [at, span[1]])
  }
  const left = ring.filter((_, at) => kept[at])
  return left.length >= 4 ? left : ring.filter((_, at) => at % Math.ceil(ring.length / 4) === 0 || at === ring.length - 1)
}

function farthest(ring: Ring, from: number, to: number): { at: number; distance: number } {
  const [x1, y1] = ring[from]!
  const [x2, y2] = ring[to]!
  const length = Math.hypot(x2 - x1, y2 - y1)
  let found = { at: from, distance: 0 }
  for (let at = from + 1; at < to; at++) {
    const [x, y] = ring[at]!
    const distance = length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
    if (distance > found.distance) found = { at, distance }
  }
  return found
}
