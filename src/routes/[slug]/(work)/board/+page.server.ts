import { nameIn } from '#campaign/index.ts'
import { may } from '#person/index.ts'
import { boardOf, changeTask, embargoOf, goalIn, ownGoal, sayWeek, takeLead, timelineOf, weekOf } from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const [board, own, embargoes] = await Promise.all([boardOf(house, campaign), ownGoal(house, actor, campaign), embargoOf(house.db, campaign)])
  const { tactics, moments, at, plan } = board
  const nameOf = (target: (typeof board.targets)[number] | undefined) => target && (target.name ?? (target.institution ? nameIn(target.institution.names, locals.language) : ''))
  const live = board.targets.filter((one) => !one.retired)
  return {
    at, plan, goal: await goalIn(house.db, campaign.id, locals.language), tactics, moments, due: board.due.slice(0, 12), dueMore: Math.max(0, board.due.length - 12), unled: board.unled, balance: board.balance, embargoes,
    timeline: timelineOf({ tactics, moments, at, zone: plan.zone, nobody: locals.t('plan.nobodyLeads') }) ?? null,
    targets: { institutions: live.filter((one) => one.kind === 'institution').length, people: live.filter((one) => one.kind === 'person').length },
    said: board.responses.filter((one) => !one.withdrawn).slice(0, 4).map((one) => {
      const target = board.targets.find((other) => other.id === one.targetId)
      return { id: one.id, targetId: one.targetId, said: one.said, at: one.at, who: nameOf(target) ?? '', office: target?.office ?? '' }
    }),
    own: own ? { text: own.text, byDay: own.byDay, last: own.checkIns[0] ?? null } : null,
    hashtags: campaign.hashtags,
    may: { edit: may(actor, campaign, 'plan.edit'), work: may(actor, campaign, 'plan.work') },
  }
}

export const actions: Actions = {
  lead: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id }) => void (await takeLead(house, actor, campaign, id()))),
  task: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, word }) => {
    const { version } = (await house.db.row<{ version: number }>(`select version from task where campaign_id = $1 and id = $2`, [campaign.id, id()])) ?? { version: 0 }
    await changeTask(house, actor, campaign, id(), { version, ...(word('deed') === 'done' ? { done: true } : { mine: true }) })
  }),
  week: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id }) => {
    await sayWeek(house, actor, campaign, id(), weekOf(house.clock.now()), true)
  }),
}
