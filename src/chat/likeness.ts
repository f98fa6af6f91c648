import { foldName } from '#campaign/index.ts'

/** The words of a text that say something, cut to their beginnings: "sanitarios" and "sanitario" are one. */
export function wordsOf(text: string): Set<string> {
  return new Set(foldName(bare(text)).split(' ').map(stem).filter((word) => word.length >= 3 && !empty.has(word)))
}

/** Without links, tags and names. */
function bare(text: string): string {
  return text.replace(/https?:\/\/\S+/gu, ' ').replace(/[#＃@][\p{L}\p{M}\p{N}_]+/gu, ' ')
}

/** Arabic puts "and", "the", "with" before its words. */
function stem(word: string): string {
  return word.replace(/^(?:[وفبك]?ال|لل)(?=\p{L}{3})/u, '').slice(0, 6)
}

/** Words of which a question has many and that say nothing of what it is about. */
const empty = new Set(
  `the and for are what who how why when where which your you our with from that this have has does can about should would will not was were than they their there been into over most
   que como cual cuales quien cuando donde por para los las una uno con del son esta este esto sus mas pero hay fue ser nos ella ellos sobre
   quel quelle quels quelle comment pourquoi quand les des une dans est sont pour avec que qui vos nos notre votre plus mais sur par leur cette ces etre
   ما من في على الى عن هل كيف لماذا متى اين هذا هذه التي الذي ان او كان هو هي مع كل`
    .split(/\s+/).map((word) => stem(foldName(word))),
)

/** How much of a question's words a text holds, 0 to 1, each weighing the more the fewer questions have it. A single word in common is chance. */
export function likeness(text: ReadonlySet<string>, question: ReadonlySet<string>, all: readonly ReadonlySet<string>[]): number {
  if (question.size === 0) return 0
  let held = 0
  let whole = 0
  let common = 0
  for (const word of question) {
    const weight = 1 / all.filter((one) => one.has(word)).length
    whole += weight
    if (!text.has(word)) continue
    held += weight
    common += 1
  }
  return common < Math.min(2, question.size) ? 0 : held / whole
}

/** Whether a text is the question itself, passed on: word for word, and little beside it. */
export function repeats(text: string, question: string): boolean {
  const [said, asked] = [foldName(bare(text)), foldName(question)]
  return asked.length >= 12 && said.includes(asked) && said.length <= asked.length * 1.4 + 20
}
