import type { Reader } from '#core/index.ts'

export interface OngoingIncident {
  id: string
  number: number
  title: string | null
  issueAreaId: string | null
  lat: number | null
  lon: number | null
}

/** What is going on now, as far as somebody said so, and is not known to be false; the true places. For whatever puts nearby statements first. */
export async function ongoingIncidents(reader: Reader, campaignId: string): Promise<OngoingIncident[]> {
  return reader.rows(
    `select id, number, title, issue_area_id as "issueAreaId", lat, lon from incident
     where campaign_id = $1 and course = 'ongoing' and joined_into is null and verification <> 'false' order by number`,
    [campaignId],
  )
}

/** Kilometres from a place to the nearest ongoing incident; undefined where none has a place. */
export function kilometresTo(place: { lat: number; lon: number }, ongoing: OngoingIncident[]): number | undefined {
  const rad = Math.PI / 180
  const far = ongoing.flatMap(({ lat, lon }) => {
    if (lat === null || lon === null) return []
    const h = Math.sin(((lat - place.lat) * rad) / 2) ** 2 + Math.cos(place.lat * rad) * Math.cos(lat * rad) * Math.sin(((lon - place.lon) * rad) / 2) ** 2
    return [2 * 6_371 * Math.asin(Math.sqrt(h))]
  })
  return far.length > 0 ? Math.min(...far) : undefined
}
