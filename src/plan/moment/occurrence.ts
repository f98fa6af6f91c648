import { instantOf, wallOf, type Wall } from '#core/index.ts'

export interface Dated {
  wall: Wall
  zone: string
  yearly: boolean
  allDay: boolean
  minutes: number | null
}

/** One time at which a moment takes place. */
export interface Occurrence {
  year: number
  wall: Wall
  at: Date
  until: Date
}

/** The times at which it takes place within these bounds, in order. A yearly one is each year at the same clock time in its zone. */
export function occurrencesBetween(moment: Dated, from: Date, to: Date): Occurrence[] {
  if (!moment.yearly) return [occurrence(moment, moment.wall)].filter((one) => one.until > from && one.at < to)
  const first = Number(moment.wall.slice(0, 4))
  const found: Occurrence[] = []
  for (let year = Math.max(first, from.getUTCFullYear() - 1); year <= to.getUTCFullYear() + 1; year++) {
    const one = occurrence(moment, inYear(moment.wall, year))
    if (one.until > from && one.at < to) found.push(one)
  }
  return found
}

/** The one that goes on or comes next; of what is over the last. */
export function nextOccurrence(moment: Dated, now: Date): Occurrence {
  if (!moment.yearly) return occurrence(moment, moment.wall)
  const [next] = occurrencesBetween(moment, now, new Date(Math.max(now.getTime(), instantOf(moment.wall, moment.zone).getTime()) + 2 * 366 * 86_400_000))
  return next ?? occurrence(moment, moment.wall)
}

function occurrence({ zone, allDay, minutes }: Dated, wall: Wall): Occurrence {
  const at = instantOf(wall, zone)
  const until = allDay ? instantOf(dayAfter(wall), zone) : new Date(at.getTime() + (minutes ?? 60) * 60_000)
  return { year: Number(wall.slice(0, 4)), wall, at, until }
}

/** The same day of another year; what happened on 29 February is remembered on the last day of that month. */
export function inYear(wall: Wall, year: number): Wall {
  const rest = wall.slice(4)
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${year}${rest.startsWith('-02-29') && !leap ? rest.replace('-02-29', '-02-28') : rest}`
}

function dayAfter(wall: Wall): Wall {
  return new Date(Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 16)
}

/** The day, as a clock in the zone counts it. */
export function dayIn(zone: string, at: Date): string {
  return wallOf(at, zone).slice(0, 10)
}
