import type { ExpressionSpecification, GeoJSONSource, Map as LibreMap } from 'maplibre-gl'
import { mapColours, type MapColours } from './style.ts'
import { sureness, type Verification } from './marks.ts'

export type Incidents = GeoJSON.FeatureCollection<GeoJSON.Point | null>
type Placed = GeoJSON.FeatureCollection<GeoJSON.Point>

const single: ExpressionSpecification = ['!', ['has', 'point_count']]

/** Metres that a pixel shows at zoom 0 on the equator, with MapLibre's tiles of 512. */
const metresPerPixel = 78_271.517
const largestRadius = 22
/** More incidents than this stand together in groups, up to a zoom; of fewer only those that would hide each other. */
const grouped = 150
const groupsUpTo = 11
/** Pixels: two marks that are nearer share one. */
const near = 16
/** A shared mark names so many incidents; of more it names the first and says how many there are beside. */
const named = 3

/** What the layers need beside the public file: the id as a property, radii for a layer that knows no latitude. `outlined`: districts whose outline is drawn. */
export function prepared(incidents: Incidents, outlined: ReadonlySet<string> = new Set()): Placed {
  const placed = incidents.features.filter((f): f is GeoJSON.Feature<GeoJSON.Point> => f.geometry !== null)
  const most = placed.reduce((top, f) => Math.max(top, Number(f.properties!.people)), 1)
  return {
    type: 'FeatureCollection',
    features: placed.map((f) => {
      const people = Number(f.properties!.people)
      const metres = Number(f.properties!.radiusMetres ?? 0)
      const within = f.properties!.precision === 'district' && outlined.has(String(f.properties!.district))
      const slant = Math.cos(f.geometry.coordinates[1]! * Math.PI / 180)
      return {
        ...f,
        properties: {
          id: f.id, number: f.properties!.number, numbers: String(f.properties!.number), people, sure: sureness.indexOf(f.properties!.verification),
          kept: f.properties!.precision === 'district' ? (within ? 2 : 1) : 0, r: Math.max(7, largestRadius * Math.sqrt(people / most)),
          ring: within ? 0 : metres / (metresPerPixel * slant),
        },
      }
    }),
  }
}

/** Changes which incidents stand on a map that has its layers. */
export function showMarks(map: LibreMap, data: Placed): void {
  for (const source of ['incidents', 'each']) map.getSource<GeoJSONSource>(source)?.setData(data)
  map.getSource<GeoJSONSource>('rings')?.setData({ type: 'FeatureCollection', features: ringed(data).map(ringOf) })
}

/** Puts the incidents onto a map whose style is loaded: the shapes and sizes of the drawn picture (`draw.ts`). */
export function addMarks(map: LibreMap, data: Placed, dark: boolean): void {
  const colours = mapColours(dark)
  for (const verification of sureness) {
    map.addImage(verification, disc(verification, colours), { pixelRatio: 2 })
  }
  const many = data.features.length > grouped
  map.addSource('incidents', {
    type: 'geojson', data, cluster: true, clusterRadius: many ? 36 : near, clusterMaxZoom: groupsUpTo,
    // A shared mark is as large as its largest, and no surer than the least sure of its incidents.
    clusterProperties: {
      r: ['max', ['get', 'r']], sure: ['min', ['get', 'sure']], kept: ['max', ['get', 'kept']], first: ['min', ['get', 'number']],
      numbers: [['concat', ['accumulated'], ', ', ['get', 'numbers']], ['get', 'numbers']],
    },
  })
  // The one that is chosen has its ring also while it shares a mark.
  map.addSource('each', { type: 'geojson', data })
  // Of few incidents a shared mark is drawn as a single one, beside the numbers of all.
  const marked: ExpressionSpecification = many ? single : ['literal', true]
  addRings(map, data, colours, marked)
  map.addLayer({
    id: 'chosen', type: 'circle', source: 'each', filter: ['==', ['get', 'id'], ''],
    paint: {
      'circle-radius': ['+', ['get', 'r'], 9], 'circle-color': colours.land, 'circle-opacity': 0,
      'circle-stroke-color': colours.ink, 'circle-stroke-width': 2,
    },
  })
  if (many) addGroups(map, colours)
  map.addLayer({
    id: 'marks', type: 'symbol', source: 'incidents', filter: marked,
    layout: {
      'icon-image': ['match', ['get', 'sure'], 0, sureness[0]!, 1, sureness[1]!, sureness[2]!], 'icon-size': ['/', ['get', 'r'], largestRadius], 'icon-allow-overlap': true,
      'symbol-sort-key': ['-', 0, ['get', 'r']],
    },
  })
  const roomInside: ExpressionSpecification = ['all', ['>=', ['get', 'r'], 11], ['!=', ['get', 'sure'], sureness.indexOf('corroborated')], single]
  map.addLayer({
    id: 'numbers-inside', type: 'symbol', source: 'incidents', filter: ['all', marked, roomInside],
    layout: { 'text-field': ['get', 'numbers'], 'text-font': ['system-ui, sans-serif'], 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': ['match', ['get', 'sure'], sureness.indexOf('verified'), colours.onAccent, colours.ink] },
  })
  map.addLayer({
    id: 'numbers', type: 'symbol', source: 'incidents', filter: ['all', marked, ['!', roomInside]],
    layout: {
      'text-field': ['case', ['>', ['coalesce', ['get', 'point_count'], 1], named],
        ['concat', ['to-string', ['get', 'first']], ' +', ['to-string', ['-', ['get', 'point_count'], 1]]], ['get', 'numbers']],
      'text-font': ['system-ui, sans-serif'], 'text-size': 13,
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
      'text-radial-offset': ['+', 0.35, ['/', ['get', 'r'], 13]],
    },
    paint: { 'text-color': colours.ink, 'text-halo-color': colours.land, 'text-halo-width': 1.5 },
  })
}

function addGroups(map: LibreMap, colours: MapColours): void {
  map.addLayer({
    id: 'groups', type: 'circle', source: 'incidents', filter: ['has', 'point_count'],
    paint: {
      'circle-radius': ['step', ['get', 'point_count'], 14, 10, 17, 100, 21], 'circle-color': colours.land,
      'circle-stroke-color': colours.accent, 'circle-stroke-width': 2,
    },
  })
  map.addLayer({
    id: 'group-counts', type: 'symbol', source: 'incidents', filter: ['has', 'point_count'],
    layout: {
      'text-field': ['get', 'point_count_abbreviated'], 'text-font': ['system-ui, sans-serif'], 'text-size': 12,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': colours.ink },
  })
}

/** Rings are outlines of many corners, since a circle cannot be dashed; past this many, plain circles must do. */
const mostRings = 1000
const corners = 64
/** From this zoom on the ring of a district is larger than a mark; before, a ring of fixed size says what it is. */
const districtSeen = 8

function addRings(map: LibreMap, data: Placed, colours: MapColours, marked: ExpressionSpecification): void {
  map.addImage('district', dashedRing(colours), { pixelRatio: 2 })
  map.addLayer({
    id: 'districts', type: 'symbol', source: 'incidents', maxzoom: districtSeen,
    filter: ['all', marked, ['==', ['get', 'kept'], 1]],
    layout: { 'icon-image': 'district', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
  })
  // Where the outline of a district is drawn, the ring has only to say that the place is kept to it.
  map.addLayer({
    id: 'districts-outlined', type: 'symbol', source: 'incidents', filter: ['all', marked, ['==', ['get', 'kept'], 2]],
    layout: { 'icon-image': 'district', 'icon-allow-overlap': true, 'icon-ignore-placement': true },
  })
  const rings = ringed(data)
  if (rings.length > mostRings) {
    const radius: ExpressionSpecification =
      ['interpolate', ['exponential', 2], ['zoom'], 0, ['get', 'ring'], 20, ['*', ['get', 'ring'], 2 ** 20]]
    map.addLayer({
      id: 'rings', type: 'circle', source: 'incidents', minzoom: districtSeen,
      filter: ['all', single, ['>', ['get', 'ring'], 0]],
      paint: {
        'circle-radius': radius, 'circle-color': colours.wash, 'circle-opacity': 0.45,
        'circle-stroke-color': colours.accent, 'circle-stroke-width': 1,
      },
    })
    return
  }
  map.addSource('rings', { type: 'geojson', data: { type: 'FeatureCollection', features: rings.map(ringOf) } })
  // While incidents stand together in groups, rings without their marks would be riddles.
  const minzoom = data.features.length > grouped ? groupsUpTo + 1 : districtSeen
  map.addLayer({ id: 'rings', type: 'fill', source: 'rings', minzoom, paint: { 'fill-color': colours.wash, 'fill-opacity': 0.45 } })
  map.addLayer({
    id: 'ring-edges', type: 'line', source: 'rings', minzoom,
    paint: { 'line-color': colours.accent, 'line-width': 1, 'line-dasharray': [3, 4] },
  })
}

function ringed(data: Placed): Placed['features'] {
  return data.features.filter((f) => f.properties!.ring > 0)
}

function ringOf({ geometry, properties }: GeoJSON.Feature<GeoJSON.Point>): GeoJSON.Feature {
  const [lon, lat] = geometry.coordinates as [number, number]
  // `ring` is in pixels at zoom 0, where the world is 512 wide; on the Mercator plane a small ring stays round.
  const wide = properties!.ring * 360 / 512
  const high = wide * Math.cos(lat * Math.PI / 180)
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const angle = (i % corners) / corners * 2 * Math.PI
    return [lon + wide * Math.cos(angle), lat + high * Math.sin(angle)]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}

function dashedRing({ accent, wash }: MapColours): ImageData {
  const size = 120
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext('2d')!
  pen.arc(size / 2, size / 2, size / 2 - 2, 0, 2 * Math.PI)
  pen.globalAlpha = 0.45
  pen.fillStyle = wash
  pen.fill()
  pen.globalAlpha = 1
  pen.lineWidth = 2
  pen.setLineDash([6, 8])
  pen.strokeStyle = accent
  pen.stroke()
  return pen.getImageData(0, 0, size, size)
}

/** A mark as an image at twice its size, drawn with the page's colours: full, half or open, as in the list. */
function disc(verification: Verification, { accent, land }: MapColours): ImageData {
  const size = largestRadius * 4
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext('2d')!
  const middle = size / 2
  const circle = (r: number, from = 0, to = 2 * Math.PI) => {
    pen.beginPath()
    pen.arc(middle, middle, r, from, to)
  }
  circle(middle - 2)
  pen.fillStyle = verification === 'verified' ? accent : land
  pen.fill()
  pen.lineWidth = 8
  pen.strokeStyle = accent
  circle(middle - 5)
  pen.stroke()
  if (verification === 'corroborated') {
    circle(middle - 2, Math.PI / 2, Math.PI * 1.5)
    pen.fillStyle = accent
    pen.fill()
  }
  return pen.getImageData(0, 0, size, size)
}
