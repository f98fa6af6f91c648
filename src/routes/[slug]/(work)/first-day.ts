import type { FirstDay, FirstLine } from '#welcome/index.ts'

/** Where each line of the list is done, under the campaign's address. `null`: not on a screen. */
export const placeOf: Record<FirstLine, string | null> = {
  goal: '/settings', question: '/settings', hashtag: '/settings', areas: '/settings#areas', institutions: '/settings#institutions', consent: '/settings/consent',
  address: null, mail: '/settings#outbox', backup: '/backups', people: '/people', practice: '/practice', rehearsal: '/rehearsal', posts: '/import', decided: '/desk', published: '/incidents',
}

/** The screens on which one line tells how far the first day is, until it is over or put away. */
const firstScreens = new Set(['desk', 'room', 'settings', 'people', 'import'])

export interface FirstDayLine {
  done: number
  all: number
  next: FirstLine
}

/** Whether a screen tells of the first day at all. */
export function tellsFirstDay(screen: string | undefined): boolean {
  return screen !== undefined && firstScreens.has(screen)
}

export function lineOf({ lines, away }: FirstDay): FirstDayLine | undefined {
  const next = lines.find((line) => !line.done)
  if (away || !next) return undefined
  return { done: lines.filter((line) => line.done).length, all: lines.length, next: next.key }
}
