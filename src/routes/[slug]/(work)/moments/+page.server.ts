import { nameIn } from '#campaign/index.ts'
import { may } from '#person/index.ts'
import {
  addCalendarLink, addMoment, calendarLinksOf, callOf, casesOf, changeMoment, dropMoment, endCalendarLink, instantOf, momentKinds, momentsOf, nextOccurrence, planOf, pledge, pledgesOf, sayCall, targetsOf, unpledge, wallOf,
  type MomentKind, type NewMoment,
} from '#plan/index.ts'
import { entered } from '../entered.ts'
import { planAct, type PlanForm } from '../plan-act.ts'
import { zones } from '../zones.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'plan.read')
  const { db } = house
  const [moments, pledges, plan, targets, cases, links] = await Promise.all([
    momentsOf(db, campaign.id), pledgesOf(db, campaign.id), planOf(db, campaign.id), targetsOf(db, campaign.id), casesOf(db, campaign.id), calendarLinksOf(house, actor, campaign),
  ])
  const now = house.clock.now()
  const shown = moments.map((one) => {
    const next = nextOccurrence(one, now)
    return {
      ...one, next: { wall: next.wall, at: next.at, over: next.until <= now }, call: callOf(one, now) ?? null, decideWall: one.decideAt ? wallOf(one.decideAt, one.zone) : null, decided: one.decideAt !== null && one.decideAt <= now,
      pledges: pledges.filter((other) => other.momentId === one.id), mine: pledges.find((other) => other.momentId === one.id && other.personId === actor.person.id)?.people ?? null,
    }
  })
  return {
    now, coming: shown.filter((one) => !one.next.over).sort((a, b) => a.next.at.getTime() - b.next.at.getTime()), over: shown.filter((one) => one.next.over).reverse(), zone: plan.zone, kinds: momentKinds, zones,
    targets: targets.filter((one) => !one.retired).map((one) => ({ id: one.id, name: one.name ?? (one.institution ? nameIn(one.institution.names, locals.language) : '') })),
    cases: cases.map(({ id, title }) => ({ id, title })), links, feed: `${house.origin}/${campaign.slug}/calendar.ics`,
    may: { edit: may(actor, campaign, 'plan.edit'), work: may(actor, campaign, 'plan.work') },
  }
}

export const actions: Actions = {
  add: (event) => planAct(event, 'plan.edit', async (given) => void (await addMoment(given.house, given.actor, given.campaign, momentIn(given)))),
  change: (event) => planAct(event, 'plan.edit', async (given) => {
    await changeMoment(given.house, given.actor, given.campaign, given.id(), { ...momentIn(given), version: given.version })
  }),
  drop: (event) => planAct(event, 'plan.edit', ({ house, actor, campaign, id, version }) => dropMoment(house, actor, campaign, id(), version)),
  pledge: (event) => planAct(event, 'plan.work', async ({ house, actor, campaign, id, count }) => void (await pledge(house, actor, campaign, id(), count('people') ?? 1))),
  unpledge: (event) => planAct(event, 'plan.work', ({ house, actor, campaign, id }) => unpledge(house, actor, campaign, id())),
  call: (event) => planAct(event, 'plan.edit', async ({ house, actor, campaign, id, word, version }) => {
    const call = word('call')
    await sayCall(house, actor, campaign, id(), { version, call: call === 'go' || call === 'no-go' ? call : null, because: word('because') })
  }),
  link: (event) => planAct(event, 'calendar.own', async ({ house, actor, campaign }) => ({ url: (await addCalendarLink(house, actor, campaign)).url })),
  endLink: (event) => planAct(event, 'calendar.own', ({ house, actor, campaign, id }) => endCalendarLink(house, actor, campaign, id())),
}

function momentIn({ word, count }: PlanForm): NewMoment {
  const zone = word('zone')
  const decide = word('decide')
  const allDay = word('allDay') === 'yes'
  return {
    kind: momentKinds.find((one): one is MomentKind => one === word('kind')) ?? 'day', title: word('title'), reason: word('reason'), wall: `${word('day')}T${allDay ? '00:00' : word('clock') || '00:00'}`, zone, allDay,
    minutes: count('minutes') ?? null, yearly: word('yearly') === 'yes', place: word('place'), public: word('public') === 'yes', targetId: word('target') || null, caseId: word('case') || null, needed: count('needed') ?? null,
    decideAt: decide ? instantOf(decide, zone) : null,
  }
}

