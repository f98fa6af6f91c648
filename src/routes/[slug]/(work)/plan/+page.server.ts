import { redirect } from '@sveltejs/kit'
import { changePlan, planOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'plan.edit')
  return { plan: await planOf(house.db, campaign.id), zones }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, word, version }) => {
    const sides = word('sides').split(/\n+/).map((one) => one.trim()).filter(Boolean)
    await changePlan(house, actor, campaign, { version, goal: word('goal'), changeSought: word('change'), strategy: word('strategy'), zone: word('zone'), currency: word('currency'), sides })
    redirect(303, `/${event.params.slug}/board`)
  }),
}
