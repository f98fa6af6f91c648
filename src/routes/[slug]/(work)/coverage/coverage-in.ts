import { instantOf } from '#plan/index.ts'

/** The fields of a coverage, as they were typed. */
export function coverageIn(word: (name: string) => string) {
  const zone = word('zone')
  return {
    title: word('title'), lead: word('lead'), hashtags: word('hashtags').split(/[\s,،]+/).filter(Boolean), language: word('language') || undefined, zone,
    startsAt: instantOf(word('starts'), zone), endsAt: instantOf(word('ends'), zone), embargoUntil: word('embargo') ? instantOf(word('embargo'), zone) : null, delayMinutes: Number(word('delay') || 0), tacticId: word('tactic') || null,
  }
}
