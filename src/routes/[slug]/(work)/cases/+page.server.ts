import { redirect } from '@sveltejs/kit'
import { may } from '#person/index.ts'
import { addCase, casesOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  return { cases: await casesOf(house.db, campaign.id), may: { edit: may(actor, campaign, 'plan.edit') } }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, word }) => {
    const made = await addCase(house, actor, campaign, { title: word('title'), court: word('court') })
    redirect(303, `/${event.params.slug}/cases/${made.id}`)
  }),
}
