import { redirect } from '@sveltejs/kit'
import { may } from '#person/index.ts'
import { applyTemplate, planOf, templates, type Said } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const said = (words: Said) => words[locals.language]
  return {
    templates: templates.map(({ key, title, lead, anchor, moments, tactics }) => ({
      key, title: said(title), lead: said(lead), anchor: said(anchor), moments: moments.map((one) => ({ title: said(one.title), reason: said(one.reason), day: one.day })),
      tactics: tactics.map((one) => ({ kind: one.kind, title: said(one.title), why: said(one.why), from: one.from, to: one.to, aims: one.aims.map((aim) => said(aim.words)) })),
    })),
    zone: (await planOf(house.db, campaign.id)).zone, may: { edit: may(actor, campaign, 'plan.edit') },
  }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, word }) => {
    await applyTemplate(house, actor, campaign, { template: word('template'), day: word('day'), language: event.locals.language })
    redirect(303, `/${event.params.slug}/board`)
  }),
}
