import type { Box } from './clip.ts'

/** West, south, east, north; east may lie past 180, or west of west where a country crosses the antimeridian. */
export type Bounds = [west: number, south: number, east: number, north: number]

/** A window on the Mercator plane, the same that MapLibre shows: what it draws over this picture falls on its places. */
export interface Frame extends Box {
  width: number
  height: number
  x(lon: number): number
  y(lat: number): number
  pixelsPerMetre(lat: number): number
}

const farNorth = 85.0511
const earth = 40_075_016.686

/** The frame that shows the bounds whole, with room around them for marks. */
export function frameOf(bounds: Bounds, width: number, height: number): Frame {
  const [west, south, , north] = bounds
  const east = bounds[2] < west ? bounds[2] + 360 : bounds[2]
  const middle = (west + east) / 2
  const top = mercator(Math.min(north, farNorth))
  const bottom = mercator(Math.max(south, -farNorth))
  // Half a degree at least: a single incident is shown with its surroundings, not on an empty sheet.
  const spanX = Math.min(1, Math.max((east - west) / 360, 0.5 / 360))
  const spanY = Math.min(1, Math.max(bottom - top, 0.5 / 360))
  const room = Math.min(48, width / 8, height / 8)
  const fitX = (width - 2 * room) / spanX
  const fitY = (height - 2 * room) / spanY
  // The world is not shown twice side by side unless the bounds, from far north to far south, fit no other way.
  const scale = Math.max(Math.min(fitX, fitY), Math.min(width, fitY))
  // The world ends above and below: a frame that reaches past its end is moved back.
  const halfHeight = Math.min(0.5, height / scale / 2)
  const centre = Math.min(1 - halfHeight, Math.max(halfHeight, (top + bottom) / 2))
  const halfWidth = width / scale / 2
  return {
    width,
    height,
    west: middle - halfWidth * 360,
    east: middle + halfWidth * 360,
    north: latitude(centre - height / scale / 2),
    south: latitude(centre + height / scale / 2),
    x: (lon) => (turned(lon - middle) / 360 + halfWidth) * scale,
    y: (lat) => (mercator(Math.max(-farNorth, Math.min(farNorth, lat))) - centre) * scale + height / 2,
    pixelsPerMetre: (lat) => scale / (earth * Math.cos(lat * Math.PI / 180)),
  }
}

/** The smallest bounds around points, over the antimeridian when they lie on both of its sides; none without points. */
export function boundsOf(points: Iterable<{ lat: number; lon: number }>): Bounds | undefined {
  // One box per degree and the largest empty gap between them: sorting 100,000 longitudes would cost more than drawing.
  const west = new Float64Array(360).fill(Infinity)
  const east = new Float64Array(360).fill(-Infinity)
  let south = Infinity
  let north = -Infinity
  for (const { lat, lon } of points) {
    const degree = Math.min(359, Math.max(0, Math.floor(lon + 180)))
    if (lon < west[degree]!) west[degree] = lon
    if (lon > east[degree]!) east[degree] = lon
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  if (south === Infinity) return undefined
  const filled = [...west.keys()].filter((i) => west[i] !== Infinity)
  let widest = -1
  let after = 0
  for (const [i, degree] of filled.entries()) {
    const next = filled[(i + 1) % filled.length]!
    const gap = west[next]! - east[degree]! + (i + 1 === filled.length ? 360 : 0)
    if (gap > widest) [widest, after] = [gap, (i + 1) % filled.length]
  }
  const first = filled[after]!
  const last = filled[(after + filled.length - 1) % filled.length]!
  return [west[first]!, south, east[last]!, north]
}

function turned(lon: number): number {
  return lon - 360 * Math.round(lon / 360)
}

function mercator(lat: number): number {
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360)) / (2 * Math.PI)
}

function latitude(y: number): number {
  return Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180 / Math.PI
}
