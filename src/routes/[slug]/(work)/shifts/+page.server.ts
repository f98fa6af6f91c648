import { isUuid, refuse, wallOf } from '#core/index.ts'
import { may, membersOf, type Member } from '#person/index.ts'
import { planOf } from '#plan/index.ts'
import {
  addShifts, callOff, changeShift, finishShift, leftoverOf, notesSince, onNow, parts, readNote, shiftsBetween, signOff, signUp, unreadFor, type Leftover, type Shift,
} from '#shift/index.ts'
import { act, type Held } from '../act.ts'
import { entered } from '../entered.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

const day = 86_400_000
const shownDays = 14

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'shift.read')
  const now = house.clock.now()
  const [manages, works] = [may(actor, campaign, 'shift.manage'), may(actor, campaign, 'shift.work')]
  const step = Math.min(Math.max(Math.round(Number(url.searchParams.get('step'))) || 0, -26), 26)
  const from = new Date(now.getTime() + step * shownDays * day)
  const [shifts, on, unread, notes, members, plan, held] = await Promise.all([
    shiftsBetween(house.db, campaign.id, from, new Date(from.getTime() + shownDays * day)), onNow(house.db, campaign.id, now), works ? unreadFor(house.db, campaign.id, actor.person.id, now) : [],
    notesSince(house.db, campaign.id, new Date(now.getTime() - 2 * day)), manages || works ? membersOf(house.db, campaign) : [], planOf(house.db, campaign.id), works ? leftoverOf(house.db, campaign.id, actor.person.id, now) : 0,
  ])
  const able = ableIn(members)
  const gaps = shifts.filter((one) => one.missing > 0 && one.until > now)
  const mine = shifts.find((one) => one.from <= now && one.until.getTime() > now.getTime() - 2 * 3_600_000 && !one.calledOff && one.people.some(({ id, ended }) => id === actor.person.id && !ended))
    ?? (await shiftsBetween(house.db, campaign.id, new Date(now.getTime() - 2 * 3_600_000), now)).find((one) => !one.calledOff && one.people.some(({ id, ended }) => id === actor.person.id && !ended))
  const nextOn = new Set(shifts.filter((one) => mine && one.part === mine.part && one.id !== mine.id && one.until > now && one.from.getTime() < mine.until.getTime() + 2 * 3_600_000).flatMap((one) => one.people.map(({ id }) => id)))
  const onlyGaps = url.searchParams.has('gaps')
  return {
    now, step, onlyGaps, manages, works, on, zone: plan.zone, zones, parts: [...parts], gaps: gaps.length, unread, notes, able: manages ? able.map(({ id, label }) => ({ id, label })) : [],
    shifts: (onlyGaps ? gaps : shifts).map((one) => clocked(one, actor.person.id, now)),
    /** To end: where one is on, or was until lately. */
    mine: mine && { ...clocked(mine, actor.person.id, now), held, to: able.filter(({ id }) => id !== actor.person.id).map(({ id, name }) => ({ id, name })).sort((a, b) => Number(nextOn.has(b.id)) - Number(nextOn.has(a.id))) },
    today: wallOf(now, plan.zone).slice(0, 10),
  }
}

/** Who can be on, each by a label of their own: two of one name are told apart by their address. */
function ableIn(members: Member[]): { id: string; name: string; label: string }[] {
  const able = members.filter((one) => one.ready && !one.frozen && one.role !== 'observer')
  const names = new Set<string>()
  const twice = new Set(able.flatMap(({ name }) => (names.has(name) ? [name] : (names.add(name), []))))
  return able.map(({ id, name, email }) => ({ id, name, label: twice.has(name) ? `${name} (${email})` : name }))
}

async function namedIn({ house, campaign, word }: Held): Promise<string> {
  const wanted = word('who').toLowerCase()
  const found = ableIn(await membersOf(house.db, campaign)).filter((one) => one.label.toLowerCase() === wanted)
  if (found.length !== 1) throw refuse('shift-person', 422, 'There is nobody of this name who can work here.', { mend: 'Choose somebody from the list.' })
  return found[0]!.id
}

/** As the clocks of its zone say it. */
function clocked(one: Shift, me: string, now: Date) {
  return { ...one, fromWall: wallOf(one.from, one.zone), untilWall: wallOf(one.until, one.zone), own: one.people.some(({ id }) => id === me), over: one.until <= now }
}

interface Said {
  told?: string
}

export const actions: Actions = {
  add: (event) => act<Said>(event, 'shift.manage', async ({ house, actor, campaign, word }) => {
    const part = parts.find((one) => one === word('part')) ?? 'desk'
    const made = await addShifts(house, actor, campaign, {
      part, place: word('place'), note: word('note'), from: `${word('day')}T${word('from')}`, until: `${word('day')}T${word('until')}`, zone: word('zone'), needed: Number(word('needed')) || 1, open: word('open') === 'yes', days: Number(word('days')) || 1,
    })
    return { told: event.locals.t('shift.made', { count: made.length }) }
  }),
  change: (event) => act<Said>(event, 'shift.manage', async (at) => {
    const { house, actor, campaign, word } = at
    await changeShift(house, actor, campaign, idIn(at), { place: word('place'), note: word('note'), needed: Number(word('needed')) || 1, open: word('open') === 'yes', version: Number(word('version')) || 0 })
  }),
  callOff: (event) => act<Said>(event, 'shift.manage', async (at) => callOff(at.house, at.actor, at.campaign, idIn(at))),
  assign: (event) => act<Said>(event, 'shift.manage', async (at) => void (await signUp(at.house, at.actor, at.campaign, idIn(at), await namedIn(at)))),
  takeOff: (event) => act<Said>(event, 'shift.manage', async (at) => void (await signOff(at.house, at.actor, at.campaign, idIn(at), at.word('person').slice(0, 64)))),
  take: (event) => act<Said>(event, 'shift.work', async (at) => void (await signUp(at.house, at.actor, at.campaign, idIn(at)))),
  leave: (event) => act<Said>(event, 'shift.work', async (at) => void (await signOff(at.house, at.actor, at.campaign, idIn(at)))),
  finish: (event) => act<Said>(event, 'shift.work', async (at) => {
    const { moved } = await finishShift(at.house, at.actor, at.campaign, idIn(at), { text: at.word('text'), leftover: leftoverIn(at.word('leftover')) })
    return { told: event.locals.t('shift.finished', { count: moved }) }
  }),
  read: (event) => act<Said>(event, 'shift.work', async (at) => {
    await readNote(at.house, at.actor, at.campaign, idIn(at))
    return { told: event.locals.t('shift.ticked') }
  }),
}

function leftoverIn(word: string): Leftover {
  if (word === 'keep' || word === 'back') return word
  return word ? { to: word.slice(0, 64) } : 'keep'
}

function idIn({ word }: Held): string {
  if (!isUuid(word('id'))) throw refuse('not-found', 404, 'There is no such shift.')
  return word('id')
}
