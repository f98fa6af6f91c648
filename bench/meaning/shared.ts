import type { Desk, Doc } from './set.ts'
import type { Score } from './judge.ts'

const mostWords = 6

/** What the desk did before (src/desk/similar.ts): texts that share at least half of the six longest words of the one that is read. */
export function sharedWords({ decided, questions }: Desk): Score {
  const place = new Map(questions.map((question, at) => [question, at]))
  const holds = decided.map(({ doc, question }) => ({ at: place.get(question)!, words: new Set(doc.form.split(' ')) }))
  return (doc: Doc) => {
    const scores = new Float64Array(questions.length)
    const asked = [...new Set(doc.form.match(/[\p{L}\p{M}]{5,}/gu) ?? [])].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, mostWords)
    if (asked.length < 3) return scores
    for (const { at, words } of holds) {
      const shared = asked.reduce((sum, word) => sum + (words.has(word) ? 1 : 0), 0)
      if (shared * 2 >= asked.length && shared > scores[at]!) scores[at] = shared
    }
    return scores
  }
}
