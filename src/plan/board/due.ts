import { wallOf } from '#core/index.ts'
import type { Moment } from '../moment/moment.ts'
import type { Occurrence } from '../moment/occurrence.ts'
import type { Call } from '../moment/pledge.ts'
import type { Partner } from '../partner/partner.ts'
import type { Task } from '../tactic/task.ts'
import type { Tactic } from '../tactic/read.ts'

/** Something that somebody has to do by a day: a task, a verdict, to decide whether a moment takes place, what a partner does this week. */
export interface Due {
  kind: 'task' | 'verdict' | 'decision' | 'partner'
  /** Of the task, tactic, moment or partner. */
  id: string
  /** The tactic to which it leads, where there is one. */
  tacticId: string | null
  title: string
  /** 2027-05-01; null: as soon as possible. */
  on: string | null
  /** Days from today; negative: late. */
  inDays: number | null
  who: string | null
}

interface Given {
  at: Date
  zone: string
  tactics: Tactic[]
  moments: (Moment & { next: Occurrence; call: Call | undefined })[]
  tasks: Task[]
  partners: Partner[]
}

const aheadDays = 14

/** What is late or due within two weeks, the most pressing first. */
export function dueOf({ at, zone, tactics, moments, tasks, partners }: Given): Due[] {
  const today = wallOf(at, zone).slice(0, 10)
  const inDays = (day: string | null) => (day === null ? null : Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000))
  const due = (one: Omit<Due, 'inDays'>): Due => ({ ...one, inDays: inDays(one.on) })
  const dayOf = (when: Date) => wallOf(when, zone).slice(0, 10)
  const open = new Map(tactics.filter((one) => one.state !== 'dropped').map((one) => [one.id, one]))
  return [
    ...tasks.filter((one) => one.doneAt === null && open.has(one.tacticId)).map((one) => due({ kind: 'task', id: one.id, tacticId: one.tacticId, title: one.title, on: one.dueOn, who: one.person?.name ?? null })),
    ...[...open.values()].filter((one) => one.verdict === null && one.endsAt !== null && one.endsAt <= at)
      .map((one) => due({ kind: 'verdict', id: one.id, tacticId: one.id, title: one.title, on: dayOf(one.endsAt!), who: one.leader?.name ?? null })),
    ...moments.filter((one) => one.call === 'open' && one.decideAt !== null).map((one) => due({ kind: 'decision', id: one.id, tacticId: null, title: one.title, on: dayOf(one.decideAt!), who: null })),
    ...partners.filter((one) => !one.retired && one.commitment !== '' && one.done !== true)
      .map((one) => due({ kind: 'partner', id: one.id, tacticId: null, title: `${one.name}: ${one.commitment}`, on: sunday(today), who: one.person?.name ?? (one.personName || null) })),
  ].filter((one) => one.inDays === null ? one.kind === 'task' : one.inDays <= aheadDays).sort((a, b) => (a.inDays ?? aheadDays) - (b.inDays ?? aheadDays) || (a.title < b.title ? -1 : 1))
}

function sunday(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  return new Date(at.getTime() + ((7 - at.getUTCDay()) % 7) * 86_400_000).toISOString().slice(0, 10)
}
