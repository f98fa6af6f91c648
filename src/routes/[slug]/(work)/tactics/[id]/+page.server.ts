import { error } from '@sveltejs/kit'
import { actionIn, actionsOfTactic } from '#action/index.ts'
import { postsOfTactic } from '#amplify/index.ts'
import { burstIn, burstsOfTactic } from '#burst/index.ts'
import { chatsOfTactic } from '#chat/index.ts'
import { isUuid, type House } from '#core/index.ts'
import { coveragesOfTactic } from '#coverage/index.ts'
import { linksOfTactic } from '#link/index.ts'
import { may } from '#person/index.ts'
import {
  addAim, addTask, aimsOf, changeAim, changes, changeTactic, changeTask, dropAim, dropTask, indicatorNames, indicators, judge, measureNow, responsesOf, tacticById, tacticStates, takeLead, tasksOf, verdicts,
  type Indicator, type TacticKind, type TacticState, type Verdict,
} from '#plan/index.ts'
import { entered } from '../../entered.ts'
import { planAct } from '../../plan-act.ts'
import { choicesFor, tacticIn } from '../choices.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const { db } = house
  const tactic = (isUuid(params.id) && (await tacticById(db, campaign.id, params.id))) || error(404)
  const [aims, tasks, choices, responses] = await Promise.all([
    aimsOf(db, campaign.id, tactic.id), tasksOf(db, campaign.id, tactic.id), choicesFor(house, campaign, locals.language), responsesOf(db, campaign.id, undefined, 200),
  ])
  return {
    carried: await carriedOutBy(house, campaign.id, tactic.id, locals.language), begins: may(actor, campaign, 'plan.edit') ? begins[tactic.kind] : undefined,
    now: house.clock.now(), tactic, aims, tasks, choices, hashtags: campaign.hashtags, responses: responses.filter((one) => one.tacticId === tactic.id && !one.withdrawn),
    indicators: indicatorNames.map((name) => ({ name, measured: indicators[name] !== 'counted', fed: indicators[name] === 'fed' })), states: tacticStates, verdicts,
    may: { change: changes(actor, campaign, tactic), edit: may(actor, campaign, 'plan.edit'), work: may(actor, campaign, 'plan.work') },
  }
}

/** Where what carries out a tactic of this kind is begun. */
const begins: Partial<Record<TacticKind, string>> = { burst: 'bursts', chat: 'chats', coverage: 'coverage', petition: 'actions', letters: 'actions' }

/** Everything that carries it out, whichever slice it is of. */
async function carriedOutBy(house: House, campaignId: string, tacticId: string, language: string) {
  const { db } = house
  const [bursts, chats, coverages, actions, links, repeated] = await Promise.all([
    burstsOfTactic(db, campaignId, tacticId), chatsOfTactic(db, campaignId, tacticId), coveragesOfTactic(db, campaignId, tacticId), actionsOfTactic(db, campaignId, tacticId), linksOfTactic(db, campaignId, tacticId), postsOfTactic(db, campaignId, tacticId),
  ])
  return [
    ...bursts.map((one) => ({ what: 'burst' as const, path: `bursts/${one.id}`, title: burstIn(one, language).title })), ...chats.map((one) => ({ what: 'chat' as const, path: `chats/${one.id}`, title: one.title })),
    ...coverages.map((one) => ({ what: 'coverage' as const, path: `coverage/${one.id}`, title: one.title })), ...actions.map((one) => ({ what: one.kind, path: `actions/${one.id}`, title: actionIn(one, language).title })),
    ...links.map((one) => ({ what: 'link' as const, path: `links/${one.id}`, title: one.name })), ...repeated.map((one) => ({ what: 'amplify' as const, path: `amplify#p${one.id}`, title: one.reason })),
  ]
}

export const actions: Actions = {
  lead: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign }) => void (await takeLead(house, actor, campaign, tacticId(event.params.id)))),
  change: (event) => planAct(event, 'plan.work', async (given) => {
    await changeTactic(given.house, given.actor, given.campaign, tacticId(event.params.id), { ...tacticIn(given), version: given.version })
  }),
  state: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, word, version }) => {
    await changeTactic(house, actor, campaign, tacticId(event.params.id), { version, state: tacticStates.find((one): one is TacticState => one === word('state')) })
  }),
  verdict: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, word, version }) => {
    const verdict = verdicts.find((one): one is Verdict => one === word('verdict')) ?? null
    await judge(house, actor, campaign, tacticId(event.params.id), { version, verdict, because: word('because') })
  }),
  aim: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, word, count }) => {
    const indicator = indicatorNames.find((one): one is Indicator => one === word('indicator')) ?? 'other'
    await addAim(house, actor, campaign, tacticId(event.params.id), { indicator, words: word('words'), threshold: count('threshold') ?? Number.NaN, tag: word('tag') || null })
  }),
  figure: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, word, count, version }) => {
    await changeAim(house, actor, campaign, id(), { version, figure: count('figure') ?? null, source: word('source') })
  }),
  dropAim: (event) => planAct(event, 'plan.work', ({ house, actor, campaign, id }) => dropAim(house, actor, campaign, id())),
  measure: (event) => planAct(event, 'plan.work', ({ house, actor, campaign, id }) => measureNow(house, actor, campaign, id())),
  task: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, word }) => void (await addTask(house, actor, campaign, tacticId(event.params.id), { title: word('title'), dueOn: word('due') || null }))),
  changeTask: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, word, version }) => {
    const deed = word('deed')
    if (deed === 'drop') return dropTask(house, actor, campaign, id())
    await changeTask(house, actor, campaign, id(), { version, ...(deed === 'mine' ? { mine: true } : deed === 'leave' ? { mine: false } : { done: deed === 'done' }) })
  }),
}

function tacticId(id: string): string {
  return isUuid(id) ? id : '00000000-0000-0000-0000-000000000000'
}
