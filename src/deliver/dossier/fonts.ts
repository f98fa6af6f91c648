import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tidy } from './printable.ts'

/** The faces the template names, and no others: Typst would otherwise scan every font of the machine. */
const files = [
  'literata/400Regular/Literata_400Regular.ttf',
  'literata/500Medium/Literata_500Medium.ttf',
  'literata/600SemiBold/Literata_600SemiBold.ttf',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  'noto-naskh-arabic/500Medium/NotoNaskhArabic_500Medium.ttf',
  'noto-naskh-arabic/600SemiBold/NotoNaskhArabic_600SemiBold.ttf',
  'atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  'atkinson-hyperlegible-next/600SemiBold/AtkinsonHyperlegibleNext_600SemiBold.ttf',
  'ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  'ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf',
]

/** What stands where no font has the sign. A box is read as "something stood here". */
export const missingSign = '\u25A1'

let loaded: Buffer[] | undefined

/** The font files of a dossier, read once. */
export function fonts(): Buffer[] {
  loaded ??= files.map((file) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`))))
  return loaded
}

/** For every code point, one bit per font that has it. A megabyte, and no look-up costs more than an index. */
let covered: Uint16Array | undefined

function coverage(): Uint16Array {
  if (covered) return covered
  covered = new Uint16Array(0x110000)
  for (const [index, font] of fonts().entries()) {
    const bit = 1 << index
    for (const point of codePointsOf(font)) covered[point] = covered[point]! | bit
  }
  return covered
}

const keptInvisible = new Set([0x0A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F])
const joins = /[\p{M}\u200C\u200D]/u
const dropped = /[\u00AD\uFEFF\u2060-\u2064\uFE00-\uFE0F\u{E0000}-\u{E01EF}]/gu

/**
 * A text as the fonts can set it: each run of signs that no font has becomes one {@link missingSign}. PDF/UA refuses a
 * file with a single missing glyph, and one emoji must not cost an institution its dossier.
 */
export function settable(text: string): { text: string; missing: number; signs: number } {
  const has = coverage()
  let out = ''
  let missing = 0
  let signs = 0
  let cluster = ''
  let fontsOfCluster = 0xFFFF
  const flush = () => {
    if (!cluster) return
    if (fontsOfCluster !== 0) out += cluster
    else {
      missing++
      if (!out.endsWith(missingSign)) out += missingSign
    }
    cluster = ''
  }
  for (const sign of tidy(text).replace(dropped, '')) {
    const point = sign.codePointAt(0)!
    const mask = keptInvisible.has(point) ? 0xFFFF : has[point]!
    if (cluster && point > 0x2FF && joins.test(sign)) {
      cluster += sign
      fontsOfCluster &= mask
      continue
    }
    flush()
    cluster = sign
    fontsOfCluster = mask
    if (point > 0x20) signs++
  }
  flush()
  return { text: out, missing, signs }
}

/** The code points a TrueType font maps, from its `cmap` table (formats 4 and 12, which is what these fonts carry). */
function* codePointsOf(font: Buffer): Generator<number> {
  const tables = font.readUInt16BE(4)
  for (let t = 0; t < tables; t++) {
    const record = 12 + t * 16
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue
    const cmap = font.readUInt32BE(record + 8)
    const subtables = font.readUInt16BE(cmap + 2)
    for (let s = 0; s < subtables; s++) {
      const at = cmap + font.readUInt32BE(cmap + 4 + s * 8 + 4)
      const format = font.readUInt16BE(at)
      if (format === 4) yield* format4(font, at)
      if (format === 12) yield* format12(font, at)
    }
  }
}

function* format4(font: Buffer, at: number): Generator<number> {
  const segments = font.readUInt16BE(at + 6) / 2
  const ends = at + 14
  const starts = ends + segments * 2 + 2
  const deltas = starts + segments * 2
  const ranges = deltas + segments * 2
  for (let i = 0; i < segments; i++) {
    const end = font.readUInt16BE(ends + i * 2)
    const start = font.readUInt16BE(starts + i * 2)
    const delta = font.readUInt16BE(deltas + i * 2)
    const range = font.readUInt16BE(ranges + i * 2)
    for (let point = start; point <= end && point !== 0xFFFF; point++) {
      const raw = range === 0 ? point : font.readUInt16BE(ranges + i * 2 + range + (point - start) * 2)
      if (raw !== 0 && ((raw + delta) & 0xFFFF) !== 0) yield point
    }
  }
}

function* format12(font: Buffer, at: number): Generator<number> {
  const groups = font.readUInt32BE(at + 12)
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + i * 12
    const last = font.readUInt32BE(group + 4)
    for (let point = font.readUInt32BE(group); point <= last; point++) yield point
  }
}
