import type { ShownAnswer } from '#chat/index.ts'

/** A page weighs under 30 KB, whatever was said: of its answers as many as fit, the others on pages of their own. */
const mostBytes = { overview: 11_000, single: 15_000 }
/** Around each answer stand who, where and its tags. */
const around = 330
const longest = 1_200

export interface PagedQuestion<Q> {
  question: Q
  answers: ShownAnswer[]
  /** Where the rest begins; null: it is all here. */
  next: number | null
}

/** What of the answers stands on the page: of one question from a place on, or of all from the beginning, the panel's first. */
export function paged<Q extends { number: number; answers: ShownAnswer[] }>(questions: Q[], asked: { number: number; from: number } | undefined): PagedQuestion<Q>[] {
  if (asked) {
    return questions.filter((one) => one.number === asked.number).map((question) => {
      const rest = question.answers.slice(asked.from)
      const answers = within(rest, mostBytes.single)
      return { question, answers: answers.map(cut), next: answers.length < rest.length ? asked.from + answers.length : null }
    })
  }
  return questions.map((question) => {
    const first = [...question.answers.filter((one) => one.by?.guest), ...question.answers.filter((one) => !one.by?.guest)]
    const chosen = new Set(within(first, mostBytes.overview / questions.length))
    return { question, answers: question.answers.filter((one) => chosen.has(one)).map(cut), next: chosen.size < question.answers.length ? 0 : null }
  })
}

function within(answers: ShownAnswer[], most: number): ShownAnswer[] {
  let bytes = 0
  const fitting = answers.findIndex((one, at) => (bytes += around + Buffer.byteLength(one.text.slice(0, longest))) > most && at > 0)
  return fitting === -1 ? answers : answers.slice(0, fitting)
}

/** Cut by words here, since a browser's ellipsis is lost in mixed directions; the file has all of it. */
function cut(answer: ShownAnswer): ShownAnswer {
  if (answer.text.length <= longest) return answer
  return { ...answer, text: `${answer.text.slice(0, longest).replace(/\s\S*$/u, '')} …` }
}
