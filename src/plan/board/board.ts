import type { CampaignRef, House } from '#core/index.ts'
import { aimsOf, type Aim } from '../aim/aim.ts'
import { planOf, type Plan } from '../goal/goal.ts'
import { momentsOf, type Moment } from '../moment/moment.ts'
import { nextOccurrence, type Occurrence } from '../moment/occurrence.ts'
import { callOf, type Call } from '../moment/pledge.ts'
import { partnersOf, type Partner } from '../partner/partner.ts'
import { responsesOf, type Response } from '../target/response.ts'
import { targetsOf, type Target } from '../target/target.ts'
import { tasksOf, type Task } from '../tactic/task.ts'
import { tacticsOf, type Tactic } from '../tactic/read.ts'
import { balanceOf, type Balance } from './balance.ts'
import { dueOf, type Due } from './due.ts'

export type BoardTactic = Tactic & { aims: Aim[] }
export type BoardMoment = Moment & { next: Occurrence; call: Call | undefined }

/** The whole plan on one page. */
export interface Board {
  at: Date
  plan: Plan
  tactics: BoardTactic[]
  moments: BoardMoment[]
  targets: Target[]
  tasks: Task[]
  partners: Partner[]
  responses: Response[]
  due: Due[]
  /** Planned or running, and nobody leads. */
  unled: BoardTactic[]
  balance: Balance
}

/** All of it by a handful of set-based queries. */
export async function boardOf(house: House, campaign: CampaignRef): Promise<Board> {
  const { db } = house
  const at = house.clock.now()
  const [plan, tactics, aims, moments, targets, tasks, partners, responses] = await Promise.all([
    planOf(db, campaign.id), tacticsOf(db, campaign.id), aimsOf(db, campaign.id), momentsOf(db, campaign.id), targetsOf(db, campaign.id), tasksOf(db, campaign.id), partnersOf(db, campaign.id, at),
    responsesOf(db, campaign.id, undefined, 5),
  ])
  const aimsByTactic = Map.groupBy(aims, (aim) => aim.tacticId)
  const whole = tactics.map((tactic) => ({ ...tactic, aims: aimsByTactic.get(tactic.id) ?? [] }))
  const dated = moments.map((moment) => ({ ...moment, next: nextOccurrence(moment, at), call: callOf(moment, at) })).sort((a, b) => a.next.at.getTime() - b.next.at.getTime())
  return {
    at, plan, tactics: whole, moments: dated, targets, tasks, partners, responses,
    due: dueOf({ at, zone: plan.zone, tactics: whole, moments: dated, tasks, partners }),
    unled: whole.filter((one) => one.leader === null && (one.state === 'planned' || one.state === 'running')),
    balance: balanceOf(plan, whole),
  }
}
