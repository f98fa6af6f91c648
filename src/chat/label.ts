/** The number of the question that a text says it answers ("A3", "R1.", "réponse 2", "ج٣"), or that it repeats ("Q3"). */
export interface Label {
  number: number
  kind: 'answer' | 'question'
}

/*
 * Looked for where people put it: at the beginning of a line, behind tags, names and signs, and alone at the end. In the middle of a sentence
 * "A1" is a road, a size of paper or a building. Written with a space it wants a sign behind it ("a 1)"): "a 10 km walk" answers nothing.
 */
const letters = 'a|r|ج|p|q|س'
const words = [
  'answers?', 'ans', 'respuestas?', 'resp', 'rta', 'réponses?', 'reponses?', 'rép', 'rep', 'جواب', 'الجواب', 'إجابة', 'اجابة', 'الإجابة', 'الاجابة', 'رد',
  'questions?', 'preguntas?', 'preg', 'سؤال', 'السؤال',
].join('|')
const digits = '\\d{1,2}'
/** Ends the number: not a longer number, a share, a fraction, a clock or a word. */
const end = '(?![\\p{L}\\p{N}_%°€$£]|[.,:]\\d)'
const sign = '[):.\\]–—،؛/-]'
const glued = new RegExp(`[#＃]?(${letters})[.\\-]?(${digits})${end}`, 'iuy')
const spaced = new RegExp(`(${letters})\\s+(${digits})\\s?${sign}(?=\\s|$)`, 'iuy')
const spelt = new RegExp(`(${words})(?:\\s+(?:to|a|à|la|على))?[\\s.:]*(?:n[.º°]?\\s*|#|q|p|س)?(${digits})${end}`, 'iuy')
/** What may stand before it: tags, names, "RT", "re:", signs. One after the other, so that a line of nothing else costs its length once. */
const before = /[#＃@][\p{L}\p{M}\p{N}_.@-]+|(?:rt|re)(?![\p{L}\p{N}])|[^\p{L}\p{N}#＃@]+|[#＃@]/iuy
const mostBefore = 40

const last = new RegExp(`(?:[.!?…؟»”"]|[#＃@][\\p{L}\\p{M}\\p{N}_]{1,100})\\s*[([]?(${letters})(${digits})[)\\]]?[.!]?$|[([](${letters})(${digits})[)\\]][.!]?$`, 'iu')
/** A label at the end, and the tags and links behind it, are within so many characters. */
const lastPart = 400
const tail = /[#＃@][\p{L}\p{M}\p{N}_.@-]+$|https?:\/\/\S+$/u

/** Undefined: the text names no question. Of several the first one counts: "A1/A2" answers question 1. */
export function labelIn(text: string): Label | undefined {
  const plain = westernDigits(text.normalize('NFKC')).replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
  for (const line of plain.split('\n', 40)) {
    const found = atBeginning(line)
    if (found) return found
  }
  return atEnd(plain)
}

function atBeginning(line: string): Label | undefined {
  let at = 0
  for (let steps = 0; steps < mostBefore; steps++) {
    for (const pattern of [glued, spaced, spelt]) {
      pattern.lastIndex = at
      const found = pattern.exec(line)
      if (found) return labelOf(found[1]!, found[2]!)
    }
    before.lastIndex = at
    if (!before.exec(line)) return undefined
    at = before.lastIndex
  }
  return undefined
}

/** As it stands, and without the tags and links behind it. */
function atEnd(plain: string): Label | undefined {
  let ended = plain.slice(-lastPart).trimEnd()
  for (let steps = 0; steps < 10; steps++) {
    const found = last.exec(ended)
    if (found) return labelOf(found[1] ?? found[3]!, found[2] ?? found[4]!)
    const shorter = ended.replace(tail, '').trimEnd()
    if (shorter === ended) return undefined
    ended = shorter
  }
  return undefined
}

function labelOf(word: string, number: string): Label | undefined {
  const value = Number(number)
  if (value === 0) return undefined
  return { number: value, kind: /^(?:q|p|س|question|pregunta|preg|سؤال|السؤال)/iu.test(word) ? 'question' : 'answer' }
}

/** Digits of any script as 0 to 9: those of Unicode stand in blocks of ten. */
function westernDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitOf(digit.codePointAt(0)!)))
}

function digitOf(code: number): number {
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return (code - zero) % 10
}
