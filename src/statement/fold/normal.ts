import { APOSTROPHE, KIND, letter, LETTER, DIGIT, SILENT, TO, UNSPACED } from './letters.ts'
import { Scan } from './scan.ts'

/** What is compared of a text, for tests and for people who want to see why two texts were folded. */
export interface Normal {
  /** Folded letters and digits without repost marks, mentions and links; hashtags are words. */
  whole: string
  /** The same without the hashtags before and after it. */
  body: string
  /** The part that a visibly cut text shares with its whole. */
  head: string | undefined
  numbers: number[]
  negated: boolean
}

const scan = new Scan()

/** The form in which a text is compared. */
export function normalForm(text: string): Normal {
  const read = scan.read(text)
  return {
    whole: written(read.points, read.length),
    body: written(read.points, read.bodyEnd, read.bodyStart),
    head: read.head > 0 ? written(read.points, read.head) : undefined,
    numbers: [...read.numbers],
    negated: read.negationAt >= 0,
  }
}

function written(points: Int32Array, end: number, start = 0): string {
  let text = ''
  for (let i = start; i < end; i += 1) text += String.fromCodePoint(points[i]!)
  return text
}

/**
 * The form in which texts and queries meet in full-text search: accents, letter variants, full-width forms and case are
 * folded as for comparing, but nothing is left out. Scripts without spaces come out one character at a time, so that a
 * phrase query finds any part of them.
 */
export function searchForm(text: string): string {
  let form = ''
  let gap = false
  let previous = 0
  for (const character of text.normalize('NFKC')) {
    const found = letter(character.codePointAt(0)!)
    const kind = found >> KIND
    if (kind === SILENT || kind === APOSTROPHE) continue
    if (kind !== LETTER && kind !== DIGIT) {
      gap = true
      continue
    }
    const alone = (found & UNSPACED) !== 0 || (previous & UNSPACED) !== 0
    if ((gap || alone) && form !== '') form += ' '
    form += String.fromCodePoint(found & TO)
    gap = false
    previous = found
  }
  return form
}
