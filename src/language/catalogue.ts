import { parse } from 'csv-parse/sync'
import { csvCell, plain } from '#core/csv.ts'
import { refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { catalogueOf, faultsIn, neededForms, type Fault } from '#ui/words.ts'
import { changeLanguage, ownLanguage, type Spoken } from './language.ts'

/** How far a language is. */
export interface Standing {
  all: number
  translated: number
  /** Keys without words, in the order of the catalogue. */
  holes: string[]
}

export interface Taken {
  taken: number
  /** Keys that no screen says: of another version of Clamor, or mistyped. */
  unknown: string[]
  /** Not taken: the fallback goes on speaking there, or what was there before. */
  wrong: { key: string; text: string; faults: Fault[] }[]
}

const longestText = 5_000

export function standingOf({ words, fallback }: Pick<Spoken, 'words' | 'fallback'>): Standing {
  const keys = Object.keys(catalogueOf(fallback))
  const holes = keys.filter((key) => words[key] === undefined)
  return { all: keys.length, translated: keys.length - holes.length, holes }
}

/** The catalogue as a file of JSON: a hole is an empty text. */
export function exportJson({ words, fallback }: Spoken): string {
  return `${JSON.stringify(Object.fromEntries(Object.keys(catalogueOf(fallback)).map((key) => [key, words[key] ?? ''])), undefined, 2)}\n`
}

/**
 * The catalogue for a spreadsheet: what is said in English and in the fallback, the translation, and which forms of the plural it needs.
 * With the byte order mark without which Excel takes the file for another encoding.
 */
export function exportCsv({ tag, words, fallback }: Spoken): string {
  const [english, base] = [catalogueOf('en'), catalogueOf(fallback)]
  const forms = neededForms(tag).join(' ')
  const head = ['key', 'en', ...(fallback === 'en' ? [] : [fallback]), tag, 'plural forms']
  const rows = Object.entries(base).map(([key, text]) => [key, english[key], ...(fallback === 'en' ? [] : [text]), words[key] ?? '', /\bplural,/.test(text) ? forms : ''])
  return `\uFEFF${[head, ...rows].map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`
}

/** Takes a translated catalogue in. What is right is said at once; what is wrong is told, message by message, and left out. */
export async function importWords(house: House, actor: Actor | undefined, campaign: CampaignRef, tag: string, file: string): Promise<Taken> {
  const language = await ownLanguage(house, actor, campaign, tag)
  const given = file.trimStart().replace(/^\uFEFF/, '').startsWith('{') ? fromJson(file) : fromCsv(file, tag)
  const originals = catalogueOf(language.fallback)
  const words: Record<string, string> = {}
  const told: Taken = { taken: 0, unknown: [], wrong: [] }
  for (const [key, text] of Object.entries(given)) {
    if (text.trim() === '') continue
    if (originals[key] === undefined) {
      told.unknown.push(key)
      continue
    }
    const faults = faultsIn(text.slice(0, longestText + 1), originals[key], tag)
    if (text.length > longestText) faults.unshift({ kind: 'icu', detail: `more than ${longestText} characters` })
    if (faults.length > 0) told.wrong.push({ key, text: text.slice(0, 300), faults })
    else words[key] = text
  }
  told.taken = Object.keys(words).length
  if (told.taken > 0) await changeLanguage(house, actor, campaign, tag, { words })
  return told
}

/** `{"desk.take": "..."}`, or by slice: `{"desk": {"take": "..."}}`. */
function fromJson(file: string): Record<string, string> {
  let read: unknown
  try {
    read = JSON.parse(file.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refuse('language-file', 422, `This file is not JSON: ${(error as Error).message.slice(0, 200)}.`, { mend: 'Take the catalogue from here again and change only the texts.' })
  }
  return Object.fromEntries(
    Object.entries(read as Record<string, unknown>).flatMap(([key, value]): [string, string][] => {
      if (typeof value === 'string') return [[key, value]]
      if (typeof value !== 'object' || value === null) return []
      return Object.entries(value).flatMap(([under, text]): [string, string][] => (typeof text === 'string' ? [[`${key}.${under}`, text]] : []))
    }),
  )
}

/** A table with a column `key` and one that is called like the language. */
function fromCsv(file: string, tag: string): Record<string, string> {
  let rows: Record<string, string>[]
  try {
    rows = parse(file, { bom: true, columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()), delimiter: [',', ';', '\t'], relax_column_count: true, skip_empty_lines: true }) as Record<string, string>[]
  } catch (error) {
    throw refuse('language-file', 422, `This file cannot be read as a table: ${(error as Error).message.slice(0, 200)}.`, { mend: 'Save the spreadsheet as CSV (UTF-8).' })
  }
  if (rows.length > 0 && !(rows[0]!['key'] !== undefined && rows[0]![tag] !== undefined)) {
    throw refuse('language-columns', 422, `The table lacks the column ${rows[0]!['key'] === undefined ? '"key"' : `"${tag}"`}.`, { mend: 'Keep the first row as it was when you took the catalogue from here.' })
  }
  // A cell that a spreadsheet would have taken for a formula had an apostrophe put before it.
  return Object.fromEntries(rows.map((row) => [row['key']!.trim(), plain(row[tag] ?? '')]))
}
