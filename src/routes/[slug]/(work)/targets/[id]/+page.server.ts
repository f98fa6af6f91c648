import { lookReason } from '#post/index.ts'
import { error } from '@sveltejs/kit'
import { institutionsOf, nameIn } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import {
  addResponse, addStance, changeTarget, dropResponse, evidenceKinds, instantOf, momentsOf, nextOccurrence, planOf, readTargetContact, responsesOf, stances, stancesOf, tacticsOf, targetById, type EvidenceKind, type Stance,
} from '#plan/index.ts'
import { entered } from '../../entered.ts'
import { planAct } from '../../plan-act.ts'
import { calledIn, handlesText, targetIn } from '../target-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const { db } = house
  const target = (isUuid(params.id) && (await targetById(db, campaign.id, params.id))) || error(404)
  const [responses, course, institutions, plan, moments, tactics] = await Promise.all([
    responsesOf(db, campaign.id, target.id), stancesOf(db, campaign.id, target.id), institutionsOf(db, campaign.id), planOf(db, campaign.id), momentsOf(db, campaign.id), tacticsOf(db, campaign.id),
  ])
  const now = house.clock.now()
  return {
    now, target: { ...target, handlesText: handlesText(target.handles) }, called: calledIn(target, locals.language), inCalled: target.kind === 'person' && target.institution ? nameIn(target.institution.names, locals.language) : null,
    responses: responses.map((one) => ({ ...one, mayDrop: one.by.id === actor.person.id || may(actor, campaign, 'plan.edit') })), course,
    institutions: institutions.map(({ id, names }) => ({ id, name: nameIn(names, locals.language), target: false })), sides: plan.sides, zone: plan.zone, stances, evidenceKinds,
    moments: moments.filter((one) => one.targetId === target.id).map((one) => ({ id: one.id, title: one.title, wall: nextOccurrence(one, now).wall, zone: one.zone, allDay: one.allDay })),
    tactics: tactics.filter((one) => one.targetIds.includes(target.id)).map(({ id, title, state, verdict, endsAt }) => ({ id, title, state, verdict, endsAt })),
    may: { edit: may(actor, campaign, 'plan.edit'), work: may(actor, campaign, 'plan.work'), contact: may(actor, campaign, 'contact.read') },
  }
}

export const actions: Actions = {
  change: (event) => planAct(event, 'plan.edit', async (given) => {
    await changeTarget(given.house, given.actor, given.campaign, given.id(), { ...targetIn(given), version: given.version, retired: given.word('retired') === 'yes' })
  }),
  response: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, word }) => {
    const { zone } = await planOf(house.db, campaign.id)
    const evidence = evidenceKinds.find((one): one is EvidenceKind => one === word('evidence')) ?? 'note'
    // A post is named by its id or by the address under which the desk shows it.
    const seen = word('seen')
    await addResponse(house, actor, campaign, id(), {
      said: word('said'), evidence, ...(evidence === 'post' ? { postId: seen.split(/[/=?&]/).findLast(isUuid) ?? seen } : evidence === 'link' ? { link: seen } : { note: seen }),
      at: word('at') ? instantOf(word('at'), zone) : undefined, tacticId: word('tactic') || null, stance: stances.find((one): one is Stance => one === word('stance')),
    })
  }),
  dropResponse: (event) => planAct(event, 'plan.work', ({ house, actor, campaign, id }) => dropResponse(house, actor, campaign, id())),
  stance: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, word }) => {
    const stance = stances.find((one): one is Stance => one === word('stance')) ?? 'unmoved'
    await addStance(house, actor, campaign, id(), { stance, because: word('because') })
  }),
  contact: (event) => planAct(event, 'contact.read', async ({ house, actor, campaign, id, word }) => ({ contact: await readTargetContact(house, actor, campaign, id(), lookReason(word('lookReason'), word('lookWords'))) })),
}
