import { may, membersOf } from '#person/index.ts'
import { addPartner, changePartner, partnersOf, planOf, sayWeek, weekOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct, type PlanForm } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const now = house.clock.now()
  const edits = may(actor, campaign, 'plan.edit')
  const [partners, members, plan] = await Promise.all([partnersOf(house.db, campaign.id, now), edits ? membersOf(house.db, campaign) : [], planOf(house.db, campaign.id)])
  return {
    week: weekOf(now), partners: partners.map((one) => ({ ...one, maySay: edits || (one.person?.id === actor.person.id && may(actor, campaign, 'plan.work')) })),
    people: members.filter((one) => !one.frozen).map(({ id, name }) => ({ id, name })), sides: plan.sides, may: { edit: edits },
  }
}

export const actions: Actions = {
  add: (event) => planAct(event, 'plan.edit', async (given) => void (await addPartner(given.house, given.actor, given.campaign, partnerIn(given)))),
  change: (event) => planAct(event, 'plan.edit', async (given) => {
    await changePartner(given.house, given.actor, given.campaign, given.id(), { ...partnerIn(given), version: given.version, retired: given.word('retired') === 'yes' })
  }),
  week: (event) => planAct(event, 'plan.work', ({ house, actor, campaign, id, word }) => sayWeek(house, actor, campaign, id(), weekOf(house.clock.now()), word('done') === 'yes')),
}

function partnerIn({ word, list }: PlanForm) {
  return {
    name: word('name'), personId: word('person') || null, personName: word('personName'), commitment: word('commitment'), topics: list('topics'), languages: list('languages'), countries: list('countries'), side: word('side') || null,
  }
}
