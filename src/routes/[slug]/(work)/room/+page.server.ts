import { backupAge } from '#backup/index.ts'
import { nameIn } from '#campaign/index.ts'
import { steeredLately, undoSeconds } from '#desk/index.ts'
import { openRequests } from '#privacy/index.ts'
import { roomOf } from '#room/index.ts'
import { onNow } from '#shift/index.ts'
import { holdsOf } from '#talk/index.ts'
import { entered } from '../entered.ts'
import { steering } from './steering.ts'
import type { Actions, PageServerLoad } from './$types'

/** Those who need a coordinator stand first, so that few are enough. */
const peopleShown = 30

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'room.read')
  const now = house.clock.now()
  const [room, requests, backup, late, on, holds] = await Promise.all([
    roomOf(house, campaign, locals.t.zone), openRequests(house.db, campaign.id, now), backupAge(house), steeredLately(house.db, campaign.id, actor.person.id, now), onNow(house.db, campaign.id, now), holdsOf(house.db, campaign.id, now),
  ])
  const people = room.people.filter((person) => person.holds.length > 0 || person.atWork || person.decidedToday > 0)
  const all = url.searchParams.get('people') === 'all'
  return {
    on: on.map(({ part, people: those, missing }) => ({ part, missing, names: those.map(({ name }) => name) })),
    room: {
      ...room,
      people: (all ? room.people : people.slice(0, peopleShown)).map(({ holds, ...person }) => ({ ...person, holds: holds.map(({ takenAt, review }) => ({ at: takenAt, review })) })),
      areas: room.areas.map(({ names, ...area }) => ({ ...area, name: area.key === 'none' ? '' : nameIn(names, locals.language) })),
      pause: room.pause ?? null,
    },
    backup, requests: requests ?? null,
    /** It was restored, and nobody has looked yet at what may have left. */
    restored: holds.some((one) => one.kind === 'restored'),
    peopleInAll: room.people.length,
    away: people.filter((person) => person.away).slice(0, 10).map(({ id, name, seenAt, holds }) => ({ id, name, seenAt, holds: holds.length })),
    idle: people.filter((person) => person.holds.length === 0).slice(0, peopleShown).map(({ id, name, seenAt }) => ({ id, name, seenAt })),
    late: late && { ...late, seconds: Math.max(1, Math.ceil(undoSeconds - (room.at.getTime() - late.at.getTime()) / 1_000)) },
  }
}

export const actions: Actions = steering
