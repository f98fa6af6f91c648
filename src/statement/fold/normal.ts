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
  const plain = text.normalize('NFKC')
  // A letter comes out as one; at most a space before each.
  if (units.length < plain.length * 2) [units, bytes] = [new Uint16Array(plain.length * 4), Buffer.allocUnsafeSlow(plain.length * 4)]
  let length = 0
  let wide = 0
  let gap = false
  let previous = 0
  for (let at = 0; at < plain.length; at += 1) {
    const point = plain.codePointAt(at)!
    if (point > 0xffff) at += 1
    const found = letter(point)
    const kind = found >> KIND
    if (kind === SILENT || kind === APOSTROPHE) continue
    if (kind !== LETTER && kind !== DIGIT) {
      gap = true
      continue
    }
    const alone = (found & UNSPACED) !== 0 || (previous & UNSPACED) !== 0
    if ((gap || alone) && length > 0) units[length++] = SPACE
    const to = found & TO
    wide |= to
    if (to > 0xffff) units[length++] = 0xd7c0 + (to >> 10)
    units[length++] = to > 0xffff ? 0xdc00 + (to & 0x3ff) : to
    gap = false
    previous = found
  }
  return wide > 0xff ? Buffer.from(units.buffer, 0, length * 2).toString('utf16le') : narrow(length)
}

const SPACE = 32
// Used again: putting a string together letter by letter takes 32 bytes for each of them.
let units = new Uint16Array(4_096)
let bytes = Buffer.allocUnsafeSlow(4_096)

function narrow(length: number): string {
  for (let i = 0; i < length; i += 1) bytes[i] = units[i]!
  return bytes.toString('latin1', 0, length)
}
