import { redirect } from '@sveltejs/kit'
import { coveragesOf, makeCoverage } from '#coverage/index.ts'
import { may } from '#person/index.ts'
import { tacticsOf, wallOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { tacticChoices } from '../tactic-choices.ts'
import { zones } from '../zones.ts'
import { coverageIn } from './coverage-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'coverage.work')
  const [coverages, tactics] = await Promise.all([coveragesOf(house.db, campaign.id), tacticChoices(house, campaign.id, ['coverage'])])
  // What the plan says of it already is not typed twice.
  const planned = (await tacticsOf(house.db, campaign.id)).find((one) => one.id === url.searchParams.get('tactic'))
  return { tactics, proposed: planned && { tactic: planned.id, title: planned.title, zone: planned.zone, starts: planned.startsWall ?? '', ends: planned.endsWall ?? '' }, coverages: coverages.map((one) => ({ ...one, wall: wallOf(one.startsAt, one.zone) })), manages: may(actor, campaign, 'coverage.manage'), zones, zone: coverages[0]?.zone ?? 'UTC' }
}

export const actions: Actions = {
  add: (event) => planAct(event, 'coverage.manage', async ({ house, actor, campaign, word }) => {
    const coverage = await makeCoverage(house, actor, campaign, coverageIn(word))
    redirect(303, `/${campaign.slug}/coverage/${coverage.id}`)
  }),
}
