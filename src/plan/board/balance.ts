import type { Plan } from '../goal/goal.ts'
import { lanes, type Lane } from '../tactic/kinds.ts'
import type { Tactic } from '../tactic/read.ts'

export interface Balance {
  /** Of a neutral campaign: how often each side is shown. */
  sides: { side: string; tactics: number }[]
  /** One side is shown at least twice as often as another, and by two or more. */
  uneven: boolean
  lanes: Record<Lane, number>
  /** Everything takes place online, or everything offline. */
  oneLane: Lane | undefined
  /** Somebody leads more than half of all, and four or more. */
  heavy: { name: string; leads: number; of: number } | undefined
}

/** What leans to one side: sides shown, online and offline, and who carries it. Dropped tactics do not count. */
export function balanceOf(plan: Pick<Plan, 'sides'>, tactics: Pick<Tactic, 'side' | 'lane' | 'state' | 'leader'>[]): Balance {
  const counted = tactics.filter((one) => one.state !== 'dropped')
  const sides = plan.sides.map((side) => ({ side, tactics: counted.filter((one) => one.side === side).length }))
  const [least, most] = [Math.min(...sides.map((one) => one.tactics)), Math.max(...sides.map((one) => one.tactics))]
  const byLane = Object.fromEntries(lanes.map((lane) => [lane, counted.filter((one) => one.lane === lane).length])) as Record<Lane, number>
  const led = Map.groupBy(counted.filter((one) => one.leader !== null), (one) => one.leader!.id)
  const heaviest = [...led.values()].sort((a, b) => b.length - a.length)[0]
  return {
    sides, uneven: sides.length > 1 && most - least >= 2 && most >= 2 * least, lanes: byLane,
    oneLane: counted.length >= 3 ? lanes.find((lane) => byLane[lane] === counted.length) : undefined,
    heavy: heaviest && heaviest.length >= 4 && heaviest.length * 2 > counted.length ? { name: heaviest[0]!.leader!.name, leads: heaviest.length, of: counted.length } : undefined,
  }
}
