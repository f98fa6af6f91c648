import { refuse, type Reader } from '#core/index.ts'
import { findPlace } from '#campaign/index.ts'
import type { Precision, Work } from './edit.ts'

/** A place as somebody typed it: with its coordinates, or by a name. */
export interface TypedPlace {
  name: string
  lat?: number | undefined
  lon?: number | undefined
  precision: Precision
}

/** The place that is meant: the typed coordinates, or those of the one place that the gazetteer knows by this name. */
export async function placeFrom(reader: Reader, campaignId: string, { name, lat, lon, precision }: TypedPlace): Promise<NonNullable<Work['place']>> {
  if (lat !== undefined && lon !== undefined) {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) throw refuse('place-wrong', 422, 'This place lies outside of the world.')
    return { name, lat, lon, precision }
  }
  const found = await findPlace(reader, campaignId, name)
  if (!found) throw refuse('place-unknown', 422, `No single place is called "${name.slice(0, 80)}".`, { mend: 'Choose it from the list, or type its coordinates.' })
  return { name: found.name, lat: found.lat, lon: found.lon, precision }
}
