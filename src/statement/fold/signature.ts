import { Hash, mix } from './hash.ts'
import { letter, UNSPACED } from './letters.ts'
import { Scan } from './scan.ts'

/** Candidates are found by 20-character shingles that begin at words: long enough that a shared one is no accident. */
export const KEY_LENGTH = 20
/** Keys that are looked up; the folder registers a text under the first few of them that are not worn out. */
export const KEYS = 12
/** The beginning that a cut copy and its whole share. */
export const HEAD_KEY_LENGTH = 40
/** Fewer characters than this and a text is only folded with its equals. */
export const TINY = 20
/** Longer texts are compared by a sample of their shingles (the smallest hashes: Broder's bottom-k sketch). */
export const SKETCH = 4096

const SHINGLE = 5

/** nothing: no letters at all; tiny: under 20 characters; short: under 20 without its hashtags; text: the rest. */
export type Kind = 'nothing' | 'tiny' | 'short' | 'text'

/** What folding needs to know of one text. Plain data: it can be made in a worker thread and passed over. */
export interface Signature {
  /** Equal texts (in their normal form) have the same one; signed 64 bits. */
  exact: bigint
  kind: Kind
  points: Int32Array
  /** Length of the part that a visibly cut text shares with its whole; 0 when it is not cut. */
  head: number
  /** Sorted distinct hashes of all 5-character shingles; with and without the hashtags around (one array if none). */
  full: Int32Array
  body: Int32Array
  /** Sorted hashes of the hashtags before the body. */
  leadingTags: Int32Array
  /** Sorted, distinct. */
  numbers: Int32Array
  /** Where the first negation stands in `points`; -1 without one. */
  negationAt: number
  negations: number
  /** Sorted hashes of all words, and of those that may be names. */
  words: Int32Array
  names: Int32Array
  /** Candidate keys, in the order in which they are to be used. */
  keys: BigInt64Array
}

const scan = new Scan()
const hash = new Hash()

/** The exact hash alone: all that a copy of a known text costs. */
export function glance(text: string): bigint {
  return exactOf(scan.read(text), text)
}

/** Everything about a text that is new. Its arrays lie in one piece of memory: six pieces cost the collector six times as much. */
export function sign(text: string): Signature {
  const read = scan.read(text)
  const exact = exactOf(read, text)
  const kind = kindOf(read)
  const compared = kind === 'short' || kind === 'text'
  const dressed = kind === 'text' && (read.bodyEnd < read.length || read.bodyStart > 0)
  const full = kind === 'text' ? fullRoom.fill(read.points, 0, read.length) : compared ? fullRoom.fill(strict, 0, strictLength) : 0
  const body = dressed ? bodyRoom.fill(read.points, read.bodyStart, read.bodyEnd) : 0
  const keys = compared ? findKeys(read, kind === 'text' ? read.bodyEnd : read.length) : 0
  const words = compared ? read.wordCount : 0
  const whole = new ArrayBuffer(keys * 8 + (read.length + full + body + words) * 4)
  let at = keys * 8
  const part = (from: Int32Array, length: number): Int32Array => {
    const copy = new Int32Array(whole, at, length)
    copy.set(from.subarray(0, length))
    at += length * 4
    return copy
  }
  const fullPart = part(fullRoom.values, full)
  return {
    exact,
    kind,
    points: part(read.points, read.length),
    head: compared ? read.head : 0,
    full: fullPart,
    body: dressed ? part(bodyRoom.values, body) : fullPart,
    leadingTags: dressed && read.leadingTags > 0 ? read.words.slice(0, read.leadingTags).sort() : none,
    numbers: read.numbers.length > 0 ? distinctOf(read.numbers) : none,
    negationAt: read.negationAt,
    negations: read.negations,
    words: compared ? part(read.words, words).sort() : none,
    names: compared ? namesOf(read) : none,
    keys: keys > 0 ? copyKeys(new BigInt64Array(whole, 0, keys)) : noKeys,
  }
}

const none = new Int32Array(0)
const noKeys = new BigInt64Array(0)

function exactOf(read: Scan, text: string): bigint {
  if (isText(read)) {
    // A cut copy and a whole text with the same letters are two texts: only the first may stand for longer ones.
    return hash.of(read.points, 0, read.length, read.head > 0 ? 1 : 0).int8
  }
  readStrictly(read)
  return strictLength > 0 ? hash.of(strict, 0, strictLength, 2).int8 : exactOfBare(text)
}

/** Nothing but links and mentions: such posts are the same when they are the same to the letter. */
function exactOfBare(text: string): bigint {
  const points = Int32Array.from(text.trim(), (character) => character.codePointAt(0)!)
  return hash.of(points, 0, points.length, 3).int8
}

/** After `exactOf`. */
function kindOf(read: Scan): Kind {
  if (isText(read)) return 'text'
  if (read.length === 0) return 'nothing'
  return strictLength < TINY ? 'tiny' : 'short'
}

/** Enough is said outside the hashtags. */
function isText(read: Scan): boolean {
  let length = read.length
  if (length < TINY) return false
  for (let word = 0; word < read.wordCount; word += 1) {
    if (!read.tags[word]) continue
    const end = word + 1 < read.wordCount ? read.starts[word + 1]! : read.length
    length -= end - read.starts[word]!
  }
  return length >= TINY
}

let strict = new Int32Array(256)
let strictLength = 0

/** Letters and signs: the form of texts so short that a sign changes what they say. Quotes around them say nothing. */
function readStrictly(read: Scan): void {
  if (strict.length < read.length + read.gapCount) strict = new Int32Array((read.length + read.gapCount) * 2)
  let length = 0
  let gap = 0
  for (let i = 0; i <= read.length; i += 1) {
    for (; gap < read.gapCount && read.gapAfter[gap]! <= i; gap += 1) {
      const sign = read.gaps[gap]!
      if (length === 0 ? openings.has(sign) : sign === SPACE && strict[length - 1] === SPACE) continue
      strict[length++] = sign
    }
    if (i === read.length) break
    if (read.points[i] !== SPACE) strict[length++] = read.points[i]!
    else if (length > 0 && strict[length - 1] !== SPACE && !openings.has(strict[length - 1]!) && strict[length - 1] !== HASH_SIGN) strict[length++] = SPACE
  }
  while (length > 0 && closings.has(strict[length - 1]!)) length -= 1
  strictLength = length
}

const SPACE = 32
const HASH_SIGN = 35
const pointsOf = (text: string): Set<number> => new Set([...text].map((character) => character.codePointAt(0)!))
const openings = pointsOf(' "“”«»\':-')
const closings = pointsOf(' "“”«»')

/** Hashes of shingles, sorted and each once; used again for the next text. */
class Shingles {
  values = new Int32Array(4096)

  /** How many there are. */
  fill(points: Int32Array, from: number, to: number): number {
    const count = to - from - SHINGLE + 1
    if (count < 1) return 0
    if (this.values.length < count) this.values = new Int32Array(count * 2)
    const { values } = this
    for (let i = 0, at = from; i < count; i += 1, at += 1) {
      let h = Math.imul(points[at]!, 0x2c1b3c6d) + points[at + 1]!
      h = Math.imul(h, 0x2c1b3c6d) + points[at + 2]!
      h = Math.imul(h, 0x2c1b3c6d) + points[at + 3]!
      h = Math.imul(h, 0x2c1b3c6d) + points[at + 4]!
      values[i] = mix(h | 0)
    }
    values.subarray(0, count).sort()
    return Math.min(leaveOut(values, count), SKETCH)
  }
}

const fullRoom = new Shingles()
const bodyRoom = new Shingles()

/** Moves sorted values together so that each stands once; returns how many are left. */
function leaveOut(values: Int32Array, count: number): number {
  let kept = 0
  for (let i = 0; i < count; i += 1) {
    if (i === 0 || values[i] !== values[kept - 1]) values[kept++] = values[i]!
  }
  return kept
}

function distinctOf(numbers: number[]): Int32Array {
  const values = Int32Array.from(numbers).sort()
  return values.slice(0, leaveOut(values, values.length))
}

function namesOf(read: Scan): Int32Array {
  const names: number[] = []
  for (let word = 0; word < read.wordCount; word += 1) if (read.names[word]) names.push(read.words[word]!)
  return names.length > 0 ? Int32Array.from(names).sort() : none
}

const keyHigh = new Int32Array(KEYS)
const keyLow = new Int32Array(KEYS)

/**
 * The smallest hashes of the shingles that begin at a word, after the hash of the beginning. Words are where an edit leaves
 * the text next to it alone; scripts without spaces have, instead of words, those places whose next two characters hash to
 * a multiple of four, which are the same places in every copy.
 */
function findKeys(read: Scan, end: number): number {
  const points = read.points
  let found = 0
  const offer = (from: number): void => {
    hash.of(points, from, Math.min(from + KEY_LENGTH, end), 4)
    const high = hash.high
    const low = hash.low
    let place = found
    while (place > 0 && (keyHigh[place - 1]! > high || (keyHigh[place - 1] === high && keyLow[place - 1]! > low))) place -= 1
    if (place > 0 && keyHigh[place - 1] === high && keyLow[place - 1] === low) return
    if (place === KEYS) return
    if (found < KEYS) found += 1
    for (let i = found - 1; i > place; i -= 1) {
      keyHigh[i] = keyHigh[i - 1]!
      keyLow[i] = keyLow[i - 1]!
    }
    keyHigh[place] = high
    keyLow[place] = low
  }
  const last = end - KEY_LENGTH
  for (let word = 0; word < read.wordCount; word += 1) {
    const start = read.starts[word]!
    if (start > last) break
    offer(start)
  }
  for (let i = 1; i <= last; i += 1) {
    if (letter(points[i]!) & UNSPACED && (mix(Math.imul(points[i]!, 31) + points[i + 1]!) & 3) === 0) offer(i)
  }
  if (found === 0) offer(0)
  keysFound = found
  keysWithHead = read.length >= HEAD_KEY_LENGTH
  if (keysWithHead) {
    hash.of(points, 0, HEAD_KEY_LENGTH, 5)
    headHigh = hash.high
    headLow = hash.low
  }
  return found + (keysWithHead ? 1 : 0)
}

let keysFound = 0
let keysWithHead = false
let headHigh = 0
let headLow = 0

/** What `findKeys` has found. */
function copyKeys(keys: BigInt64Array): BigInt64Array {
  const view = new Int32Array(keys.buffer, keys.byteOffset, keys.length * 2)
  let at = 0
  if (keysWithHead) {
    view[at++] = headLow
    view[at++] = headHigh
  }
  for (let i = 0; i < keysFound; i += 1) {
    view[at++] = keyLow[i]!
    view[at++] = keyHigh[i]!
  }
  return keys
}
