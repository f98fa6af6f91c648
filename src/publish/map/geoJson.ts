import type { PublicIncident } from './publicIncident.ts'

/** The incidents as GeoJSON (RFC 7946). A hidden place has no geometry: the incident counts, its place does not exist. */
export function writeGeoJson(incidents: readonly PublicIncident[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features: incidents.map(featureOf) })
}

function featureOf(incident: PublicIncident): GeoJSON.Feature<GeoJSON.Point | null> {
  const place = incident.precision === 'hidden' ? undefined : incident.place
  return {
    type: 'Feature',
    id: incident.id,
    geometry: place ? { type: 'Point', coordinates: [place.lon, place.lat] } : null,
    properties: {
      number: incident.number,
      title: incident.title,
      summary: incident.summary ?? null,
      people: incident.people,
      verification: incident.verification,
      precision: incident.precision,
      radiusMetres: place?.radiusMetres ?? null,
      place: place?.name ?? null,
      district: place ? (incident.district ?? null) : null,
      issueArea: incident.issueArea ?? null,
      since: incident.since.toISOString(),
      updated: incident.updated.toISOString(),
      url: incident.url,
    },
  }
}
