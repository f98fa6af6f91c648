import type { Part } from '#statement/index.ts'

/** Enough of the page's speaker: src/ui lies beside the slices and is not imported by their plain modules. */
interface Speaker {
  (key: any, values?: Record<string, string | number>): string
}

/** A span of minutes as people say it: "75 min", "4 h", "4 h 30 min". */
export function spanOf(t: Speaker, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours < 2) return t('house.minutes', { count: minutes })
  return [t('house.hours', { count: hours }), rest > 0 ? t('house.minutes', { count: rest }) : ''].filter(Boolean).join(' ')
}

/** What brings a statement forward, in words: "75 min for 33 posts". */
export function partWords(t: Speaker, { part, minutes }: Part, posts: number, found: Partial<Record<string, string>>): string {
  const span = spanOf(t, minutes)
  if (part === 'copies') return t('queue.part.copies', { span, posts })
  const word = found[part]
  return word ? t(`queue.part.${part}Word`, { span, word }) : t(`queue.part.${part}`, { span })
}
