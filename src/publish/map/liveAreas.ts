import type { Map as LibreMap } from 'maplibre-gl'
import { mapColours, type MapColours } from './style.ts'

export type Areas = GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>

/** Puts the outlines of districts under the incidents: lines and names, the one that is shown alone on a wash (as in `draw.ts`). */
export function addAreas(map: LibreMap, areas: Areas | undefined, district: string | undefined, dark: boolean): void {
  if (!areas) return
  const colours = mapColours(dark)
  const { edge, ink, land, wash, accent } = colours
  map.addSource('areas', { type: 'geojson', data: areas, tolerance: 0.2 })
  // At points of their own: an area is cut into tiles, and would be named in each.
  map.addSource('area-names', { type: 'geojson', data: named(map, areas, colours) })
  map.addLayer({ id: 'area-chosen', type: 'fill', source: 'areas', filter: only(district), paint: { 'fill-color': wash } })
  map.addLayer({ id: 'area-edges', type: 'line', source: 'areas', paint: { 'line-color': edge, 'line-width': 1 } })
  map.addLayer({ id: 'area-chosen-edge', type: 'line', source: 'areas', filter: only(district), paint: { 'line-color': accent, 'line-width': 2 } })
  map.addLayer({
    id: 'area-names', type: 'symbol', source: 'area-names', filter: ['!', ['has', 'image']],
    layout: { 'text-field': ['get', 'label'], 'text-font': ['system-ui, sans-serif'], 'text-size': 13, 'symbol-sort-key': ['-', 0, ['get', 'incidents']] },
    paint: { 'text-color': ink, 'text-opacity': 0.75, 'text-halo-color': land, 'text-halo-width': 1.5 },
  })
  map.addLayer({
    id: 'area-name-images', type: 'symbol', source: 'area-names', filter: ['has', 'image'],
    layout: { 'icon-image': ['get', 'image'], 'symbol-sort-key': ['-', 0, ['get', 'incidents']] }, paint: { 'icon-opacity': 0.75 },
  })
}

/** Another district is shown alone, or none. */
export function chooseArea(map: LibreMap, district: string | undefined): void {
  for (const layer of ['area-chosen', 'area-chosen-edge']) if (map.getLayer(layer)) map.setFilter(layer, only(district))
}

function only(district: string | undefined): ['==', ['get', string], string] {
  return ['==', ['get', 'id'], district ?? '']
}

interface Named {
  id: string
  name: string
  names: string[]
  incidents: number
  lon: number
  lat: number
}

const rightward = /[\u0590-\u08FF]/

/**
 * Each by its name in the script of the page, where its file gave one. MapLibre does not join Arabic letters, a canvas does: such names
 * are drawn as images.
 */
function named(map: LibreMap, areas: Areas, colours: MapColours): GeoJSON.FeatureCollection<GeoJSON.Point> {
  const mirrored = document.documentElement.dir === 'rtl'
  return {
    type: 'FeatureCollection',
    features: areas.features.map(({ properties }) => {
      const { id, name, names, incidents, lon, lat } = properties as Named
      const label = [name, ...names].find((one) => rightward.test(one) === mirrored) ?? name
      const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
      if (!rightward.test(label)) return { type: 'Feature', geometry, properties: { incidents, label } }
      const image = `name ${id}`
      if (!map.hasImage(image)) map.addImage(image, drawn(label, colours), { pixelRatio: 2 })
      return { type: 'Feature', geometry, properties: { incidents, image } }
    }),
  }
}

/** At twice its size. */
function drawn(label: string, { ink, land }: MapColours): ImageData {
  const font = '28px "IBM Plex Sans Arabic", system-ui, sans-serif'
  const canvas = document.createElement('canvas')
  const measure = canvas.getContext('2d')!
  measure.font = font
  const width = Math.ceil(measure.measureText(label).width) + 12
  const height = 48
  Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d')!
  Object.assign(pen, { font, direction: 'rtl', textAlign: 'center', textBaseline: 'middle', lineWidth: 6, lineJoin: 'round', strokeStyle: land, fillStyle: ink })
  pen.strokeText(label, width / 2, height / 2)
  pen.fillText(label, width / 2, height / 2)
  return pen.getImageData(0, 0, width, height)
}
