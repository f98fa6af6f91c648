import type { Translate } from './speak.ts'

/*
 * Times of the plan as people in their zone say them. They are written as clocks on walls (2027-03-07T10:00): what is shown is what was
 * meant, whatever the zone of whoever reads; the zone stands beside a clock time.
 */

/** 7 March, or with its year where that is not this one's. */
export function dayText(t: Translate, wall: string, now?: Date | string): string {
  const sameYear = now === undefined || String(new Date(now).getUTCFullYear()) === wall.slice(0, 4)
  return t.date(`${wall.slice(0, 10)}T00:00:00Z`, sameYear ? 'day' : 'date')
}

/** 10:00 */
export function clockText(t: Translate, wall: string): string {
  return t.date(`${wall}:00Z`, 'clock')
}

/** Whether it is a time of day, or the beginning of a day. */
export function isDay(wall: string): boolean {
  return wall.endsWith('T00:00')
}

/** 7 March, 10:00, San Salvador; without clock and zone where whole days are meant. */
export function whenText(t: Translate, wall: string, zone: string, options: { allDay?: boolean; now?: Date | string } = {}): string {
  const day = dayText(t, wall, options.now)
  return (options.allDay ?? isDay(wall)) ? day : `${day}, ${clockText(t, wall)} (${zoneText(zone)})`
}

/** From 7 to 28 March, as far as the two say the same once. */
export function spanText(t: Translate, from: string, to: string | null, zone: string, now?: Date | string): string {
  if (to === null) return whenText(t, from, zone, now === undefined ? {} : { now })
  const whole = isDay(from) && isDay(to)
  const last = whole ? dayBefore(to) : to
  if (whole) return last.slice(0, 10) === from.slice(0, 10) ? dayText(t, from, now) : `${dayText(t, from, now)} – ${dayText(t, last, now)}`
  if (last.slice(0, 10) === from.slice(0, 10)) return `${dayText(t, from, now)}, ${clockText(t, from)} – ${clockText(t, last)} (${zoneText(zone)})`
  return `${dayText(t, from, now)}, ${clockText(t, from)} – ${dayText(t, last, now)}, ${clockText(t, last)} (${zoneText(zone)})`
}

/** America/El_Salvador is told as El Salvador. */
export function zoneText(zone: string): string {
  // Etc/GMT-5 is five hours ahead: said the way people count.
  const fixed = /^Etc\/GMT([+-])(\d+)$/.exec(zone)
  if (fixed) return `UTC${fixed[1] === '-' ? '+' : '−'}${fixed[2]}`
  return zone.split('/').at(-1)!.replaceAll('_', ' ')
}

function dayBefore(wall: string): string {
  return new Date(Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 16)
}
