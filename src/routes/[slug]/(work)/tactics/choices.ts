import { nameIn, type Campaign } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { membersOf } from '#person/index.ts'
import { kindNames, momentsOf, partnersOf, planOf, tacticKinds, targetsOf, type NewTactic, type TacticKind } from '#plan/index.ts'
import type { PlanForm } from '../plan-act.ts'
import { zones } from '../zones.ts'

/** What a tactic can be given: moments, targets, partners, people, sides. */
export async function choicesFor(house: House, campaign: Campaign, language: string) {
  const { db } = house
  const now = house.clock.now()
  const [plan, moments, targets, partners, members] = await Promise.all([planOf(db, campaign.id), momentsOf(db, campaign.id), targetsOf(db, campaign.id), partnersOf(db, campaign.id, now), membersOf(db, campaign)])
  return {
    zone: plan.zone, currency: plan.currency, sides: plan.sides, kinds: kindNames.map((kind) => ({ kind, lane: tacticKinds[kind] })), zones,
    moments: moments.map(({ id, title, wall, allDay }) => ({ id, title, wall, allDay })),
    targets: targets.filter((one) => !one.retired).map((one) => ({ id: one.id, name: one.name ?? (one.institution ? nameIn(one.institution.names, language) : ''), office: one.office })),
    partners: partners.filter((one) => !one.retired).map(({ id, name }) => ({ id, name })),
    people: members.filter((one) => one.role !== 'observer' && !one.frozen).map(({ id, name }) => ({ id, name })),
  }
}

/** What the form of a tactic says. */
export function tacticIn({ word, form, count }: PlanForm): NewTactic {
  const lane = word('lane')
  return {
    kind: (kindNames.find((one) => one === word('kind')) ?? 'burst') as TacticKind, title: word('title'), lane: lane === 'online' || lane === 'offline' ? lane : undefined, why: word('why'),
    leaderId: form.has('leader') ? word('leader') || null : undefined, partnerId: word('partner') || null, momentId: word('moment') || null, targetIds: form.getAll('target').map(String),
    startsWall: word('starts') || null, endsWall: word('ends') || null, zone: word('zone') || undefined, resources: word('resources'), cost: count('cost') ?? null, side: word('side') || null,
  }
}

export type Choices = Awaited<ReturnType<typeof choicesFor>>
