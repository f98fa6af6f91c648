import { SKETCH, type Signature } from './signature.ts'
import { CUT_LENGTH, SAME_BUT_ONE_WORD } from './decision.ts'
import { Hash, mix } from './hash.ts'

/*
 * What is known of a text without its words, in 80 bytes: which of 512 bits its shingles fall on, how many there are, its beginning, and
 * which of thirty bits its numbers fall on.
 * A bit that only one of two texts has stands for a shingle that only that one has, so the bits bound what both can have in common: of
 * the texts that share a turn of phrase nearly all are ruled out by it, and need not be fetched.
 */
const BITMAP = 16
const FULL = 16
const BODY = 17
/** Hash of the first 48 characters; 0 where there are fewer. */
const HEAD = 18
const FLAGS = 19
const WORDS = 20

const CUT = 1
/** Of a very long text only some shingles are compared: nothing is ruled out. */
const SAMPLED = 2
/** Above these two stands, for each number of the text, one of thirty bits; none in outlines from before there were such. */
const NUMBERS = ~3

const hash = new Hash()

/** Little-endian, as every machine that node runs on is. */
export function outlineOf(signature: Signature): Int32Array {
  const outline = new Int32Array(WORDS)
  const { full, body, points, head } = signature
  for (let i = 0; i < full.length; i += 1) outline[(full[i]! >>> 5) & 15]! |= 1 << (full[i]! & 31)
  outline[FULL] = full.length
  outline[BODY] = body.length
  outline[HEAD] = points.length >= CUT_LENGTH ? hash.of(points, 0, CUT_LENGTH, 6).low | 1 : 0
  outline[FLAGS] = (head >= CUT_LENGTH ? CUT : 0) | (full.length >= SKETCH ? SAMPLED : 0)
  for (const number of signature.numbers) outline[FLAGS]! |= 1 << (2 + ((mix(number) >>> 0) % 30))
  return outline
}

/**
 * Outlines of texts met lately with the statements they stand for, each in the place of its number: what is met again throws out what was
 * there. It begins small, since most campaigns are.
 */
export class Outlines {
  private readonly most: number
  private places = 0
  private numbers = new Float64Array(0)
  private statements = new Float64Array(0)
  private words = new Int32Array(0)

  /** `most`: a power of two. */
  constructor(most: number) {
    this.most = most
    this.grow(Math.min(most, 4_096))
  }

  has(number: number): boolean {
    return this.numbers[number % this.places] === number
  }

  /** As it was remembered; undefined where it is not known. */
  statementOf(number: number): number | undefined {
    const statement = this.statements[number % this.places]!
    return this.has(number) && statement >= 0 ? statement : undefined
  }

  set(number: number, outline: Int32Array, statement: number): void {
    if (number >= this.places && this.places < this.most) this.grow(Math.min(this.most, 2 ** Math.ceil(Math.log2(number + 1))))
    this.put(number, outline, statement)
  }

  /** Texts have changed places between statements: their outlines are as right as before. */
  forgetStatements(): void {
    this.statements.fill(-1)
  }

  /** True if `alike` is certain to part the text with this outline from that of the number. */
  ruleOut(outline: Int32Array, number: number): boolean {
    return this.has(number) && ruledOut(outline, this.words, (number % this.places) * WORDS)
  }

  private grow(places: number): void {
    const { numbers, words, statements } = this
    this.places = places
    this.numbers = new Float64Array(places).fill(-1)
    this.statements = new Float64Array(places).fill(-1)
    this.words = new Int32Array(places * WORDS)
    numbers.forEach((number, place) => number >= 0 && this.put(number, words.subarray(place * WORDS, (place + 1) * WORDS), statements[place]!))
  }

  private put(number: number, outline: Int32Array, statement: number): void {
    const place = number % this.places
    this.numbers[place] = number
    this.statements[place] = statement
    this.words.set(outline, place * WORDS)
  }
}

/** True if `alike` is certain to part the texts with these outlines; the second begins at `from`. */
export function ruledOut(a: Int32Array, b: Int32Array, from = 0): boolean {
  const flags = a[FLAGS]! | b[from + FLAGS]!
  if ((flags & SAMPLED) !== 0) return false
  if ((flags & CUT) !== 0 && a[HEAD] === b[from + HEAD]) return false
  const common = a[FLAGS]! & b[from + FLAGS]!
  // Each has a number that the other lacks.
  if (((a[FLAGS]! & ~common) & NUMBERS) !== 0 && ((b[from + FLAGS]! & ~common) & NUMBERS) !== 0) return true
  let onlyA = 0
  let onlyB = 0
  for (let i = 0; i < BITMAP; i += 1) {
    const x = a[i]!
    const y = b[from + i]!
    onlyA += bitsIn(x & ~y)
    onlyB += bitsIn(y & ~x)
  }
  const shared = Math.min(a[FULL]! - onlyA, b[from + FULL]! - onlyB)
  const whole = shared / (a[FULL]! + b[from + FULL]! - shared)
  if (whole >= SAME_BUT_ONE_WORD) return false
  const bodies = Math.min(a[BODY]!, b[from + BODY]!, shared)
  return bodies / (a[BODY]! + b[from + BODY]! - bodies) < SAME_BUT_ONE_WORD
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
