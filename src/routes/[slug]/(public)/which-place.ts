import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { whichPlace, type PlaceChoice } from '#intake/index.ts'
import { countryName } from '#ui/country.ts'
import type { Translate } from '#ui/words.ts'

/** The places that somebody may mean, as a page shows them. */
export interface WhichPlace {
  written: string
  places: { id: string; name: string; where: string }[]
  precision: PlaceChoice['precision']
}

export async function shownWhich(house: House, campaign: Campaign, postId: string, t: Translate): Promise<WhichPlace | null> {
  const which = await whichPlace(house, campaign, postId)
  if (!which) return null
  const where = which.places.map(({ name, label, district, region, country }) =>
    [label === name ? null : name, district, region, country && countryName(country, t.tag)].filter(Boolean).join(', '))
  return {
    written: which.written, precision: campaign.precision,
    // Two of one name in one district are told apart by where they lie.
    places: which.places.map(({ id, label, lat, lon }, at) => ({ id, name: label, where: where.indexOf(where[at]!) !== where.lastIndexOf(where[at]!) || !where[at] ? [where[at], `${lat.toFixed(2)}, ${lon.toFixed(2)}`].filter(Boolean).join(', ') : where[at]! })),
  }
}

/** What was chosen in the form; nothing chosen is none of them. */
export function placeChoice(form: FormData): PlaceChoice {
  const precision = String(form.get('precision') ?? '')
  const chosen = (['exact', '1km', 'district', 'hidden'] as const).find((one) => one === precision)
  return { place: String(form.get('place') ?? '').slice(0, 64) || undefined, precision: chosen ?? 'district' }
}
