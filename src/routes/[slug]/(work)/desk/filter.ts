import type { Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { areaCalled } from '#desk/index.ts'
import type { Asked } from './asked.ts'

/** What the sentence of the queue asks for, apart from its tab. An area that is not there asks for nothing. */
export async function filterOf(house: House, campaign: Campaign, { area, language, channel, q }: Asked) {
  const about = area ? (await areaCalled(house.db, campaign.id, area).catch(() => undefined))?.id : undefined
  return { about, language, channel, q }
}
