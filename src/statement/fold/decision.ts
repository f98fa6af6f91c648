import { SKETCH, type Signature } from './signature.ts'

/** At least this alike, texts say the same thing. */
export const SAME = 0.8
/** Enough where a single word was exchanged that is neither a name, nor a number, nor a negation. */
export const SAME_BUT_ONE_WORD = 0.65
const WORDS_FOR_THAT = 8
/** From here on another name does not part them any more. */
export const SAME_WHATEVER_NAMES = 0.85
/** What texts of one statement have in common at the least, also along chains. */
export const KIN = 0.45
/** What a statement's first text has in common with every text that joins. */
export const KIN_OF_FOUNDER = 0.5
/** Characters that a cut copy must share with its whole. 60 as people count them; ours leave out signs and links. */
export const CUT_LENGTH = 48

export type Reason = 'equal' | 'near' | 'cut' | 'numbers' | 'negation' | 'name' | 'too-short' | 'unlike'

export interface Verdict {
  together: boolean
  reason: Reason
  likeness: number
}

/** Whether two texts say the same thing, and why (not). Symmetric. */
export function alike(a: Signature, b: Signature): Verdict {
  if (a.exact === b.exact) return verdict(true, 'equal', 1)
  if (!comparable(a) || !comparable(b)) return verdict(false, 'too-short', 0)
  return judged(a, b, resemblance(a, b))
}

function judged(a: Signature, b: Signature, likeness: number): Verdict {
  const cut = isCutOf(a, b) || isCutOf(b, a)
  if (cut && likeness < SAME_WHATEVER_NAMES) return verdict(true, 'cut', likeness)
  if (cut) return verdict(true, 'near', likeness)
  if (likeness < KIN) return verdict(false, 'unlike', likeness)
  if (numbersDiffer(a.numbers, b.numbers)) return verdict(false, 'numbers', likeness)
  if (negationDiffers(a, b)) return verdict(false, 'negation', likeness)
  if (a.kind === 'short' || b.kind === 'short') {
    return likeness >= SAME_WHATEVER_NAMES ? verdict(true, 'near', likeness) : verdict(false, 'too-short', likeness)
  }
  if (likeness >= SAME_WHATEVER_NAMES) return verdict(true, 'near', likeness)
  if (likeness < SAME && !(likeness >= SAME_BUT_ONE_WORD && oneWordDiffers(a, b))) return verdict(false, 'unlike', likeness)
  return namesDiffer(a, b) ? verdict(false, 'name', likeness) : verdict(true, 'near', likeness)
}

function verdict(together: boolean, reason: Reason, likeness: number): Verdict {
  return { together, reason, likeness }
}

/** Whether two statements may become one as far as these two of their texts go. */
export function mergeable(found: Verdict): boolean {
  return found.together || ((found.reason === 'unlike' || found.reason === 'name') && found.likeness >= KIN)
}

/** Whether both may stand in one statement although neither is a copy of the other. */
export function kin(found: Verdict, least: number): boolean {
  if (found.together) return found.reason === 'cut' || found.likeness >= least
  if (found.reason === 'numbers' || found.reason === 'negation') return found.likeness >= least && found.likeness < SAME
  return (found.reason === 'unlike' || found.reason === 'name') && found.likeness >= least
}

/**
 * `alike` of one text with many: its shingles stand in a table, and those of the others are looked up there. Walking two sorted lists
 * side by side takes five times as long.
 */
export class Comparison {
  private readonly values = new Int32Array(PLACES)
  /** 0: empty; 1: of the whole text; 3: also of its body. */
  private readonly marks = new Uint8Array(PLACES)
  private readonly taken = new Int32Array(MOST)
  private count = 0
  private signature: Signature | undefined

  with(signature: Signature): void {
    for (let i = 0; i < this.count; i += 1) this.marks[this.taken[i]!] = 0
    this.count = 0
    this.signature = signature
    const { full, body } = signature
    if (full.length > MOST) return
    const mark = full === body ? 3 : 1
    for (let i = 0; i < full.length; i += 1) {
      const place = this.placeOf(full[i]!)
      this.values[place] = full[i]!
      this.marks[place] = mark
      this.taken[this.count++] = place
    }
    if (full !== body) for (let i = 0; i < body.length; i += 1) this.marks[this.placeOf(body[i]!)] = 3
  }

  alike(other: Signature): Verdict {
    const signature = this.signature!
    if (signature.exact === other.exact || !comparable(signature) || !comparable(other)) return alike(signature, other)
    if (signature.full.length > MOST || other.full.length >= SKETCH) return alike(signature, other)
    return judged(signature, other, resemblance(signature, other, this))
  }

  /** Jaccard similarity of the whole texts (1) or of their bodies (2). */
  jaccard(part: 1 | 2, mine: Int32Array, others: Int32Array): number {
    let common = 0
    for (let i = 0; i < others.length; i += 1) {
      const mark = this.marks[this.placeOf(others[i]!)]!
      if ((mark & part) !== 0) common += 1
    }
    return common === 0 ? 0 : common / (mine.length + others.length - common)
  }

  /** Where the value stands, or the empty place where it would. */
  private placeOf(value: number): number {
    let place = value & (PLACES - 1)
    while (this.marks[place] !== 0 && this.values[place] !== value) place = (place + 1) & (PLACES - 1)
    return place
  }
}

const PLACES = 4096
const MOST = 2048

function comparable(signature: Signature): boolean {
  return signature.kind === 'text' || signature.kind === 'short'
}

/** Jaccard similarity of the 5-character shingles, with or without the hashtags around, whichever is more. */
export function resemblance(a: Signature, b: Signature, of?: Comparison): number {
  const whole = of ? of.jaccard(1, a.full, b.full) : jaccard(a.full, b.full)
  if (a.body === a.full && b.body === b.full) return whole
  if (a.kind === 'short' || b.kind === 'short') return whole
  // A hashtag that was moved or left off is dress; two different ones at the beginning may be what the texts are about.
  if (lacks(b.words, a.leadingTags) && lacks(a.words, b.leadingTags)) return whole
  return Math.max(whole, of ? of.jaccard(2, a.body, b.body) : jaccard(a.body, b.body))
}

function jaccard(a: Int32Array, b: Int32Array): number {
  if (a.length === SKETCH || b.length === SKETCH) return sketched(a, b)
  let common = 0
  let i = 0
  let j = 0
  const aLength = a.length
  const bLength = b.length
  while (i < aLength && j < bLength) {
    const x = a[i]!
    const y = b[j]!
    if (x === y) common += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
  }
  return common === 0 ? 0 : common / (aLength + bLength - common)
}

/** The share of common hashes among the smallest of both together (Broder 1997). */
function sketched(a: Int32Array, b: Int32Array): number {
  let common = 0
  let seen = 0
  let i = 0
  let j = 0
  while (seen < SKETCH && (i < a.length || j < b.length)) {
    const x = i < a.length ? a[i]! : Infinity
    const y = j < b.length ? b[j]! : Infinity
    if (x === y) common += 1
    if (x <= y) i += 1
    if (y <= x) j += 1
    seen += 1
  }
  return common / seen
}

function isCutOf(cut: Signature, whole: Signature): boolean {
  const head = cut.head
  if (head < CUT_LENGTH || whole.points.length < head) return false
  for (let i = head - 1; i >= 0; i -= 1) if (cut.points[i] !== whole.points[i]) return false
  return true
}

/** Each has a number that the other lacks. */
function numbersDiffer(a: Int32Array, b: Int32Array): boolean {
  return a.length > 0 && b.length > 0 && lacks(b, a) && lacks(a, b)
}

function oneWordDiffers(a: Signature, b: Signature): boolean {
  const words = Math.min(a.words.length, b.words.length)
  return words >= WORDS_FOR_THAT && missing(a.words, b.words) <= 1 && missing(b.words, a.words) <= 1
}

/** How many of sorted `part` sorted `whole` lacks. */
function missing(whole: Int32Array, part: Int32Array): number {
  let count = 0
  let i = 0
  for (const value of part) {
    while (i < whole.length && whole[i]! < value) i += 1
    if (i === whole.length || whole[i] !== value) count += 1
    else i += 1
  }
  return count
}

/** Sorted `whole` lacks something of sorted `part`. */
function lacks(whole: Int32Array, part: Int32Array): boolean {
  let i = 0
  for (const value of part) {
    while (i < whole.length && whole[i]! < value) i += 1
    if (i === whole.length || whole[i] !== value) return true
  }
  return false
}

/** Only one says no, or says it once more, and not where the other was cut off. */
function negationDiffers(a: Signature, b: Signature): boolean {
  if (a.negationAt >= 0 === b.negationAt >= 0) return a.negations !== b.negations && a.head === 0 && b.head === 0
  const [saying, silent] = a.negationAt >= 0 ? [a, b] : [b, a]
  return silent.head === 0 || saying.negationAt < silent.head - CUT_SLACK
}

/** An edit before the cut moves what stands behind it by so many characters at most. */
const CUT_SLACK = 12

/** Each has a word that may be a name and that the other lacks. */
function namesDiffer(a: Signature, b: Signature): boolean {
  return lacks(b.words, a.names) && lacks(a.words, b.names)
}

/** Whether a representative already says all that keeps other texts away or stands for longer ones. */
export function saysAsMuch(known: Signature, signature: Signature): boolean {
  if (signature.head > 0 && known.head === 0) return false
  if (signature.negationAt >= 0 !== known.negationAt >= 0) return false
  return sameNumbers(known.numbers, signature.numbers)
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}
