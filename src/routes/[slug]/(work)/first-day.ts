import type { FirstDay, FirstLine } from '#welcome/index.ts'
import type { PlaceGroup } from './places.ts'

/** Where each line of the list is done, under the campaign's address. `null`: not on a screen. */
const placeOf: Record<FirstLine, string | null> = {
  goal: '/settings', question: '/settings', hashtag: '/settings', areas: '/settings#areas', institutions: '/settings#institutions', consent: '/settings/consent',
  address: null, mail: '/mail', backup: '/backups', people: '/people', practice: '/practice', rehearsal: '/rehearsal', posts: '/import', decided: '/desk', published: '/incidents',
}

/** Where a line leads whoever may open these places; to others it says only what is to be done. */
export function leadsTo(line: FirstLine, places: readonly PlaceGroup[]): string | undefined {
  const path = placeOf[line]
  const open = places.some((group) => group.places.some((place) => path === place.path || path?.startsWith(`${place.path}/`) || path?.startsWith(`${place.path}#`)))
  return open ? path! : undefined
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
