import type { Desk, Doc } from './set.ts'

/** How much a statement asks each of the questions, in their order; 0: not suggested. */
export type Score = (doc: Doc) => Float64Array

export interface Figures {
  /** At the desk, five suggestions for a statement: the right question is the first, among five, and what share of what is shown is right. */
  first: number
  recall5: number
  precision5: number
  /** At a question, five statements that wait: how many of the five ask it, and of those there are (at most five). */
  forQuestion: number
  statements: number
}

const shown = 5

/** `of`: the statements that are asked about; at a question all that waits and is not known in the same words competes. */
export function judge(desk: Desk, score: Score, of: (doc: Doc) => boolean): Figures {
  const asked = desk.waiting.filter((doc) => doc.theme !== undefined && of(doc))
  let [first, found, right, shownInAll] = [0, 0, 0, 0]
  const rivals = desk.waiting.filter((doc) => doc.theme === undefined || of(doc))
  const byQuestion: { doc: Doc; score: number }[][] = desk.questions.map(() => [])
  for (const doc of rivals) {
    const scores = score(doc)
    const order = [...scores.keys()].filter((at) => scores[at]! > 0).sort((a, b) => scores[b]! - scores[a]!)
    // A statement comes forward only where a question is its own first or second.
    order.slice(0, 2).forEach((at, rank) => byQuestion[at]!.push({ doc, score: scores[at]! * (rank === 0 ? 1 : 0.5) }))
    if (doc.theme === undefined) continue
    const five = order.slice(0, shown).map((at) => desk.questions[at])
    first += five[0] === doc.theme ? 1 : 0
    found += five.includes(doc.theme) ? 1 : 0
    right += five.filter((question) => question === doc.theme).length
    shownInAll += five.length
  }
  let [hits, offered] = [0, 0]
  desk.questions.forEach((question, at) => {
    const five = byQuestion[at]!.sort((a, b) => b.score - a.score || a.doc.id - b.doc.id).slice(0, shown)
    hits += five.filter(({ doc }) => doc.theme === question).length
    offered += Math.min(shown, asked.filter((doc) => doc.theme === question).length)
  })
  return { first: first / asked.length, recall5: found / asked.length, precision5: right / Math.max(1, shownInAll), forQuestion: hits / Math.max(1, offered), statements: asked.length }
}
