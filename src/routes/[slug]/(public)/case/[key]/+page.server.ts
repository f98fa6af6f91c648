import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { momentsOf, nextOccurrence, publicCase } from '#plan/index.ts'
import type { PageServerLoad } from './$types'

/** The explanation behind the short post. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { house, language } = locals
  const campaign = await campaignBySlug(house.db, params.slug)
  const legal = campaign && (await publicCase(house.db, campaign.id, params.key))
  if (!campaign || !legal) error(404)
  const now = house.clock.now()
  const spoken = [language, campaign.languages[0]!, ...Object.keys(legal.explanation)].find((one) => legal.explanation[one]) ?? language
  const dates = (await momentsOf(house.db, campaign.id)).filter((one) => one.caseId === legal.id && one.public)
  return {
    now, title: legal.title, court: legal.court, number: legal.number, stage: legal.stage, explanation: legal.explanation[spoken] ?? '', spoken, others: Object.keys(legal.explanation).filter((one) => one !== spoken),
    dates: dates.map((one) => ({ id: one.id, title: one.title, reason: one.reason, wall: nextOccurrence(one, now).wall, zone: one.zone, allDay: one.allDay })),
  }
}
