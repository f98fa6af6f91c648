import { redirect } from '@sveltejs/kit'
import { addTactic } from '#plan/index.ts'
import { entered } from '../../entered.ts'
import { planAct } from '../../plan-act.ts'
import { choicesFor, tacticIn } from '../choices.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, campaign } = await entered(locals, params.slug, 'plan.edit')
  return { choices: await choicesFor(house, campaign, locals.language) }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async (given) => {
    const made = await addTactic(given.house, given.actor, given.campaign, tacticIn(given))
    redirect(303, `/${event.params.slug}/tactics/${made.id}`)
  }),
}
