import type { Translate } from '#ui/speak.ts'

const minute = 60_000

/** How long something has lasted, as people say it: under a minute, minutes, hours, days. */
export function ageOf(t: Translate, since: Date | string, now: Date | string): string {
  const lasted = new Date(now).getTime() - new Date(since).getTime()
  if (lasted < minute) return t('room.lessMinute')
  if (lasted < 60 * minute) return t('house.minutes', { count: Math.floor(lasted / minute) })
  if (lasted < 48 * 60 * minute) return t('house.hours', { count: Math.floor(lasted / (60 * minute)) })
  return t('room.days', { count: Math.floor(lasted / (24 * 60 * minute)) })
}
