import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balanceOf } from './balance.ts'
import { dueOf } from './due.ts'
import { timelineOf, width } from './timeline.ts'
import { nextOccurrence } from '../moment/occurrence.ts'

const at = new Date('2027-04-14T08:00:00Z')
const day = 86_400_000
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })

const tactic = fc.record({ title: words, lane: fc.constantFrom('online' as const, 'offline' as const), state: fc.constantFrom('planned' as const, 'running' as const, 'done' as const), led: fc.boolean(), from: fc.integer({ min: -200, max: 200 }), days: fc.integer({ min: 0, max: 120 }) })
  .map(({ led, from, days, ...rest }, ) => ({ ...rest, leader: led ? {} : null, startsAt: new Date(at.getTime() + from * day), endsAt: new Date(at.getTime() + (from + days) * day) }))
const moment = fc.record({ title: words, on: fc.integer({ min: -300, max: 300 }), yearly: fc.boolean() }).map(({ title, on, yearly }) => {
  const dated = { wall: new Date(at.getTime() + on * day).toISOString().slice(0, 16), zone: 'Africa/Nairobi', yearly, allDay: true, minutes: null }
  return { title, ...dated, next: nextOccurrence(dated, at) }
})

test('nothing of the timeline lies outside of it, and no two of a lane lie over each other', () => {
  fc.assert(fc.property(fc.array(tactic, { maxLength: 25 }), fc.array(moment, { maxLength: 12 }), (tactics, moments) => {
    const timeline = timelineOf({ tactics: tactics.map((one, n) => ({ ...one, id: `t${n}` })), moments: moments.map((one, n) => ({ ...one, id: `m${n}` })), at, zone: 'Africa/Nairobi', nobody: 'nobody leads' })
    if (tactics.length + moments.length === 0) return void expect(timeline).toBeUndefined()
    if (!timeline) return
    for (const lane of timeline.lanes) {
      for (const bar of lane.bars) {
        expect(bar.from).toBeGreaterThanOrEqual(timeline.left)
        expect(bar.to).toBeGreaterThan(bar.from)
        expect(bar.to).toBeLessThanOrEqual(width + 9)
        expect(bar.done).toBeGreaterThanOrEqual(bar.from)
        expect(bar.top + 20).toBeLessThanOrEqual(lane.top + lane.height)
        for (const other of lane.bars) if (other.id !== bar.id && other.top === bar.top) expect(bar.to <= other.from || other.to <= bar.from).toBe(true)
      }
    }
    for (const plumb of timeline.plumbs) expect(plumb.at >= timeline.left && plumb.at <= width).toBe(true)
  }), { numRuns: 300 })
})

const none = { kind: 'burst', lane: 'online', why: '', leader: null, partnerId: null, momentId: null, targetIds: [], startsWall: null, endsWall: null, zone: 'UTC', startsAt: null, endsAt: null, resources: '', cost: null, side: null, state: 'planned', verdict: null, because: null, judgedBy: null, judgedAt: null, template: null, version: 1 } as const

test('what is due comes in the order of its day, in the days of the plan’s zone; what is done, judged or far off does not', () => {
  const over = { ...none, targetIds: [], id: 'over', title: 'Over', endsAt: new Date('2027-04-13T22:00:00Z') }
  const judged = { ...over, id: 'judged', verdict: 'missed' as const }
  const task = { id: 'k', tacticId: 'over', title: 'Write up', dueOn: '2027-04-16', person: null, doneAt: null, version: 1 }
  const due = dueOf({ at, zone: 'Pacific/Auckland', tactics: [over, judged], moments: [], partners: [], tasks: [task, { ...task, id: 'far', dueOn: '2027-06-01' }, { ...task, id: 'done', doneAt: at }, { ...task, id: 'late', dueOn: '2027-04-01' }] })
  // In Auckland it is the 14th already when the tactic ends, and today.
  expect(due.map(({ kind, id, inDays }) => [kind, id, inDays])).toEqual([['task', 'late', -13], ['verdict', 'over', 0], ['task', 'k', 2]])
})

test('out of balance is what leans: one side, one lane, one person', () => {
  const by = (lane: 'online' | 'offline', side: string | null, leader: string | null) => ({ lane, side, state: 'planned' as const, leader: leader ? { id: leader, name: leader } : null })
  expect(balanceOf({ sides: ['A', 'B'] }, [by('online', 'A', null), by('offline', 'B', null), by('offline', 'B', null)])).toMatchObject({ uneven: false, oneLane: undefined, heavy: undefined })
  expect(balanceOf({ sides: ['A', 'B'] }, [by('online', 'A', 'n'), by('online', 'A', 'n'), by('online', 'A', 'n'), by('online', null, 'n')])).toMatchObject({ uneven: true, oneLane: 'online', heavy: { name: 'n', leads: 4, of: 4 } })
  expect(balanceOf({ sides: [] }, [])).toMatchObject({ sides: [], uneven: false, oneLane: undefined })
})
