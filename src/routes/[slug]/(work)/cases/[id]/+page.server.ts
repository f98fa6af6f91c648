import { error } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { caseById, changeCase, embargoedIn, embargoOf, momentsOf, nextOccurrence, stages, type Stage } from '#plan/index.ts'
import { isLanguage, languages } from '#ui/languages.ts'
import { entered } from '../../entered.ts'
import { planAct } from '../../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const legal = (isUuid(params.id) && (await caseById(house.db, campaign.id, params.id))) || error(404)
  const now = house.clock.now()
  return {
    now, legal, stages, speaks: campaign.languages.filter(isLanguage).length > 0 ? campaign.languages.filter(isLanguage) : [languages[0]],
    // What the public page says must not say itself what may not be said.
    breaks: Object.entries(legal.explanation).flatMap(([language, text]) => embargoedIn(text, [{ caseId: legal.id, title: legal.title, unsaid: [], words: legal.unsaidWords }]).map(({ word }) => ({ language, word }))),
    embargoes: (await embargoOf(house.db, campaign)).filter((one) => one.caseId === legal.id),
    dates: (await momentsOf(house.db, campaign.id)).filter((one) => one.caseId === legal.id).map((one) => ({ id: one.id, title: one.title, wall: nextOccurrence(one, now).wall, zone: one.zone, allDay: one.allDay })),
    may: { edit: may(actor, campaign, 'plan.edit') },
  }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, id, word, version, form }) => {
    const before = await caseById(house.db, campaign.id, id())
    const explanation = { ...before?.explanation }
    for (const [name, text] of form) if (name.startsWith('explanation.')) explanation[name.slice(12)] = String(text)
    const lines = (name: string) => word(name).split(/\n+/).map((one) => one.trim()).filter(Boolean)
    await changeCase(house, actor, campaign, id(), {
      version, title: word('title'), court: word('court'), number: word('number'), stage: stages.find((one): one is Stage => one === word('stage')) ?? 'preparing', unsaid: lines('unsaid'), unsaidWords: lines('unsaidWords'), explanation,
      public: word('public') === 'yes',
    })
  }),
}
