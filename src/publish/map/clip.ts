import type { Line } from './land.ts'

export interface Box {
  west: number
  east: number
  south: number
  north: number
}

/**
 * The part of a ring within a box (Sutherland and Hodgman, edge by edge), shifted by whole turns; empty when none is.
 * A concave ring that leaves the box twice comes back joined along its edge, so the box is taken a little larger than
 * what is seen.
 */
export function clipRing(ring: Line, turn: number, box: Box): number[] {
  let points: number[] = Array.from(ring.points, (n, i) => i % 2 === 0 ? n + turn : n)
  if (ring.west + turn < box.west) points = cut(points, 0, box.west, 1)
  if (ring.east + turn > box.east) points = cut(points, 0, box.east, -1)
  if (ring.south < box.south) points = cut(points, 1, box.south, 1)
  if (ring.north > box.north) points = cut(points, 1, box.north, -1)
  return points
}

function cut(points: number[], axis: 0 | 1, at: number, sign: 1 | -1): number[] {
  const out: number[] = []
  const n = points.length
  if (n === 0) return out
  let px = points[n - 2]!
  let py = points[n - 1]!
  let before = (axis === 0 ? px : py) - at
  for (let i = 0; i < n; i += 2) {
    const x = points[i]!
    const y = points[i + 1]!
    const now = (axis === 0 ? x : y) - at
    if (before * sign >= 0 !== now * sign >= 0) {
      const share = before / (before - now)
      out.push(px + (x - px) * share, py + (y - py) * share)
    }
    if (now * sign >= 0) out.push(x, y)
    px = x
    py = y
    before = now
  }
  return out
}

/** The pieces of an open line that touch a box: a piece ends one point beyond it, which the picture's edge cuts off. */
export function clipLine(line: Line, turn: number, box: Box): number[][] {
  const pieces: number[][] = []
  let piece: number[] = []
  const { points } = line
  for (let i = 0; i + 3 < points.length; i += 2) {
    const x = points[i]! + turn
    const y = points[i + 1]!
    const x2 = points[i + 2]! + turn
    const y2 = points[i + 3]!
    const apart = Math.max(x, x2) < box.west || Math.min(x, x2) > box.east || Math.max(y, y2) < box.south ||
      Math.min(y, y2) > box.north
    if (apart) {
      if (piece.length > 0) pieces.push(piece)
      piece = []
      continue
    }
    if (piece.length === 0) piece.push(x, y)
    piece.push(x2, y2)
  }
  if (piece.length > 0) pieces.push(piece)
  return pieces
}
