import { precisions, type Campaign, type Precision } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { meantPlace } from '#desk/index.ts'

/** The place of a form: as it was chosen, or the one in the gazetteer that is called so; undefined when none is given. */
export async function placeIn(house: House, campaign: Campaign, typed: Record<string, string>): Promise<{ name: string; lat: number; lon: number; precision: Precision } | undefined> {
  const name = (typed['place'] ?? '').trim().slice(0, 300)
  if (!name) return undefined
  const precision = precisions.find((one) => one === typed['precision']) ?? campaign.precision
  const [lat, lon] = [typed['lat'], typed['lon']].map((text) => (text?.trim() ? Number(text.replace(',', '.')) : NaN)) as [number, number]
  if (Math.abs(lat) <= 90 && Math.abs(lon) <= 180) return { name, lat, lon, precision }
  const found = await meantPlace(house.db, campaign.id, name)
  return { name: found.name, lat: found.lat, lon: found.lon, precision }
}

/** Whether another place was typed than the one that is there: one known only by its name stays so when something else is changed. */
export function placeChanged(typed: Record<string, string>): boolean {
  return [typed['place'], typed['lat'], typed['lon']].join('|') !== (typed['was'] ?? '')
}
