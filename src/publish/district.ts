import { areaName, mapAreaAt, type AreaMap, type MapArea } from '#campaign/index.ts'
import { boundsOf, type Bounds, type PublicPlace } from './map/index.ts'
import type { ShownIncident, Snapshot } from './snapshot.ts'

/**
 * The area of the map in which a public place stands: the one to which it is kept, else the one around the point that everybody sees.
 * Found from what is shown, never from the true place: beside a border the two may differ, and the difference would tell.
 */
export function districtAt(map: AreaMap, place: PublicPlace | undefined): string | null {
  if (!place) return null
  const kept = place.areaId && map.areas.find((area) => area.id === place.areaId)
  return (kept || mapAreaAt(map, place))?.id ?? null
}

/** An area with what was told from it. */
export interface DistrictCount {
  area: MapArea
  name: string
  incidents: number
  people: number
}

/** Every area of the map, those with most incidents first, then the largest. `dir`: of the page whose names they get. */
export function districtCounts({ areaMap }: Pick<Snapshot, 'areaMap'>, incidents: readonly Pick<ShownIncident, 'districtId' | 'people'>[], dir: 'ltr' | 'rtl'): DistrictCount[] {
  const within = Map.groupBy(incidents, (incident) => incident.districtId)
  return areaMap.areas
    .toReversed()
    .map((area) => {
      const there = within.get(area.id) ?? []
      return { area, name: areaName(area, dir), incidents: there.length, people: there.reduce((sum, one) => sum + one.people, 0) }
    })
    .sort((a, b) => b.incidents - a.incidents)
}

/** What the map shows as a whole: all incidents, with the areas they lie in; without any, all areas. */
export function mapBounds({ areaMap, incidents }: Pick<Snapshot, 'areaMap' | 'incidents'>): Bounds | undefined {
  const told = new Set(incidents.map((incident) => incident.districtId))
  const areas = areaMap.areas.filter((area) => incidents.length === 0 || told.has(area.id))
  return boundsOf([...incidents.flatMap(({ place }) => (place ? [place] : [])), ...areas.flatMap(({ south, west, north, east }) => [{ lat: south, lon: west }, { lat: north, lon: east }])])
}

/** The outlines beside the public incidents, each with its counts; for whoever draws them on a map of their own. */
export function areasGeoJsonOf(snapshot: Snapshot): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    features: districtCounts(snapshot, snapshot.incidents, 'ltr').map(({ area, name, incidents, people }) => ({
      type: 'Feature', id: area.id, geometry: { type: 'MultiPolygon', coordinates: area.outline },
      properties: { id: area.id, name, names: area.labels, code: area.code, kind: area.kind, lon: area.lon, lat: area.lat, incidents, people },
    })),
  })
}
