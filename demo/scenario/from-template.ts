import type { Actor } from '#core/index.ts'
import { applyTemplate, changeTactic, judge, measureAims, aimsOf, tacticById, wallOf, type Tactic, type TacticKind } from '#plan/index.ts'
import type { Stage } from './scenario.ts'

/** Makes the plan of a template and moves its first tactic of this kind to the hours of the play; the others stay where the template has them. */
export async function tacticFrom({ house, campaign, tell }: Stage, actor: Actor, wish: { template: string; kind: TacticKind; startsAt: Date; endsAt: Date }): Promise<Tactic> {
  const zone = 'UTC'
  const { tactics } = await applyTemplate(house, actor, campaign, { template: wish.template, day: wallOf(wish.startsAt, zone).slice(0, 10), language: 'en', zone })
  const made = await Promise.all(tactics.map((id) => tacticById(house.db, campaign.id, id)))
  const tactic = made.find((one) => one?.kind === wish.kind)
  if (!tactic) throw new Error(`The template ${wish.template} has no ${wish.kind}.`)
  tell(`The plan: ${house.origin}/${campaign.slug}/board`)
  return changeTactic(house, actor, campaign, tactic.id, { version: tactic.version, leaderId: actor.person.id, startsWall: wallOf(wish.startsAt, zone), endsWall: wallOf(wish.endsAt, zone), state: 'running' })
}

/** The verdict on what was played, by what was counted of its first aim and nothing else; `next`: what whoever does it again would change. */
export async function judgePlayed({ house, campaign, tell }: Stage, actor: Actor, tacticId: string, next: string): Promise<void> {
  await measureAims(house, campaign.id)
  const aim = (await aimsOf(house.db, campaign.id)).find((one) => one.tacticId === tacticId)
  const tactic = (await tacticById(house.db, campaign.id, tacticId))!
  if (!aim || aim.figure === null) return
  const met = aim.figure >= aim.threshold
  const because = met ? `Counted: ${aim.figure} of ${aim.threshold}.` : `Counted: ${aim.figure} of ${aim.threshold}. ${next}`
  await judge(house, actor, campaign, tacticId, { version: tactic.version, verdict: met ? 'met' : 'missed', because })
  tell(`The aim: ${aim.words}. ${because}`)
}
