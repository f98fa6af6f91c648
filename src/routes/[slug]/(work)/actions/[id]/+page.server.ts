import { actionById, actionIn, actionStates, changeAction, handoversOf, signedOf, writtenOf, type ActionWords } from '#action/index.ts'
import { nameIn } from '#campaign/index.ts'
import { may } from '#person/index.ts'
import { addMoment, addTactic, changeTactic, momentById, planOf, tacticById, tacticFor, targetsOf } from '#plan/index.ts'
import { banksOf } from '#variant/index.ts'
import { act } from '../../act.ts'
import { entered } from '../../entered.ts'
import { servedBy, tacticChoices } from '../../tactic-choices.ts'
import { zones } from '../../zones.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'campaign.read')
  const action = await actionById(house.db, campaign.id, params.id)
  const [signed, written, handovers, banks, targets] = await Promise.all([
    signedOf(house.db, campaign.id, action.id), writtenOf(house.db, campaign.id, action.id, house.clock.now()), handoversOf(house.db, campaign.id, action.id), banksOf(house.db, campaign.id),
    targetsOf(house.db, campaign.id),
  ])
  const [served, tactics] = [await servedBy(house, campaign.id, action.tacticId), await tacticChoices(house, campaign.id, action.kind === 'petition' ? ['petition'] : ['letters'], action.tacticId)]
  const tactic = action.tacticId ? await tacticById(house.db, campaign.id, action.tacticId) : undefined
  const [moment, { zone }] = await Promise.all([tactic?.momentId ? momentById(house.db, campaign.id, tactic.momentId) : undefined, planOf(house.db, campaign.id)])
  return {
    moment: moment && { id: moment.id, title: moment.title, wall: moment.wall, zone: moment.zone, allDay: moment.allDay, public: moment.public }, zone, zones, now: house.clock.now(),
    served, tactics, action, title: actionIn(action, locals.language).title, signed: { confirmed: signed.confirmed, asked: signed.asked }, written, handovers, banks: banks.map(({ id, name }) => ({ id, name })), targets: targets.map(({ id, name, institution }) => ({ id, name: name ?? nameIn(institution?.names ?? {}, locals.language) })),
    languages: campaign.languages, edits: may(actor, campaign, 'action.edit'), handsOver: may(actor, campaign, 'action.hand-over'),
  }
}

export const actions: Actions = {
  /** When it is handed over. The plan holds it; a petition that carries out no tactic yet gets one. */
  moment: (event) => act(event, 'action.edit', async ({ house, actor, campaign, word }) => {
    const action = await actionById(house.db, campaign.id, event.params.id)
    const { title } = actionIn(action, event.locals.language)
    const moment = await addMoment(house, actor, campaign, {
      kind: 'day', title: event.locals.t('action.momentTitle', { title }).slice(0, 200), wall: word('wall').slice(0, 16), zone: word('zone'), place: word('place'), public: word('public') === 'yes',
    })
    const tactic = action.tacticId ? await tacticById(house.db, campaign.id, action.tacticId) : undefined
    if (tactic) return void (await changeTactic(house, actor, campaign, tactic.id, { version: tactic.version, momentId: moment.id }))
    const { id } = await addTactic(house, actor, campaign, { kind: 'petition', title, momentId: moment.id, targetIds: action.targetId ? [action.targetId] : [] })
    await changeAction(house, actor, campaign, action.id, { version: action.version, tacticId: id })
  }),
  change: (event) => act(event, 'action.edit', async ({ house, actor, campaign, word }) => {
    const words = Object.fromEntries(campaign.languages.map((language): [string, ActionWords] => [language, {
      title: word(`title-${language}`), lead: word(`lead-${language}`), subject: word(`subject-${language}`), thanks: word(`thanks-${language}`),
    }]))
    await changeAction(house, actor, campaign, event.params.id, {
      version: Number(word('version')) || 0, key: word('key').toLowerCase(), words, tacticId: await tacticFor(house.db, campaign.id, word('tactic') || null), targetId: word('target') || null, bankId: word('bank') || null, writeTo: word('writeTo') || null,
      perHour: Number(word('perHour')) || 60, goal: Number(word('goal')) || null,
    })
  }),
  state: (event) => act(event, 'action.edit', async ({ house, actor, campaign, word, form }) => {
    const state = actionStates.find((one) => one === word('state'))
    const outcome = Object.fromEntries([...form.keys()].filter((name) => name.startsWith('outcome-')).map((name) => [name.slice(8), word(name)]))
    await changeAction(house, actor, campaign, event.params.id, { version: Number(word('version')) || 0, ...(state ? { state } : {}), ...(Object.keys(outcome).length > 0 ? { outcome } : {}) })
  }),
}
