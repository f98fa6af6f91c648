import { detectAtomFeed, parseAtomFeed } from 'feedsmith'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { translate } from '#ui/words.ts'
import { malformed } from '../../deliver/dossier/wellFormed.ts'
import { frameOf } from './frame.ts'
import { boundsOf, drawMap, drawMark, landFile, writeAtom, writeGeoJson, writeIncidentCsv, type MapIncident, type PublicIncident } from './index.ts'
import { mapStyle } from './style.ts'

const [en, ar] = [translate('en'), translate('ar')]
const verifications = ['verified', 'corroborated', 'unverified'] as const

/** Incidents around a place, from a fixed seed. */
function around(count: number, lat: number, lon: number, spread: number): MapIncident[] {
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return Array.from({ length: count }, (_, i) => ({
    id: `i${i}`, number: i + 1, lat: Math.max(-80, Math.min(80, lat + (next() - 0.5) * spread)),
    lon: ((lon + (next() - 0.5) * spread * 2 + 540) % 360) - 180, people: Math.ceil(600 / (i % 50 + 1)),
    verification: verifications[i % 3]!, precision: i % 4 === 0 ? 'district' : '1km', label: `Water <cut> & "off" ${i}`,
  }))
}

describe('the map as a picture', () => {
  it('is small, well-formed and without script or style, wherever it looks', () => {
    const pictures = [
      drawMap({ incidents: around(40, 13.7, -88.9, 1), width: 950, height: 810, t: en }),
      drawMap({ incidents: around(150, 65, 14, 10), width: 950, height: 810, t: ar }),
      drawMap({ incidents: around(3000, 10, 10, 140), width: 1200, height: 900, t: translate('fr') }),
      drawMap({ incidents: [], width: 1200, height: 800, t: translate('es') }),
      drawMap({ incidents: around(20, -17, 179.9, 3), width: 390, height: 300, t: translate('es'), narrow: true }),
    ]
    for (const svg of pictures) {
      expect(malformed(svg)).toBe('')
      expect(svg).not.toMatch(/<script|<style|style=|href=|NaN|undefined|Infinity/)
      expect(Buffer.byteLength(svg)).toBeLessThan(60_000)
      expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="map-title map-desc"/)
    }
  })

  it('says in words what it shows', () => {
    const incidents = around(5, 13.7, -88.9, 1)
    const svg = drawMap({ incidents, width: 600, height: 500, t: en })
    const people = incidents.reduce((n, i) => n + i.people, 0).toLocaleString('en')
    expect(svg).toContain(`5 incidents, reported by ${people} people: 2 verified, 2 corroborated, 1 not yet verified.`)
    expect(drawMap({ incidents: incidents.slice(0, 2), width: 600, height: 500, t: ar })).toContain('خريطة: حادثتان')
  })

  it('draws every incident that is near nothing else with its own number, and who reported most the largest', () => {
    const incidents = around(12, 13.7, -88.9, 2)
    const svg = drawMap({ incidents, width: 950, height: 810, t: en })
    for (const { number } of incidents) expect(svg).toMatch(new RegExp(`<text [^>]*>${number}</text>`))
    const radius = (verification: MapIncident['verification'], people: number) => {
      const one = { ...incidents[0]!, id: 'one', verification, people, precision: '1km' as const }
      const other = { ...incidents[1]!, people: 400, precision: '1km' as const }
      return Number(/<circle [^>]*r="([\d.]+)" fill="var\(--accent/.exec(drawMap({ incidents: [one, { ...other, verification: 'unverified' }], width: 900, height: 800, t: en }))![1])
    }
    // Four times the people, twice the radius: the area tells how many.
    expect(radius('verified', 400) / radius('verified', 100)).toBeCloseTo(2, 1)
  })

  it('tells verification by shape, not by colour', () => {
    const [verified, corroborated, unverified] = verifications.map((v) => drawMark(v))
    expect(new Set([verified, corroborated, unverified].map((s) => s!.replace(/fill="[^"]*"/g, ''))).size).toBe(3)
  })

  it('names each incident of a narrow picture by its number, no number over another and none beyond the edge', () => {
    const incidents = around(40, 13.7, -88.9, 3)
    const svg = drawMap({ incidents, width: 340, height: 340, narrow: true, t: en })
    const numbers = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)">([^<]+)<\/text>/g)].map(([, x, y, words]) => ({ x: Number(x), y: Number(y), words: words! }))
    const named = numbers.flatMap(({ words }) => words.split(' +')[0]!.split(', ').map(Number))
    const more = numbers.reduce((sum, { words }) => sum + Number(words.split(' +')[1] ?? 0), 0)
    expect(new Set(named).size + more).toBe(incidents.length)
    for (const [i, one] of numbers.entries()) {
      const half = one.words.length * 3
      expect(one.x - half > 0 && one.x + half < 340 && one.y < 340).toBe(true)
      for (const other of numbers.slice(i + 1)) expect(Math.abs(one.y - other.y) >= 13 || Math.abs(one.x - other.x) >= half + other.words.length * 3, `${one.words} and ${other.words}`).toBe(true)
    }
  })

  it('draws incidents that share a mark no surer than the least sure of them', () => {
    const [one, other] = around(2, 13.7, -88.9, 0)
    const discs = (...those: MapIncident['verification'][]) => {
      const incidents = those.map((verification, at) => ({ ...[one!, other!][at]!, verification, people: 10, precision: '1km' as const }))
      return drawMap({ incidents, width: 340, height: 340, narrow: true, t: en }).match(/<circle [^>]*fill="var\(--accent[^>]*>/g) ?? []
    }
    expect([discs('verified').length, discs('verified', 'verified').length, discs('verified', 'unverified').length]).toEqual([1, 1, 0])
  })

  it('shows a ring around what is kept to the district, and none around an exact place', () => {
    const one = around(1, 13.7, -88.9, 0)[0]!
    const rings = (precision: MapIncident['precision']) =>
      /stroke-dasharray="3 4">(.*?)<\/g>/.exec(drawMap({ incidents: [{ ...one, precision }], width: 600, height: 500, t: en }))![1]!
    expect(rings('district')).toContain('<circle')
    expect(rings('exact')).toBe('')
  })

  it('has the same land on both sides of the antimeridian, with no band across the world', () => {
    const fiji = drawMap({ incidents: [], bounds: [176, -20, -178, -15], width: 600, height: 500, t: en })
    const path = /<path d="([^"]+)"/.exec(fiji)![1]!
    expect(path.length).toBeGreaterThan(1000)
    // Each move along a coast is short; a band would be one step as wide as the picture.
    const steps = path.split(/M[^l]*l/).join(' ').match(/-?\d*\.?\d+/g)!.map(Number)
    expect(Math.max(...steps.map(Math.abs))).toBeLessThan(200)
  })

  it('looks at all incidents, also when they lie on both sides of the antimeridian', () => {
    expect(boundsOf([{ lat: -17, lon: 179 }, { lat: -18, lon: -179 }])).toEqual([179, -18, -179, -17])
    expect(boundsOf([])).toBeUndefined()
    const place = fc.record({
      lat: fc.double({ min: -80, max: 80, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      const frame = frameOf(boundsOf(places)!, 800, 600)
      for (const { lat, lon } of places) {
        expect(frame.x(lon)).toBeGreaterThanOrEqual(-0.01)
        expect(frame.x(lon)).toBeLessThanOrEqual(800.01)
        expect(frame.y(lat)).toBeGreaterThanOrEqual(-0.01)
        expect(frame.y(lat)).toBeLessThanOrEqual(600.01)
      }
    }))
  })

  it('draws 100,000 incidents in a blink once the land is read', () => {
    const incidents = around(100_000, 10, 10, 140)
    const draw = () => drawMap({ incidents, width: 1000, height: 700, t: en })
    draw()
    // The best of ten: the machine may be busy with other tests, and then the mean measures those. A mark for each would take seconds.
    const times = Array.from({ length: 10 }, () => {
      const started = performance.now()
      draw()
      return performance.now() - started
    })
    expect(Math.min(...times)).toBeLessThan(1_000)
  })
})

describe('the base map', () => {
  it('is closed land around the bounds, a small file for a small country', () => {
    const file = landFile([-90.1, 13.1, -87.7, 14.5])
    const map = JSON.parse(file.body.toString()) as GeoJSON.FeatureCollection
    expect(map.bbox).toEqual([-93, 11, -85, 16])
    expect(file.brotli.length).toBeLessThan(20_000)
    for (const { geometry } of map.features) {
      if (geometry.type !== 'Polygon') continue
      for (const ring of geometry.coordinates) {
        expect(ring.length).toBeGreaterThan(3)
        expect(ring.at(-1)).toEqual(ring[0])
      }
    }
    expect(map.features.some((f) => f.properties!.kind === 'border')).toBe(true)
    expect(landFile([-90, 13.2, -87.8, 14.4]).etag).toBe(file.etag)
  })

  it('covers the world in under 200 KB, with the Caspian as water', () => {
    const file = landFile()
    expect(file.brotli.length).toBeLessThan(200_000)
    expect(file.body.toString()).toContain('"kind":"water"')
  })

  it('asks nobody else: its style names no address but ours', () => {
    const style = JSON.stringify(mapStyle(true, '/x/land.geojson'))
    expect(style).not.toMatch(/https?:|glyphs|sprite|tiles/)
    expect(style).toContain('"/x/land.geojson"')
  })
})

const incidents: PublicIncident[] = [
  {
    id: '0198a1b2-0000-7000-8000-000000000001', number: 1, title: 'Water cut off <for> "nine" days & nights ]]>',
    summary: '=cmd|calc \u0001', place: { lat: 13.7, lon: -89.2, name: 'Villa Enza', radiusMetres: 600 }, precision: '1km',
    people: 611, verification: 'verified', issueArea: 'Water & "taps"', since: new Date('2026-04-05T08:00:00Z'),
    updated: new Date('2026-04-14T08:00:00Z'), url: 'https://clamor.example/tell/incidents/1?a=1&b=2',
  },
  {
    id: '0198a1b2-0000-7000-8000-000000000002', number: 2, title: 'مستشفى بلا أنسولين',
    // A caller's mistake must not become a leak: hidden wins over a place that was handed over all the same.
    place: { lat: 9.123456, lon: 8.654321, radiusMetres: 0 }, precision: 'hidden', people: 38, verification: 'corroborated',
    since: new Date('2026-04-10T08:00:00Z'), updated: new Date('2026-04-12T08:00:00Z'), url: 'https://clamor.example/tell/incidents/2',
  },
]
const campaign = {
  id: '0198a1b2-0000-7000-8000-0000000000aa', name: 'Tell us <now> & then', url: 'https://clamor.example/tell/map',
  feed: 'https://clamor.example/tell/map.atom', language: 'es', since: new Date('2026-03-01T00:00:00Z'),
}

describe('the files beside the map', () => {
  it('never hold a hidden place', () => {
    for (const file of [writeGeoJson(incidents), writeIncidentCsv(incidents), writeAtom(campaign, incidents)]) {
      expect(file).not.toMatch(/9\.12|8\.65/)
      expect(file).toContain('مستشفى')
    }
  })

  it('are GeoJSON with positions as [lon, lat] and no geometry where there is no place', () => {
    const map = JSON.parse(writeGeoJson(incidents)) as GeoJSON.FeatureCollection<GeoJSON.Point | null>
    expect(map.features[0]!.geometry).toEqual({ type: 'Point', coordinates: [-89.2, 13.7] })
    expect(map.features[0]!.properties).toMatchObject({ number: 1, people: 611, precision: '1km', radiusMetres: 600, place: 'Villa Enza' })
    expect(map.features[1]!.geometry).toBeNull()
  })

  it('are CSV with a row of HXL tags and no formula', () => {
    const rows = parse(writeIncidentCsv(incidents)) as string[][]
    expect(rows).toHaveLength(4)
    expect(rows[1]!.every((tag) => /^#[a-z]+(\+[a-z_]+)*$/.test(tag))).toBe(true)
    expect(rows[0]![rows[1]!.indexOf('#geo+lat')]).toBe('lat')
    expect(rows[2]![3]).toMatch(/^'=cmd/)
    expect(rows[3]![6]).toBe('')
  })

  it('are Atom that a feed reader reads back', () => {
    const atom = writeAtom(campaign, incidents)
    expect(malformed(atom)).toBe('')
    expect(detectAtomFeed(atom)).toBe(true)
    const feed = parseAtomFeed(atom)
    expect(feed).toMatchObject({
      id: 'urn:uuid:0198a1b2-0000-7000-8000-0000000000aa', title: { value: 'Tell us <now> & then' }, authors: [{ name: 'Tell us <now> & then' }],
    })
    expect(feed.entries).toHaveLength(2)
    expect(feed.entries![0]).toMatchObject({
      title: { value: 'Water cut off <for> "nine" days & nights ]]>' }, georss: { point: { lat: 13.7, lng: -89.2 } },
      links: [{ href: 'https://clamor.example/tell/incidents/1?a=1&b=2', rel: 'alternate' }],
    })
    expect(feed.entries![1]!.georss).toBeUndefined()
    expect(parseAtomFeed(writeAtom(campaign, [])).updated).toBe('2026-03-01T00:00:00.000Z')
  })
})
