import { institutionsOf, nameIn } from '#campaign/index.ts'
import { may } from '#person/index.ts'
import { addTarget, planOf, stancesOf, targetsOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { calledIn, targetIn } from './target-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const [targets, institutions, plan, stances] = await Promise.all([targetsOf(house.db, campaign.id), institutionsOf(house.db, campaign.id), planOf(house.db, campaign.id), stancesOf(house.db, campaign.id)])
  const course = Map.groupBy(stances, (one) => one.targetId)
  return {
    now: house.clock.now(),
    targets: targets.map((one) => ({
      ...one, called: calledIn(one, locals.language), inCalled: one.kind === 'person' && one.institution ? nameIn(one.institution.names, locals.language) : null,
      course: (course.get(one.id) ?? []).slice(0, 12).reverse().map(({ stance, at }) => ({ stance, at })),
    })),
    institutions: institutions.map(({ id, names }) => ({ id, name: nameIn(names, locals.language), target: targets.some((one) => one.kind === 'institution' && one.institution?.id === id) })),
    sides: plan.sides, may: { edit: may(actor, campaign, 'plan.edit'), settings: may(actor, campaign, 'campaign.manage'), export: may(actor, campaign, 'export') },
  }
}

export const actions: Actions = {
  default: (event) => planAct(event, 'plan.edit', async (given) => void (await addTarget(given.house, given.actor, given.campaign, targetIn(given)))),
}
