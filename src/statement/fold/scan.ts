import { APOSTROPHE, AT, DIGIT, GAP, HASH, KIND, letter, LETTER, NAME, SILENT, TO, UNSPACED } from './letters.ts'
import { asciiLetter, beyondAscii, decodeEntities, endsWith, fillsOldPost, HTTP, HTTPS, thousandsMark } from './marks.ts'
import { HALF_NEGATION, JOINER, meaning, negatingCharacters, NEGATION, NUMBER, REPOST, TELLING, WORD_PRIME, WORD_SEED, wordHash } from './words.ts'

const SPACE = 32
const RT = wordHash('rt')
const NOUGHT = -1
const linkStumps = new Set(['h', 'ht', 'htt', 'http', 'https'].map(wordHash))

/**
 * One pass over a text that leaves what is compared: folded letters and digits, words parted by single spaces, without
 * repost marks, mentions and links. Its arrays are used again for the next text, so nothing here outlives the next `read`.
 */
export class Scan {
  /** Folded code points. */
  points = new Int32Array(1024)
  length = 0
  /** Where the text begins and ends when the hashtags before and after it are left off. */
  bodyStart = 0
  bodyEnd = 0
  /** How many words before the body are hashtags. */
  leadingTags = 0
  /** What a visibly cut text has in common with the whole one: its length without the cut word; 0 when it is not cut. */
  head = 0

  words = new Int32Array(256)
  starts = new Int32Array(256)
  tags = new Uint8Array(256)
  names = new Uint8Array(256)
  wordCount = 0

  numbers: number[] = []
  /** Where the first negation stands; -1 without one. */
  negationAt = -1
  /** How many there are; "no, no, no" and "ne ... pas" are one each. */
  negations = 0
  /** Everything that parts words, and after how many points it stands: in very short texts it is half of what they say. */
  gaps = new Int32Array(256)
  gapAfter = new Int32Array(256)
  gapCount = 0

  private text = ''
  private decodedLength = 0
  private at = 0
  private open = false
  private negated = false
  private hash = 0
  private tag = false
  private numberMark: number[] = []

  read(raw: string): this {
    this.reset(raw)
    const text = this.text
    let pieceLength = 0
    let pieceWords = 0
    let pieceNumbers = 0
    let ellipsisAt = -1
    let ellipsisTouches = false
    while (this.at < text.length) {
      const point = text.codePointAt(this.at)!
      const width = point > 0xffff ? 2 : 1
      const found = letter(point)
      const kind = found >> KIND
      if (kind === LETTER) {
        this.put(found)
      } else if (kind === DIGIT) {
        this.putNumber()
        continue
      } else if (kind === SILENT) {
        // as if it were not there
      } else if (kind === APOSTROPHE) {
        if (this.open && this.kindAt(this.at + 1) === LETTER) this.elide()
        else this.gap(point)
      } else if (kind === HASH) {
        this.gap(point)
        const next = this.kindAt(this.at + 1)
        this.tag = next === LETTER || next === DIGIT
      } else if (kind === AT) {
        if (this.mention()) continue
        this.gap(point)
      } else {
        if (point === 58 && text.startsWith('//', this.at + 1) && this.dropScheme()) {
          this.skipLink()
          continue
        }
        if (point === 47 && this.domainBefore(pieceLength)) {
          this.rollBack(pieceWords, pieceLength, pieceNumbers)
          this.skipLink()
          continue
        }
        if (point === 46 && text.charCodeAt(this.at + 1) === 46) {
          const touched = this.open
          this.close()
          for (; text.charCodeAt(this.at) === 46; this.at += 1) this.gap(point)
          if (ellipsisAt !== this.length) ellipsisTouches = touched
          ellipsisAt = this.length
          continue
        }
        const inTag = point === 95 && this.open && this.tags[this.wordCount] === 1
        this.gap(point)
        this.tag = inTag
        // A host name is one piece up to its path; anything but a dot or a hyphen begins a new piece.
        if (point !== 46 && point !== 45) {
          pieceLength = this.length
          pieceWords = this.wordCount
          pieceNumbers = this.numbers.length
        }
      }
      this.at += width
    }
    const endTouches = this.open
    this.close()
    this.finish(raw, ellipsisAt, ellipsisTouches, endTouches)
    return this
  }

  private reset(raw: string): void {
    let text = raw
    if (text.includes('&')) text = decodeEntities(text)
    this.decodedLength = text.length
    if (beyondAscii.test(text)) text = text.normalize('NFKC')
    this.text = text
    if (this.points.length < text.length + 2) this.points = new Int32Array(text.length * 2 + 2)
    this.length = 0
    this.wordCount = 0
    this.numbers.length = 0
    this.numberMark.length = 0
    this.negationAt = -1
    this.negations = 0
    this.negated = false
    this.gapCount = 0
    this.at = 0
    this.open = false
    this.tag = false
  }

  private kindAt(index: number): number {
    if (index >= this.text.length) return GAP
    return letter(this.text.codePointAt(index)!) >> KIND
  }

  private put(found: number): void {
    if (!this.open) this.begin(found)
    const to = found & TO
    this.points[this.length++] = to
    this.hash = Math.imul(this.hash ^ to, WORD_PRIME)
    if (found & UNSPACED && negatingCharacters.has(to)) this.negate(true)
  }

  private begin(found: number): void {
    if (this.length > 0) this.points[this.length++] = SPACE
    if (this.wordCount === this.words.length) this.grow()
    this.open = true
    this.hash = WORD_SEED
    this.starts[this.wordCount] = this.length
    this.tags[this.wordCount] = this.tag ? 1 : 0
    this.names[this.wordCount] = this.tag || found & NAME ? 1 : 0
    this.numberMark[this.wordCount] = this.numbers.length
  }

  /** Digits with their thousands marks are one number: 5,000 and 5.000 and 5 000 and 5000. */
  private putNumber(): void {
    const text = this.text
    const first = text.charCodeAt(this.at)
    const mark = text.charCodeAt(this.at - 1)
    // Minutes and decimals keep their noughts: 5:05 is not 13:05 with a 13 more.
    const behind = (mark === 58 || mark === 46 || mark === 44) && this.at > 1 && this.kindAt(this.at - 2) === DIGIT
    let value = behind && first === 48 ? NOUGHT : 0
    let digits = 0
    let group = 0
    while (this.at < text.length) {
      const point = text.codePointAt(this.at)!
      const found = letter(point)
      if (found >> KIND === DIGIT) {
        this.put(found)
        const digit = (found & TO) - 48
        value = digits < 9 ? (value * 10 + digit) | 0 : Math.imul(value ^ digit, WORD_PRIME)
        digits += 1
        group += 1
        this.at += point > 0xffff ? 2 : 1
      } else if (digits <= 12 && group <= 3 && thousandsMark(point) && this.threeDigitsAt(this.at + 1)) {
        group = 0
        this.at += 1
      } else {
        break
      }
    }
    this.numbers.push(value)
  }

  private threeDigitsAt(index: number): boolean {
    return (
      this.kindAt(index) === DIGIT &&
      this.kindAt(index + 1) === DIGIT &&
      this.kindAt(index + 2) === DIGIT &&
      this.kindAt(index + 3) !== DIGIT
    )
  }

  private close(): void {
    this.tag = false
    if (!this.open) return
    this.open = false
    const hash = this.hash
    if (this.wordCount === 0 && hash === RT) {
      this.length = 0
      return
    }
    const means = meaning.get(hash)
    if (means === undefined) {
      this.negated = false
    } else {
      if (means === NEGATION) this.negate(!this.negated)
      else if (means === HALF_NEGATION) this.negate(false)
      else if (means === TELLING) this.names[this.wordCount] = 1
      else if (means > NUMBER) this.numbers.push(means - NUMBER)
      this.negated = means === NEGATION
    }
    this.words[this.wordCount++] = hash
  }

  private negate(counts: boolean): void {
    if (counts) this.negations += 1
    if (this.negationAt < 0) this.negationAt = this.starts[this.wordCount]!
  }

  private gap(point: number): void {
    this.close()
    const blank = point === SPACE || (point >= 9 && point <= 13)
    const again = this.gapCount > 0 && this.gapAfter[this.gapCount - 1] === this.length
    if (blank && again && this.gaps[this.gapCount - 1] === SPACE) return
    if (this.gapCount === this.gaps.length) {
      this.gaps = wider(this.gaps, Int32Array)
      this.gapAfter = wider(this.gapAfter, Int32Array)
    }
    this.gaps[this.gapCount] = blank ? SPACE : point
    this.gapAfter[this.gapCount++] = this.length
  }

  /** "don't" is read as "dont", "n'est" shows a negation. */
  private elide(): void {
    if (this.length - this.starts[this.wordCount]! === 1 && this.points[this.length - 1] === 110) this.negate(false)
  }

  /** Skips @name, @name@host and @name.host, and takes back a repost mark before it. */
  private mention(): boolean {
    const text = this.text
    if (this.open) {
      if (meaning.get(this.hash) !== REPOST) return false
      this.close()
    }
    let index = this.at + 1
    const first = this.kindAt(index)
    if (first !== LETTER && first !== DIGIT && text.charCodeAt(index) !== 95) return false
    index = this.handleEnd(index)
    while (index < text.length) {
      const mark = text.charCodeAt(index)
      const next = text.charCodeAt(index + 1)
      const host = mark === 64 || mark === 46 || mark === 45
      if (!host || !(next >= 97 && next <= 122)) break
      index = this.handleEnd(index + 1)
    }
    this.at = index
    this.close()
    const last = this.wordCount - 1
    if (last >= 0 && meaning.get(this.words[last]!) === REPOST) this.rollBack(last, this.endBefore(last), this.numbers.length)
    return true
  }

  private handleEnd(from: number): number {
    let index = from
    for (;;) {
      const kind = this.kindAt(index)
      if (kind !== LETTER && kind !== DIGIT && kind !== SILENT && this.text.charCodeAt(index) !== 95) return index
      if (index >= this.text.length) return index
      index += this.text.codePointAt(index)! > 0xffff ? 2 : 1
    }
  }

  /** At "://": takes back the scheme that was read as a word, with or without letters glued before it. */
  private dropScheme(): boolean {
    if (!this.open) return false
    const start = this.starts[this.wordCount]!
    const scheme = endsWith(this.points, this.length, HTTPS) ? 5 : endsWith(this.points, this.length, HTTP) ? 4 : 0
    if (scheme === 0) return false
    if (this.length - scheme <= start) {
      this.open = false
      this.tag = false
      this.shorten(this.endBefore(this.wordCount))
    } else {
      this.length -= scheme
      this.close()
    }
    return true
  }

  /** True at "/" after something like `example.org`: a link without its scheme. */
  private domainBefore(pieceLength: number): boolean {
    if (!this.open || this.length === pieceLength) return false
    let index = this.at - 1
    let letters = 0
    while (index >= 0 && asciiLetter(this.text.charCodeAt(index))) {
      letters += 1
      index -= 1
    }
    if (letters < 2 || this.text.charCodeAt(index) !== 46) return false
    const before = this.text.charCodeAt(index - 1)
    return asciiLetter(before) || (before >= 48 && before <= 57)
  }

  private skipLink(): void {
    const text = this.text
    while (this.at < text.length) {
      const unit = text.charCodeAt(this.at)
      if (unit <= 32 || unit === 0x3000 || unit === 34 || unit === 0x201d || unit === 0x201c) return
      if (unit === 46 && text.startsWith('...', this.at)) return
      if (unit >= 0x2e80 && letter(text.codePointAt(this.at)!) >> KIND === LETTER) return
      this.at += 1
    }
  }

  private rollBack(words: number, length: number, numbers: number): void {
    this.open = false
    this.tag = false
    this.wordCount = words
    this.numbers.length = numbers
    this.shorten(length)
  }

  private shorten(length: number): void {
    this.length = length
    while (this.gapCount > 0 && this.gapAfter[this.gapCount - 1]! > length) this.gapCount -= 1
  }

  private endBefore(word: number): number {
    return word === 0 ? 0 : this.starts[word]! - 1
  }

  private finish(raw: string, ellipsisAt: number, ellipsisTouches: boolean, endTouches: boolean): void {
    const ellipsis = ellipsisAt === this.length
    if (ellipsis && this.wordCount > 1 && linkStumps.has(this.words[this.wordCount - 1]!)) {
      this.rollBack(this.wordCount - 1, this.endBefore(this.wordCount - 1), this.numbers.length)
      ellipsisAt = this.length
      ellipsisTouches = false
    }
    this.findBody()
    this.head = 0
    if (ellipsisAt >= 0 && (ellipsisAt === this.length || ellipsisAt === this.bodyEnd)) {
      this.cutAt(ellipsisAt, ellipsisTouches)
    } else if (fillsOldPost(raw.length) || fillsOldPost(this.decodedLength)) {
      this.cutAt(this.length, endTouches)
    }
  }

  private findBody(): void {
    let words = this.wordCount
    while (words > 0 && this.tags[words - 1]) words -= 1
    if (words > 0 && words < this.wordCount && meaning.get(this.words[words - 1]!) === JOINER) words += 1
    this.bodyEnd = words === this.wordCount ? this.length : this.endBefore(words)
    let leading = 0
    while (leading < words && this.tags[leading]) leading += 1
    this.leadingTags = leading < words ? leading : 0
    this.bodyStart = this.leadingTags > 0 ? this.starts[leading]! : 0
  }

  private cutAt(length: number, cutWord: boolean): void {
    let words = this.wordCount
    while (words > 0 && this.starts[words - 1]! >= length) words -= 1
    if (cutWord && words > 0) {
      words -= 1
      // A number that may have lost digits says nothing.
      if (words === this.wordCount - 1) this.numbers.length = this.numberMark[words]!
      this.head = this.endBefore(words)
    } else {
      this.head = length
    }
  }

  private grow(): void {
    this.words = wider(this.words, Int32Array)
    this.starts = wider(this.starts, Int32Array)
    this.tags = wider(this.tags, Uint8Array)
    this.names = wider(this.names, Uint8Array)
  }
}

function wider<T extends Int32Array | Uint8Array>(array: T, kind: new (length: number) => T): T {
  const next = new kind(array.length * 2)
  next.set(array)
  return next
}
