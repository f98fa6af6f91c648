import { refuse } from '#core/index.ts'
import { may } from '#person/index.ts'
import { instantOf, planOf, wallOf } from '#plan/index.ts'
import { forPeople, publicationsBetween, unsettled, type Publication } from '#publication/index.ts'
import { holdsOf, liftHold, ownAccounts, setHold } from '#talk/index.ts'
import { networkRules } from '#variant/index.ts'
import { entered } from '../entered.ts'
import { planAct } from '../plan-act.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

const dayLong = 86_400_000
const weeksShown = 5

export const load: PageServerLoad = async ({ locals, params, url, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'publication.read')
  const { db } = house
  const now = house.clock.now()
  const { zone } = await planOf(db, campaign.id)
  const today = wallOf(now, zone).slice(0, 10)
  const asked = url.searchParams.get('week') ?? ''
  const first = mondayOf(/^20\d\d-\d\d-\d\d$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today)
  const days = Array.from({ length: 7 * weeksShown }, (_, place) => later(first, place))
  const [all, open, holds, accounts, needing] = await Promise.all([
    publicationsBetween(db, campaign.id, instantOf(`${first}T00:00`, zone), instantOf(`${later(first, days.length)}T00:00`, zone), now), unsettled(db, campaign.id, now), holdsOf(db, campaign.id, now), ownAccounts(db, campaign.id), forPeople(db, campaign.id, now),
  ])
  const onDay = new Map<string, Publication[]>()
  for (const one of all) {
    const day = wallOf(one.dueAt!, zone).slice(0, 10)
    onDay.set(day, [...(onDay.get(day) ?? []), one])
  }
  return {
    now, zone, zones, holds, today,
    weeks: Array.from({ length: weeksShown }, (_, week) => days.slice(week * 7, week * 7 + 7).map((day) => {
      const there = onDay.get(day) ?? []
      return { day, count: there.length, open: there.filter((one) => one.state !== 'scheduled').length, today: day === today }
    })),
    days: [...onDay].map(([day, list]) => ({ day, publications: list.map((one) => ({ ...shownIn(one), clock: wallOf(one.dueAt!, zone).slice(11) })) })),
    open: open.map(shownIn), needing: needing.map(shownIn), signedOut: accounts.filter((one) => one.state === 'signed-out').map((one) => one.handle),
    earlier: later(first, -7 * weeksShown), later: later(first, 7 * weeksShown),
    may: { write: may(actor, campaign, 'publication.write'), hold: may(actor, campaign, 'outbox.hold'), manage: may(actor, campaign, 'account.manage') },
  }
}

function shownIn(one: Publication) {
  return { ...one, parts: one.parts.map((part) => ({ ...part, name: networkRules[part.network].name })) }
}

function mondayOf(day: string): string {
  return later(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * dayLong).toISOString().slice(0, 10)
}

export const actions: Actions = {
  stop: (event) => planAct(event, 'outbox.hold', async ({ house, actor, campaign, word }) => ({ onTheirWay: (await setHold(house, actor, campaign, { reason: word('reason') })).onTheirWay })),
  embargo: (event) => planAct(event, 'outbox.hold', async ({ house, actor, campaign, word }) => {
    if (!word('day') || !word('clock')) throw refuse('wall-wrong', 422, 'An embargo has a day and a time.')
    return { onTheirWay: (await setHold(house, actor, campaign, { until: instantOf(`${word('day')}T${word('clock')}`, word('zone')), reason: word('reason') })).onTheirWay }
  }),
  lift: (event) => planAct(event, 'outbox.hold', ({ house, actor, campaign, id }) => liftHold(house, actor, campaign, id())),
}
