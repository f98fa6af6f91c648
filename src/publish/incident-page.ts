import type { AreaMap } from '#campaign/index.ts'
import type { Translate } from '#ui/words.ts'
import { drawMap, type Bounds } from './map/index.ts'
import type { Correction } from './parts.ts'
import type { ShownIncident, Snapshot } from './snapshot.ts'

/** The public page of one incident, or of one that proved false. */
export type IncidentPage = { incident: ShownIncident; areaKey: string | null; madeAt: Date } | { correction: Correction; madeAt: Date }

/** The page of this number; undefined where the public sees nothing. */
export function pageOf(snapshot: Snapshot, number: number): IncidentPage | undefined {
  const { madeAt } = snapshot
  const incident = snapshot.incidents.find((one) => one.number === number)
  if (incident) return { incident, areaKey: snapshot.issueAreas.find((one) => one.id === incident.issueAreaId)?.key ?? null, madeAt }
  const correction = snapshot.corrections.find((one) => one.number === number)
  return correction && { correction, madeAt }
}

/** Where it was, as exactly as was chosen; none where the place is hidden or not known. */
export function placePicture({ place, precision, id, number, people, verification, title }: ShownIncident, t: Translate, areaMap: AreaMap): string | undefined {
  if (!place || precision === 'hidden') return undefined
  const area = place.areaId ? areaMap.areas.find((one) => one.id === place.areaId) : undefined
  // A single place is shown with the land around it: one may know the coast, nobody knows a white sheet.
  const bounds: Bounds = area ? [area.west, area.south, area.east, area.north] : [place.lon - 3, place.lat - 2, place.lon + 3, place.lat + 2]
  const districts = area && { borders: areaMap.borders, chosen: area.outline.flat(), text: '' }
  const mark = { id, number, lat: place.lat, lon: place.lon, people, verification, precision, radiusMetres: place.radiusMetres, outlined: area !== undefined, label: title }
  return drawMap({ incidents: [mark], bounds, t, ...(districts ? { districts } : {}), narrow: true, width: 400, height: 240, id: 'map-one' })
}
