import { refuse, type Reader } from '#core/index.ts'
import { placeMeant, type Place } from '#campaign/index.ts'
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
  const found = await meantPlace(reader, campaignId, name)
  return { name: found.name, lat: found.lat, lon: found.lon, precision }
}

/** The one place of this name. Where several are called so, the refusal holds them to choose from (`candidates`): nobody guesses. */
export async function meantPlace(reader: Reader, campaignId: string, name: string): Promise<Place> {
  const { place, several } = await placeMeant(reader, campaignId, name)
  if (place) return place
  const called = name.slice(0, 80)
  if (several.length === 0) throw refuse('place-unknown', 422, `No place is called "${called}".`, { mend: 'Choose it from the list, or type its coordinates.' })
  const some = several.slice(0, 8)
  throw refuse('place-several', 422, `Which "${called}" is meant: ${some.map(whereIs).join('; ')}?`, {
    mend: 'Choose one, or type its district or country behind a comma.',
    extra: { candidates: some.map(({ id, name, district, region, country, lat, lon }) => ({ id, name, district, region, country, lat, lon })) },
  })
}

const whereIs = ({ name, district, region, country, lat, lon }: Place) => [name, district, region, country].filter(Boolean).join(', ') + (district || region || country ? '' : ` (${lat.toFixed(2)}, ${lon.toFixed(2)})`)

