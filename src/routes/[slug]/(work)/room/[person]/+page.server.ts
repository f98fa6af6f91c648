import { error } from '@sveltejs/kit'
import { heldBy, steeredLately, undoSeconds } from '#desk/index.ts'
import { peopleAt } from '#room/index.ts'
import { entered } from '../../entered.ts'
import { excerpt } from '../../desk/excerpt.ts'
import { steering } from '../steering.ts'
import type { Actions, PageServerLoad } from './$types'

/** What one person holds, to be given to others. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'room.read')
  const now = house.clock.now()
  const { people, dayBegan } = await peopleAt(house, campaign, locals.t.zone)
  const person = people.find((one) => one.id === params.person)
  if (!person) error(404)
  const [held, late] = await Promise.all([heldBy(house.db, campaign.id, person.id, now), steeredLately(house.db, campaign.id, actor.person.id, now)])
  const taken = new Map(person.holds.map((one) => [one.statementId, one]))
  return {
    now, dayBegan,
    person: { id: person.id, name: person.name, languages: person.languages, away: person.away, seenAt: person.seenAt, decidedToday: person.decidedToday },
    held: held.map(({ id, text, language, posts }) => ({ id, text: excerpt(text, 140), language, posts, takenAt: taken.get(id)?.takenAt ?? now, review: taken.get(id)?.review ?? false })),
    others: people.filter((one) => one.id !== person.id).map(({ id, name, atWork, holds }) => ({ id, name, atWork, holds: holds.length })),
    late: late && { ...late, seconds: Math.max(1, Math.ceil(undoSeconds - (now.getTime() - late.at.getTime()) / 1_000)) },
  }
}

export const actions: Actions = { drain: steering.drain, reassign: steering.reassign, undo: steering.undo }
