import type { CampaignChange } from '#campaign/index.ts'

/**
 * The first language is the campaign's own, in which its name, question and goal are written. When another one becomes the first,
 * what was said in it until now becomes the campaign's own, and the own words become a translation: nobody types anything twice.
 */
export function inOwnLanguage(change: CampaignChange, was: string | undefined): CampaignChange {
  const first = change.languages?.[0]
  if (!first || !was || first === was) return change
  const { name, question, goal } = change
  const { [first]: own = {}, ...others } = change.words ?? {}
  return { ...change, name: own.name || name, question: own.question || question, goal: own.goal || goal, words: { ...others, [was]: { name, question, goal } } }
}
