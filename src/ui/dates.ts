import type { Translate } from './speak.ts'

export const dateForms = {
  day: { day: 'numeric', month: 'long' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  moment: { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  weekday: { weekday: 'long' },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export type DateForm = keyof typeof dateForms

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Time as people say it: now, minutes, hours, the weekday within six days, then the date, with its year when that is another one. */
export function ago(say: (...words: Parameters<Translate>) => string, date: Translate['date'], then: Date, now: Date): string {
  const gone = now.getTime() - then.getTime()
  if (gone < minute) return say('house.now')
  if (gone < hour) return say('house.minutes', { count: Math.floor(gone / minute) })
  if (gone < day) return say('house.hours', { count: Math.floor(gone / hour) })
  if (gone < 6 * day) return date(then, 'weekday')
  return date(then, then.getUTCFullYear() === now.getUTCFullYear() ? 'day' : 'date')
}
