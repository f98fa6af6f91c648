/** Many outlines as one map: borders that two areas share stand there once, and lose their corners together. */
import type { Outline, Position } from './outline.ts'

/** An area that is to be drawn. */
export interface DrawnArea {
  id: string
  outline: Outline
}

/** As it is stored: whole steps of a grid, each corner by its distance from the one before. */
export interface Topology {
  west: number
  south: number
  step: number
  arcs: number[][]
  /** Polygons of rings of arcs; ~n is arc n backwards. */
  areas: { id: string; polygons: number[][][] }[]
}

/** Finer than anything that a screen shows of the whole. */
const steps = 20_000
/** So many corners are worked on at most: past it, the grid is made coarser first. */
const mostCorners = 60_000
/** Parts of an area smaller than this share of it are left out. */
const least = 1 / 50

/** Few corners for many areas: no more than `bytes`. The smallest areas are left out only where nothing else helps. */
export function topologyOf(areas: DrawnArea[], bytes: number): Topology {
  const grid = onGrid(areas)
  const cut = cutIntoArcs(grid.areas)
  let shown = cut.areas.toSorted((a, b) => b.size - a.size)
  for (let tolerance = grid.span / 1_500, detail = 24; ; ) {
    const made = written(grid, cut.arcs, shown, tolerance, detail)
    if (JSON.stringify(made).length <= bytes || shown.length === 0) return made
    if (tolerance < grid.span / 60) tolerance *= 1.8
    else if (detail > 3) detail /= 2
    else shown = shown.slice(0, Math.floor(shown.length * 0.85))
  }
}

type Corner = [x: number, y: number]

interface Grid {
  west: number
  south: number
  step: number
  /** How far it reaches, in steps. */
  span: number
  areas: { id: string; size: number; polygons: Corner[][][] }[]
}

function onGrid(areas: DrawnArea[]): Grid {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity }
  for (const { outline } of areas) for (const [ring] of outline) for (const [lon, lat] of ring!) {
    box.west = Math.min(box.west, lon)
    box.east = Math.max(box.east, lon)
    box.south = Math.min(box.south, lat)
    box.north = Math.max(box.north, lat)
  }
  const { west, south } = box
  const reach = Math.max(box.east - west, box.north - south, 1e-3)
  let [count, step] = [steps, reach / steps]
  let rings = areas.map(({ outline }) => outline.map((polygon) => polygon.map((ring) => snapped(ring, west, south, step))))
  const corners = () => rings.flat(2).reduce((sum, ring) => sum + ring.length / 2, 0)
  // The same point of two areas stays the same point.
  for (; corners() > mostCorners && count > 500; count /= 2, step *= 2) rings = rings.map((polygons) => polygons.map((polygon) => polygon.map(halved)))
  return { west, south, step, span: count, areas: areas.map(({ id }, at) => withoutSpecks(id, rings[at]!)).filter((one) => one.polygons.length > 0) }
}

/** As x, y, x, y ... and open: the first corner is not said again. */
function snapped(ring: Position[], west: number, south: number, step: number): Int32Array {
  const out: number[] = []
  for (const [lon, lat] of ring) push(out, Math.round((lon - west) / step), Math.round((lat - south) / step))
  return opened(out)
}

function halved(ring: Int32Array): Int32Array {
  const out: number[] = []
  for (let at = 0; at < ring.length; at += 2) push(out, Math.round(ring[at]! / 2), Math.round(ring[at + 1]! / 2))
  return opened(out)
}

function push(out: number[], x: number, y: number): void {
  if (out.length === 0 || out.at(-2) !== x || out.at(-1) !== y) out.push(x, y)
}

function opened(corners: number[]): Int32Array {
  let length = corners.length
  while (length > 2 && corners[0] === corners[length - 2] && corners[1] === corners[length - 1]) length -= 2
  return Int32Array.from(corners.slice(0, length))
}

function withoutSpecks(id: string, rings: Int32Array[][]): Grid['areas'][number] {
  const polygons = rings
    .map((polygon) => polygon.filter((ring) => ring.length >= 6).map((ring) => Array.from({ length: ring.length / 2 }, (_, at): Corner => [ring[at * 2]!, ring[at * 2 + 1]!])))
    .filter((polygon) => polygon.length > 0)
  const sizes = polygons.map((polygon) => sizeOf(polygon[0]!))
  const size = Math.max(0, ...sizes)
  return { id, size, polygons: polygons.filter((_, at) => sizes[at]! >= size * least).map((polygon) => polygon.filter((ring, at) => at === 0 || sizeOf(ring) >= size * least)) }
}

function sizeOf(ring: Corner[]): number {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [x, y] of ring) [left, right, low, high] = [Math.min(left, x), Math.max(right, x), Math.min(low, y), Math.max(high, y)]
  return Math.max(right - left, high - low)
}

const key = ([x, y]: Corner) => x * 65_536 + y

interface Arc {
  corners: Corner[]
  /** The smallest area that it belongs to. */
  size: number
}

interface CutArea {
  id: string
  size: number
  polygons: number[][][]
}

/** Rings are cut where three areas meet, or where a shared border begins; what is the same between two cuts is one arc. */
function cutIntoArcs(areas: Grid['areas']): { arcs: Arc[]; areas: CutArea[] } {
  const ends = junctions(areas)
  const arcs: Arc[] = []
  const known = new Map<string, number>()
  const arcOf = (corners: Corner[], size: number): number => {
    const backwards = isBackwards(corners)
    const drawn = backwards ? corners.toReversed() : corners
    const name = drawn.map(key).join(' ')
    let number = known.get(name)
    if (number === undefined) known.set(name, (number = arcs.push({ corners: drawn, size }) - 1))
    arcs[number]!.size = Math.min(arcs[number]!.size, size)
    return backwards ? ~number : number
  }
  return { arcs, areas: areas.map(({ id, size, polygons }) => ({ id, size, polygons: polygons.map((rings) => rings.map((ring) => pieces(ring, ends).map((piece) => arcOf(piece, size)))) })) }
}

function junctions(areas: Grid['areas']): Set<number> {
  const beside = new Map<number, string>()
  const found = new Set<number>()
  for (const ring of areas.flatMap((one) => one.polygons.flat())) {
    ring.forEach((corner, at) => {
      const [a, b] = [key(ring[(at + ring.length - 1) % ring.length]!), key(ring[(at + 1) % ring.length]!)]
      const pair = a < b ? `${a} ${b}` : `${b} ${a}`
      const here = key(corner)
      const before = beside.get(here)
      if (before === undefined) beside.set(here, pair)
      else if (before !== pair) found.add(here)
    })
  }
  return found
}

/** Closed where the ring meets nobody: from its smallest corner, so that two who share all of it begin at the same one. */
function pieces(ring: Corner[], ends: Set<number>): Corner[][] {
  const first = ring.findIndex((corner) => ends.has(key(corner)))
  const start = first >= 0 ? first : ring.reduce((best, corner, at) => (key(corner) < key(ring[best]!) ? at : best), 0)
  const turned = [...ring.slice(start), ...ring.slice(0, start + 1)]
  const out: Corner[][] = []
  let piece: Corner[] = [turned[0]!]
  for (const [at, corner] of turned.entries()) {
    if (at === 0) continue
    piece.push(corner)
    if (at === turned.length - 1 || ends.has(key(corner))) {
      out.push(piece)
      piece = [corner]
    }
  }
  return out
}

function isBackwards(corners: Corner[]): boolean {
  const [first, last] = [key(corners[0]!), key(corners.at(-1)!)]
  return first === last ? key(corners[1]!) > key(corners.at(-2)!) : first > last
}

function written({ west, south, step }: Grid, arcs: Arc[], areas: CutArea[], tolerance: number, detail: number): Topology {
  const used = new Map<number, number>()
  const out: number[][] = []
  const numberOf = (signed: number): number => {
    const number = signed < 0 ? ~signed : signed
    let place = used.get(number)
    // A small area keeps its shape beside large ones.
    if (place === undefined) used.set(number, (place = out.push(steppedFrom(fewer(arcs[number]!.corners, Math.min(tolerance, arcs[number]!.size / detail)))) - 1))
    return signed < 0 ? ~place : place
  }
  return { west, south, step, areas: areas.map(({ id, polygons }) => ({ id, polygons: polygons.map((rings) => rings.map((ring) => ring.map(numberOf))) })), arcs: out }
}

function steppedFrom(corners: Corner[]): number[] {
  return corners.flatMap(([x, y], at) => (at === 0 ? [x, y] : [x - corners[at - 1]![0], y - corners[at - 1]![1]]))
}

/** Douglas and Peucker, with a list instead of recursion. What is closed keeps four corners. */
function fewer(corners: Corner[], tolerance: number): Corner[] {
  const last = corners.length - 1
  const kept = new Set([0, last])
  const closed = key(corners[0]!) === key(corners[last]!)
  const open: [number, number][] = closed ? [] : [[0, last]]
  if (closed) {
    const far = farthest(corners, 0, last).at
    kept.add(far)
    for (const [from, to] of [[0, far], [far, last]] as const) {
      if (to - from > 1) kept.add(farthest(corners, from, to).at)
      open.push([from, to])
    }
  }
  for (let span = open.pop(); span; span = open.pop()) {
    if (span[1] - span[0] < 2) continue
    const { at, distance } = farthest(corners, span[0], span[1])
    if (distance <= tolerance) continue
    kept.add(at)
    open.push([span[0], at], [at, span[1]])
  }
  return corners.filter((_, at) => kept.has(at))
}

function farthest(corners: Corner[], from: number, to: number): { at: number; distance: number } {
  const [[x1, y1], [x2, y2]] = [corners[from]!, corners[to]!]
  const length = Math.hypot(x2 - x1, y2 - y1)
  let found = { at: Math.min(from + 1, to), distance: -1 }
  for (let at = from + 1; at < to; at++) {
    const [x, y] = corners[at]!
    const distance = length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
    if (distance > found.distance) found = { at, distance }
  }
  return found
}

/** The borders of a topology, each once, in degrees: [lon, lat]. */
export function bordersOf({ west, south, step, arcs }: Topology): Position[][] {
  return arcs.map((arc) => {
    const out: Position[] = []
    let [x, y] = [0, 0]
    for (let at = 0; at < arc.length; at += 2) {
      x += arc[at]!
      y += arc[at + 1]!
      out.push([degrees(west + x * step), degrees(south + y * step)])
    }
    return out
  })
}

/** About a metre. */
const degrees = (value: number) => Math.round(value * 1e5) / 1e5

/** Each area again as an outline of its own. What has become a line is none. */
export function outlinesOf(topology: Topology, borders = bordersOf(topology)): Map<string, Outline> {
  const ringOf = (ring: number[]) => ring.flatMap((signed, at) => {
    const arc = signed < 0 ? borders[~signed]!.toReversed() : borders[signed]!
    return at === 0 ? arc : arc.slice(1)
  })
  const outlineOf = (polygons: number[][][]) => polygons.map((rings) => rings.map(ringOf)).filter((rings) => rings[0]!.length >= 4).map((rings) => rings.filter((ring) => ring.length >= 4))
  return new Map(topology.areas.map(({ id, polygons }) => [id, outlineOf(polygons)] as const).filter(([, outline]) => outline.length > 0))
}
