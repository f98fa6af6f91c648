/** What a file is, from its first bytes: nobody is asked for what the file itself says. */
import { refuse, type Refusal } from '#core/index.ts'
import { cellsOf, delimiterOf, headRows, saidDelimiter } from '#core/table/index.ts'
import { columnsOf } from './columns.ts'
import { ElementSplitter } from './elements.ts'
import { object, parseJson } from './json.ts'
import { isMastodon } from './mastodon.ts'
import { isActivity } from './outbox.ts'
import { isSurface } from './surface.ts'
import { isLegacyX } from './x-legacy.ts'
import { isX } from './x.ts'

export const formats = ['csv', 'xlsx', 'jsonl', 'json', 'x', 'x-archive', 'mastodon', 'ushahidi'] as const
export type Format = (typeof formats)[number]

export interface Shape {
  format: Format
  /** How records are told apart. */
  split: 'rows' | 'lines' | 'elements'
  delimiter: string
}

const signatures: [name: string, bytes: number[], mend: string][] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47], ''],
  ['a JPEG picture', [0xff, 0xd8, 0xff], ''],
  ['a GIF picture', [0x47, 0x49, 0x46, 0x38], ''],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46], ''],
  ['packed with gzip', [0x1f, 0x8b], 'Unpack it first (gunzip).'],
  ['an old Excel or Word file, or one protected by a password', [0xd0, 0xcf, 0x11, 0xe0], 'Save the sheet as XLSX or CSV.'],
  ['packed with bzip2', [0x42, 0x5a, 0x68], 'Unpack it first (bunzip2).'],
  ['packed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'Unpack it first (unxz).'],
  ['packed with zstd', [0x28, 0xb5, 0x2f, 0xfd], 'Unpack it first (unzstd).'],
  ['an SQLite database', [...Buffer.from('SQLite format 3')], ''],
]

const readable = `Clamor reads CSV, XLSX, JSON lines, JSON, and the exports of X, Mastodon and Ushahidi.`

/** Refuses what is certainly no text. `wide`: NUL bytes are normal in UTF-16. */
export function refuseBinary(head: Buffer, wide: boolean): void {
  if (head.length === 0) throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
  for (const [name, bytes, mend] of signatures) {
    if (bytes.every((byte, index) => head[index] === byte))
      throw refuse('file-not-text', 415, `The file is ${name}, not a text.`, { mend: mend || readable })
  }
  if (wide) return
  let strange = 0
  for (const byte of head)
    if (
      byte === 0 ||
      (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b)
    )
      strange++
  // A text with some NUL bytes is read, and the records that hold them are refused one by one.
  if (strange > head.length * 0.1) throw refuse('file-not-text', 415, 'The file is not a text.', { mend: readable })
}

/** `head`: decoded, in UTF-8. */
export function shapeOf(head: Buffer, whole: boolean, asked?: Format): Shape {
  const start = head.toString('utf8', 0, 4096).trimStart()
  if (start === '')
    throw refuse('file-empty', 422, 'There is nothing but blanks at the beginning of the file.', {
      mend: 'Choose another file.',
    })
  if (/^(window\.)?[\w$]+(\.[\w$]+)*\s*=\s*\[/.test(start))
    return { format: 'x-archive', split: 'elements', delimiter: ',' }
  if (asked === 'csv' || asked === 'ushahidi' || !/^[[{]/.test(start)) {
    if (asked && asked !== 'csv' && asked !== 'ushahidi')
      throw refuse('not-that-format', 422, `The file is not ${asked}: it does not begin with a bracket.`, {
        mend: 'Leave --format out to have it found out.',
      })
    return tableShape(head, whole, asked)
  }
  const split = start[0] === '{' && linewise(head) ? 'lines' : 'elements'
  const format = asked ?? jsonFormat(head, whole, split)
  return { format: format === 'jsonl' && split === 'elements' && !asked ? 'json' : format, split, delimiter: ',' }
}

/** Each line is a JSON object of its own. When the first line is longer than the head, it is a document. */
function linewise(head: Buffer): boolean {
  const text = head.toString('utf8')
  const start = text.search(/\S/)
  const end = text.indexOf('\n', start)
  const line = text.slice(start, end < 0 ? text.length : end).trim()
  // `{` alone on its line opens a document over many lines; a broken first line is one record and does not decide for
  // the rest.
  return line.length > 1 && (isJson(line) || (end >= 0 && /\}\s*$/.test(line)))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function jsonFormat(head: Buffer, whole: boolean, split: 'lines' | 'elements'): Format {
  let firstKeys: string | undefined
  for (const value of firstValues(head, split)) {
    const found = object(value)
    if (!found) continue
    if (object(found.tweet) && isLegacyX(found)) return 'x-archive'
    if (isLegacyX(found) || isX(found)) return 'x'
    if (isMastodon(found) || isActivity(found)) return 'mastodon'
    if (isSurface(found)) return split === 'lines' ? 'jsonl' : 'json'
    firstKeys ??= Object.keys(found).slice(0, 12).join(', ')
  }
  if (firstKeys === undefined && !whole) return split === 'lines' ? 'jsonl' : 'json'
  throw unknownForm(firstKeys)
}

function unknownForm(keys: string | undefined): Refusal {
  const found =
    keys === undefined ? 'none of its first records is an object' : `its first record has the fields ${keys}`
  return refuse('unknown-form', 422, `The file is JSON, but not in a form that is known: ${found}.`, {
    mend: 'Each record needs at least "text", and an "id".',
  })
}

function* firstValues(head: Buffer, split: 'lines' | 'elements'): Generator<unknown> {
  const texts =
    split === 'lines'
      ? head.toString('utf8').split('\n').slice(0, 20)
      : new ElementSplitter()
          .push(head)
          .filter((element) => !element.reject && !element.path.startsWith('includes') && element.path !== 'end')
          .slice(0, 20)
          .map((element) => element.bytes.toString('utf8'))
  for (const text of texts) {
    try {
      yield parseJson(text)
    } catch {
      continue
    }
  }
}

function tableShape(head: Buffer, whole: boolean, asked: Format | undefined): Shape {
  const delimiter = saidDelimiter(head) ?? delimiterOf(head, whole, knownHeader)
  const header = cellsOf(headRows(head, delimiter, whole)[0] ?? '', delimiter).map((name) => name.trim().toUpperCase())
  const ushahidi = header.includes('INCIDENT TITLE') && header.includes('DESCRIPTION')
  return { format: asked ?? (ushahidi ? 'ushahidi' : 'csv'), split: 'rows', delimiter }
}

function knownHeader(header: string[]): boolean {
  try {
    return Object.keys(columnsOf(header, []).columns).length > 1
  } catch {
    return false
  }
}
