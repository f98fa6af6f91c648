import { drawMap, type Bounds, type Language } from './map/index.ts'
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
export function placePicture({ place, precision, id, number, people, verification, title }: ShownIncident, language: Language): string | undefined {
  if (!place || precision === 'hidden') return undefined
  const mark = { id, number, lat: place.lat, lon: place.lon, people, verification, precision, radiusMetres: place.radiusMetres, label: title }
  // A single place is shown with the land around it: one may know the coast, nobody knows a white sheet.
  const bounds: Bounds = [place.lon - 3, place.lat - 2, place.lon + 3, place.lat + 2]
  return drawMap({ incidents: [mark], bounds, language, narrow: true, width: 400, height: 240, id: 'map-one' })
}
