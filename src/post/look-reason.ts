import { refuse } from '#core/index.ts'

/** What most looks are for; anything else is typed. */
export const lookReasons = ['answer', 'verify', 'danger', 'help'] as const

/** The reason of a look as it goes into the audit log: what was typed, else what was chosen. Refuses a look without one. */
export function lookReason(chosen: string | undefined, typed = ''): string {
  const words = typed.replaceAll('\0', '').trim().slice(0, 200)
  if (words.length >= 3) return words
  if (lookReasons.some((one) => one === chosen)) return chosen!
  throw refuse('reason-for-log', 422, 'Say why you look.', { mend: `One of ${lookReasons.join(', ')}, or your own words. It stands in the audit log.` })
}
