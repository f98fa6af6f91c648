import { clipLine, clipRing, type Box } from './clip.ts'
import type { Frame } from './frame.ts'
import { boxed, landAt, turnsInto, type Land, type Line, type Resolution } from './land.ts'

/** What land may weigh in a picture of at most 60 KB; the marks need the rest. */
const budget = 30_000
/** What the outlines of districts may, for each pixel of the picture's width: 12 KB on a wide screen, 5 on a telephone. */
const areaBudget = 12

/** Land within a frame as path data: coasts to fill, borders to draw. */
export interface Outline {
  coasts: string
  borders: string
}

/**
 * The land of a frame, in a resolution that fits its width and with no more points than its size lets one see. `margin`:
 * how far beyond the frame, in shares of its width; a little always, so that no coast runs along the picture's edge.
 */
export function outlineOf(frame: Frame, margin = 0.02): Outline {
  const { west, south, east, north, width, height } = frame
  const key = [west, south, east, north, width, height, margin].join(' ')
  let outline = kept.get(key)
  if (!outline) {
    outline = fitting(frame, margin)
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value!)
    kept.set(key, outline)
  }
  return outline
}

// A campaign's map keeps its bounds over many views; its land costs ten times its marks.
const kept = new Map<string, Outline>()
const mostKept = 50

function fitting(frame: Frame, margin: number): Outline {
  const land = landAt(resolutionFor(frame.east - frame.west))
  const box = around(frame, margin)
  for (let tolerance = 0.7; ; tolerance *= 1.5) {
    const outline = drawn(land, frame, box, tolerance)
    if (outline.coasts.length + outline.borders.length <= budget || tolerance > 20) return outline
  }
}

function around(frame: Frame, margin: number): Box {
  const beyond = (frame.east - frame.west) * margin
  return { west: frame.west - beyond, east: frame.east + beyond, south: frame.south - beyond, north: frame.north + beyond }
}

/** [lon, lat] from corner to corner. */
export type Lines = readonly (readonly (readonly [number, number])[])[]

const keptLines = new WeakMap<Lines, Map<string, string>>()

/** Lines on the map within a frame, as path data; drawn once for each frame that they are seen in. */
export function linesOf(lines: Lines, frame: Frame, margin = 0.02): string {
  let drawnIn = keptLines.get(lines)
  if (!drawnIn) keptLines.set(lines, (drawnIn = new Map()))
  const key = [frame.west, frame.south, frame.east, frame.north, frame.width, margin].join(' ')
  let path = drawnIn.get(key)
  if (path === undefined) {
    path = fittingLines(lines.map(lineFrom), frame, around(frame, margin))
    if (drawnIn.size >= mostKept) drawnIn.delete(drawnIn.keys().next().value!)
    drawnIn.set(key, path)
  }
  return path
}

function fittingLines(lines: Line[], frame: Frame, box: Box): string {
  for (let tolerance = 0.9; ; tolerance *= 1.4) {
    const path = drawnLines(lines, frame, box, tolerance)
    if (path.length <= areaBudget * frame.width) return path
    // So many that they would be a net and not a map: the list has them.
    if (tolerance > 12) return path.length <= 2 * areaBudget * frame.width ? path : ''
  }
}

/** Rings on the map within a frame, to be filled by the even-odd rule. */
export function ringsOf(rings: Lines, frame: Frame, margin = 0.02): string {
  const box = around(frame, margin)
  const lines = rings.map(lineFrom)
  for (let tolerance = 0.7; ; tolerance *= 1.5) {
    const path = drawnRings(lines, frame, box, tolerance)
    if (path.length <= (areaBudget * frame.width) / 2 || tolerance > 20) return path
  }
}

const lineFrom = (line: Lines[number]): Line => boxed(Float64Array.from(line.flat()))

export function resolutionFor(degrees: number): Resolution {
  if (degrees > 120) return '110m'
  return degrees > 14 ? '50m' : '10m'
}

function drawn(land: Land, frame: Frame, box: Box, tolerance: number): Outline {
  return { coasts: drawnRings(land.coasts, frame, box, tolerance), borders: drawnLines(land.borders, frame, box, tolerance) }
}

const seen = (line: Line, box: Box) => line.north >= box.south && line.south <= box.north

function drawnRings(rings: Line[], frame: Frame, box: Box, tolerance: number): string {
  return rings.filter((ring) => seen(ring, box)).flatMap((ring) => turnsInto(ring, box.west, box.east)
    .map((turn) => path(clipRing(ring, turn, box), frame, tolerance, true))).join('')
}

function drawnLines(lines: Line[], frame: Frame, box: Box, tolerance: number): string {
  return lines.filter((line) => seen(line, box)).flatMap((line) => turnsInto(line, box.west, box.east)
    .flatMap((turn) => clipLine(line, turn, box).map((piece) => path(piece, frame, tolerance, false)))).join('')
}

/** Path data in tenths of a pixel, each point relative to the one before; points nearer than the tolerance are left out. */
function path(points: number[], frame: Frame, tolerance: number, closed: boolean): string {
  if (points.length < (closed ? 6 : 4)) return ''
  // `frame.x` brings every longitude to the nearest turn; within one clipped line the turn must stay the same.
  const zero = frame.x((frame.west + frame.east) / 2)
  const perDegree = frame.width / (frame.east - frame.west)
  const middle = (frame.west + frame.east) / 2
  let out = ''
  let kept = 0
  let px = 0
  let py = 0
  const last = points.length - 2
  for (let i = 0; i <= last; i += 2) {
    const x = Math.round((zero + (points[i]! - middle) * perDegree) * 10)
    const y = Math.round(frame.y(points[i + 1]!) * 10)
    if (kept === 0) out = `M${x / 10} ${y / 10}l`
    else {
      const far = Math.abs(x - px) + Math.abs(y - py) >= tolerance * 10
      if (!far && (closed || i < last)) continue
      out += pair(x - px, y - py, kept > 1)
    }
    px = x
    py = y
    kept++
  }
  return kept < (closed ? 3 : 2) ? '' : closed ? `${out}z` : out
}

function pair(dx: number, dy: number, follows: boolean): string {
  const x = short(dx)
  const y = short(dy)
  return `${follows && !x.startsWith('-') ? ' ' : ''}${x}${y.startsWith('-') ? '' : ' '}${y}`
}

function short(tenths: number): string {
  return String(tenths / 10).replace(/^(-?)0\./, '$1.')
}
