import type { Map as LibreMap } from 'maplibre-gl'
import { mapColours } from './style.ts'

interface Shown {
  areas?: string | undefined
  district?: string | undefined
}

/** Puts the outlines of districts under the incidents: lines and names, the one that is shown alone on a wash (as in `draw.ts`). */
export function addAreas(map: LibreMap, { areas, district }: Shown, dark: boolean): void {
  if (!areas) return
  const { edge, ink, land, wash, accent } = mapColours(dark)
  map.addSource('areas', { type: 'geojson', data: areas, tolerance: 0.2 })
  map.addLayer({ id: 'area-chosen', type: 'fill', source: 'areas', filter: only(district), paint: { 'fill-color': wash } })
  map.addLayer({ id: 'area-edges', type: 'line', source: 'areas', paint: { 'line-color': edge, 'line-width': 1 } })
  map.addLayer({ id: 'area-chosen-edge', type: 'line', source: 'areas', filter: only(district), paint: { 'line-color': accent, 'line-width': 2 } })
  map.addLayer({
    id: 'area-names', type: 'symbol', source: 'areas',
    layout: { 'text-field': ['get', 'name'], 'text-font': ['system-ui, sans-serif'], 'text-size': 13, 'symbol-sort-key': ['-', 0, ['get', 'incidents']] },
    paint: { 'text-color': ink, 'text-opacity': 0.75, 'text-halo-color': land, 'text-halo-width': 1.5 },
  })
}

/** Another district is shown alone, or none. */
export function chooseArea(map: LibreMap, district: string | undefined): void {
  for (const layer of ['area-chosen', 'area-chosen-edge']) if (map.getLayer(layer)) map.setFilter(layer, only(district))
}

function only(district: string | undefined): ['==', ['get', string], string] {
  return ['==', ['get', 'id'], district ?? '']
}
