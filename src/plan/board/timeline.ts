import { instantOf, wallOf } from '#core/index.ts'
import { occurrencesBetween, type Dated, type Occurrence } from '../moment/occurrence.ts'
import { lanes, type Lane, type TacticState } from '../tactic/kinds.ts'

/** What is drawn; lengths are in the drawing's own units (about a pixel), from where one begins to read. */
export interface Timeline {
  width: number
  height: number
  /** Where the lanes begin: before it stand their names. */
  left: number
  top: number
  months: { at: number; day: string; long: boolean }[]
  today: number | undefined
  plumbs: Plumb[]
  lanes: { lane: Lane; top: number; height: number; bars: Bar[] }[]
}

export interface Plumb {
  id: string
  title: string
  /** As a calendar in its zone says it: 2027-05-03. */
  day: string
  at: number
  /** Line of its words above the lanes, 0 the lowest; undefined: no room, it is only in the list. */
  level: number | undefined
  /** The words stand before the line instead of after it. */
  before: boolean
}

export interface Bar {
  id: string
  title: string
  state: TacticState
  led: boolean
  from: number
  to: number
  /** How far it is done today. */
  done: number
  top: number
  label: 'inside' | 'after' | 'before'
  /** The words stand on what is done already, which is dark. */
  dark: boolean
}

interface DrawnTactic {
  id: string
  title: string
  lane: Lane
  state: TacticState
  leader: unknown
  startsAt: Date | null
  endsAt: Date | null
}

type DrawnMoment = Dated & { id: string; title: string; next: Occurrence }

export const width = 1040
const left = 84
const barHeight = 20
const rowPitch = 26
const letter = 7.1
const day = 86_400_000
const levels = 3

/** Lays the plan out in time: moments as plumb lines through all lanes, each tactic a bar in its lane. */
export function timelineOf(given: { tactics: DrawnTactic[]; moments: DrawnMoment[]; at: Date; zone: string; nobody: string }): Timeline | undefined {
  const { at, zone } = given
  const tactics = given.tactics.filter((one): one is DrawnTactic & { startsAt: Date } => one.startsAt !== null && one.state !== 'dropped')
  const span = spanOf(tactics, given.moments, at, zone)
  if (!span) return undefined
  const [from, to] = span
  const place = (when: Date) => left + ((when.getTime() - from.getTime()) / (to.getTime() - from.getTime())) * (width - left)
  const inSpan = (when: number) => Math.min(Math.max(when, left), width)
  const plumbs = plumbsOf(given.moments, from, to, place)
  const top = 24 + Math.max(1, ...plumbs.map((one) => (one.level ?? -1) + 1)) * 36
  let under = top + 8
  const drawn = lanes.map((lane) => {
    const laneTop = under
    const ends: number[] = []
    const bars = tactics.filter((one) => one.lane === lane && one.startsAt < to && (one.endsAt ?? one.startsAt) >= from).map((one): Bar => {
      const start = inSpan(place(one.startsAt))
      const end = Math.max(start + 9, inSpan(place(one.endsAt ?? new Date(one.startsAt.getTime() + 3_600_000))))
      const led = one.leader !== null
      const words = one.title.length * letter + (led ? 0 : given.nobody.length * letter + 8)
      const label = led && words + 14 <= end - start ? 'inside' : end + 8 + words <= width ? 'after' : 'before'
      const [first, last] = label === 'inside' ? [start, end] : label === 'after' ? [start, end + 8 + words] : [start - 8 - words, end]
      let row = ends.findIndex((taken) => taken + 8 <= first)
      if (row === -1) row = ends.push(0) - 1
      ends[row] = last
      const done = Math.min(Math.max(place(at), start), end)
      return { id: one.id, title: one.title, state: one.state, led, from: start, to: end, done, dark: label === 'inside' && (one.state === 'done' || (one.state === 'running' && start + 10 + words <= done)), top: laneTop + row * rowPitch + (rowPitch - barHeight) / 2, label }
    })
    const height = Math.max(ends.length, 1) * rowPitch + 8
    under += height
    return { lane, top: laneTop, height, bars }
  })
  return { width, height: under + 2, left, top, months: monthsOf(from, to, zone, place), today: at >= from && at < to ? place(at) : undefined, plumbs, lanes: drawn }
}

/** From the month in which the first begins to the one in which the last ends; at most a year and a half around now. */
function spanOf(tactics: { startsAt: Date; endsAt: Date | null }[], moments: DrawnMoment[], at: Date, zone: string): [Date, Date] | undefined {
  const times = [...tactics.flatMap((one) => [one.startsAt, one.endsAt ?? one.startsAt]), ...moments.map((one) => one.next.at)].map((one) => one.getTime())
  const near = times.filter((one) => Math.abs(one - at.getTime()) < 548 * day)
  if (near.length === 0) return undefined
  const first = monthBegin(new Date(Math.min(...near)), zone, 0)
  const last = monthBegin(new Date(Math.max(...near)), zone, 1)
  return [first, last]
}

function monthBegin(when: Date, zone: string, later: number): Date {
  const [year, month] = wallOf(when, zone).split('-').map(Number) as [number, number]
  const at = new Date(Date.UTC(year, month - 1 + later, 1))
  return instantOf(at.toISOString().slice(0, 16), zone)
}

function monthsOf(from: Date, to: Date, zone: string, place: (when: Date) => number): Timeline['months'] {
  const found: Timeline['months'] = []
  for (let when = from; when < to; when = monthBegin(when, zone, 1)) found.push({ at: place(when), day: wallOf(when, zone).slice(0, 10), long: true })
  const pitch = (width - left) / found.length
  const every = Math.ceil(46 / pitch)
  return found.filter((_, at) => at % every === 0).map((one) => ({ ...one, long: pitch * every > 84 }))
}

function plumbsOf(moments: DrawnMoment[], from: Date, to: Date, place: (when: Date) => number): Plumb[] {
  const ends = new Array<number>(levels).fill(left)
  return moments
    .flatMap((one) => occurrencesBetween(one, from, to).map((occurrence) => ({ id: one.id, title: one.title, day: occurrence.wall.slice(0, 10), on: occurrence.at })))
    .sort((a, b) => a.on.getTime() - b.on.getTime())
    .map(({ on, ...one }) => {
      const at = Math.max(left, place(on))
      const words = Math.max(one.title.length * letter, 60) + 10
      const before = at + 10 + words > width
      const [first, last] = before ? [at - words, at] : [at - 6, at + 10 + words]
      const level = ends.findIndex((taken) => taken <= first)
      if (level !== -1) ends[level] = last + 8
      return { ...one, at, level: level === -1 ? undefined : level, before }
    })
}
