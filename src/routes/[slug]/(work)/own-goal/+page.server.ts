import { checkIn, dropCheckIn, dropOwnGoal, goings, ownGoal, setOwnGoal, type Going } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'goal.own')
  return { goal: (await ownGoal(house, actor, campaign)) ?? null, goings, now: house.clock.now() }
}

export const actions: Actions = {
  set: (event) => planAct(event, 'goal.own', ({ house, actor, campaign, word, version }) => setOwnGoal(house, actor, campaign, { version, text: word('text'), byDay: word('by') || null })),
  drop: (event) => planAct(event, 'goal.own', ({ house, actor, campaign }) => dropOwnGoal(house, actor, campaign)),
  checkIn: (event) => planAct(event, 'goal.own', async ({ house, actor, campaign, word }) => {
    await checkIn(house, actor, campaign, { going: goings.find((one): one is Going => one === word('going')) ?? 'slowly', note: word('note') })
  }),
  dropCheckIn: (event) => planAct(event, 'goal.own', ({ house, actor, campaign, id }) => dropCheckIn(house, actor, campaign, id())),
}
