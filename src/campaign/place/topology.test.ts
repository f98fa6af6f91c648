/** Outlines for maps: borders once, few corners, a bounded number of bytes, and still the same areas. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin, type Outline, type Position } from './outline.ts'
import { bordersOf, outlinesOf, topologyOf, type DrawnArea } from './topology.ts'

/** A country of rows and columns of districts whose borders wind, each drawn with the very same corners on both of its sides. */
function country(side: number, corners: number, shift = 0): DrawnArea[] {
  const sway = (a: number, b: number) => (((Math.sin(a * 127.1 + b * 311.7) * 43_758.5) % 1) * 0.3) / corners
  const edge = (x: number, y: number, across: boolean): Position[] =>
    Array.from({ length: corners + 1 }, (_, at): Position => {
      const bend = at === 0 || at === corners ? 0 : sway(x * 97 + y * 31 + (across ? 7 : 3), at)
      return across ? [shift + x + at / corners, y + bend] : [shift + x + bend, y + at / corners]
    })
  return Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [at % side, Math.floor(at / side)]
    const ring = [...edge(x, y, true), ...edge(x + 1, y, false), ...edge(x, y + 1, true).toReversed(), ...edge(x, y, false).toReversed()]
    return { id: String(at), outline: [[ring]] }
  })
}

const surface = (outline: Outline) => Math.abs(outline.flat().reduce((sum, ring) => sum + ring.reduce((all, [x, y], at) => all + x * ring[(at + 1) % ring.length]![1] - ring[(at + 1) % ring.length]![0] * y, 0), 0)) / 2

test('neighbours share their border to the last corner, so that nothing gapes and nothing is drawn twice', () => {
  const areas = country(6, 40)
  const topology = topologyOf(areas, 1_000_000)
  // Inner borders once each; where three or four meet, a new one begins.
  expect(topology.arcs.length).toBeLessThanOrEqual(2 * 6 * 7)
  const outlines = outlinesOf(topology)
  expect(outlines.size).toBe(36)
  const whole = [...outlines.values()].reduce((sum, outline) => sum + surface(outline), 0)
  // What the outer borders sway out and in.
  expect(Math.abs(whole - 36)).toBeLessThan(0.2)
  for (const [id, outline] of outlines) expect([id, isWithin(outline, Math.floor(Number(id) / 6) + 0.5, (Number(id) % 6) + 0.5)]).toEqual([id, true])
})

test('it weighs no more than it may, and a small district beside large ones keeps its shape', () => {
  const small: DrawnArea = { id: 'small', outline: [[Array.from({ length: 200 }, (_, at): Position => [3.5 + 0.05 * Math.cos((at / 199) * 2 * Math.PI), 3.5 + 0.05 * Math.sin((at / 199) * 2 * Math.PI)])]] }
  const areas = [...country(8, 120), small]
  const heavy = JSON.stringify(areas).length
  for (const bytes of [60_000, 20_000, 8_000]) {
    const topology = topologyOf(areas, bytes)
    expect(JSON.stringify(topology).length).toBeLessThanOrEqual(bytes)
    expect(heavy).toBeGreaterThan(bytes * 3)
    const outline = outlinesOf(topology).get('small')
    if (bytes > 8_000) expect([isWithin(outline!, 3.5, 3.5), isWithin(outline!, 3.56, 3.5), surface(outline!) > 0.005]).toEqual([true, false, true])
  }
  // Far too little for so many: the largest stay.
  expect(outlinesOf(topologyOf(areas, 1_500)).size).toBeGreaterThan(3)
})

test('any outlines come back as rings that are closed, near to where they were', () => {
  const shape = fc.record({
    lon: fc.double({ min: -170, max: 170, noNaN: true }), lat: fc.double({ min: -80, max: 80, noNaN: true }),
    corners: fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 60 }),
  })
  fc.assert(fc.property(fc.array(shape, { minLength: 1, maxLength: 6 }), (shapes) => {
    const areas = shapes.map(({ lon, lat, corners }, at): DrawnArea => {
      const ring = corners.map((radius, n): Position => [lon + radius * Math.cos((2 * Math.PI * n) / corners.length), lat + radius * Math.sin((2 * Math.PI * n) / corners.length)])
      return { id: String(at), outline: [[[...ring, ring[0]!]]] }
    })
    const topology = topologyOf(areas, 100_000)
    expect(bordersOf(topology).flat().every(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat))).toBe(true)
    for (const [id, outline] of outlinesOf(topology)) {
      const { lon, lat } = shapes[Number(id)]!
      for (const ring of outline.flat()) {
        expect(ring.length).toBeGreaterThanOrEqual(4)
        expect(ring.at(-1)).toEqual(ring[0])
        for (const [x, y] of ring) expect(Math.hypot(x - lon, y - lat)).toBeLessThan(1.2)
      }
    }
  }), { numRuns: 100 })
  expect(topologyOf([], 1_000)).toMatchObject({ arcs: [], areas: [] })
})
