/**
 * What each code point becomes before texts are compared. One number per code point, filled in when the code point is
 * first met: nothing to compute at start, and any script works without a list of scripts.
 *
 * Layout: bits 0-20 the code point it becomes, bit 21 "may begin a name", bit 22 "script without spaces", bits 24-26 kind.
 */
export const GAP = 1 // spaces, punctuation, symbols, emoji: they part words and are otherwise not compared
export const LETTER = 2
export const DIGIT = 3
export const SILENT = 4 // accents, vowel points, zero-width and bidi characters: as if they were not there
export const HASH = 5
export const AT = 6
export const APOSTROPHE = 7

export const TO = 0x1fffff
export const NAME = 1 << 21
export const UNSPACED = 1 << 22
export const KIND = 24

const known = new Int32Array(0x110000)

/** Looks a code point up. The text is expected to be in NFKC, so full-width and presentation forms are gone already. */
export function letter(point: number): number {
  return known[point] || (known[point] = classify(point))
}

const silent = /[\p{Cf}\p{Cc}\u034f\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]/u
const skinTone = /\p{Emoji_Modifier}/u
const gapLike = /[\t\n\v\f\r\u0085]/
const word = /[\p{L}\p{M}]/u
const digit = /\p{Nd}/u
const otherNumber = /\p{N}/u
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}\p{scx=Bopomofo}]/u
const capitalOrCaseless = /[\p{Lu}\p{Lt}\p{Lo}]/u

/** Letters that one person types one way and another the other way, and that no accent table folds: from, to. */
const variants = new Map(
  'أا إا آا ٱا ىي یي ئي ؤو ةه ۀه ہه ھه کك ڪك ıi øo đd łl ħh ŧt ßs æa œo ςσ'.split(' ').map((pair) => [...pair] as [string, string]),
)

function classify(point: number): number {
  const character = String.fromCodePoint(point)
  if (gapLike.test(character)) return make(GAP, 32)
  if (point >= 0xd800 && point <= 0xdfff) return make(GAP, 32)
  if (silent.test(character)) return make(SILENT, 32)
  if (character === '#') return make(HASH, 32)
  if (character === '@') return make(AT, 32)
  if (/['\u2019\u2018\u02bc`´]/u.test(character)) return make(APOSTROPHE, 32)
  if (digit.test(character)) return make(DIGIT, 48 + digitValue(point))
  if (otherNumber.test(character)) return make(LETTER, point)
  if (skinTone.test(character)) return make(SILENT, 32)
  if (!word.test(character)) return make(GAP, 32)
  let flags = 0
  if (capitalOrCaseless.test(character)) flags |= NAME
  if (unspaced.test(character)) flags |= UNSPACED
  return make(LETTER, base(character)) | flags
}

function base(character: string): number {
  const lower = character.toLowerCase()
  const variant = variants.get(lower) ?? variants.get(character)
  if (variant) return variant.codePointAt(0)!
  const point = lower.codePointAt(0)!
  // Accents fold in alphabets where they are marks on a letter; taken apart, Hangul, Devanagari or kana would become
  // other, longer texts.
  const folds = point < 0x250 || (point >= 0x370 && point < 0x530) || (point >= 0x1e00 && point < 0x2000)
  if (!folds) return point
  const bare = lower.normalize('NFD').codePointAt(0)!
  return variants.get(String.fromCodePoint(bare))?.codePointAt(0) ?? bare
}

/** Decimal digits stand in runs of ten that begin at zero, in every script. */
function digitValue(point: number): number {
  let before = 0
  while (digit.test(String.fromCodePoint(point - before - 1))) before += 1
  return before % 10
}

function make(kind: number, to: number): number {
  return (kind << KIND) | to
}
