/** One sheet of an XLSX workbook as rows of texts. Runs in the thread of worker.ts, and in tests. */
import { readSheet } from 'read-excel-file/universal'
import { refuse } from '../refusal.ts'
import { sheetBounds } from './bounds.ts'
import { broken, entriesOf, stored, tooLarge, unpack, type Entry } from './zip.ts'

export interface SheetRow {
  /** As the spreadsheet numbers its rows, from 1. */
  line: number
  cells: string[]
}

export interface Workbook {
  sheet: string
  /** Names of all visible sheets. */
  sheets: string[]
  /** Rows that hold something. */
  rows: SheetRow[]
  /** How many whole numbers are longer than the 15 digits that a spreadsheet keeps: ids that are no longer what they were. */
  rounded: number
}

/** `wanted`: name of a sheet, or its number from 1; else the first that is visible. Formulas give the value they had when the file was saved, or nothing. */
export async function readWorkbook(file: Buffer, wanted?: string): Promise<Workbook> {
  if (file.length > sheetBounds.bytes) throw tooLarge()
  const entries = entriesOf(file)
  refuseOthers(file, entries)
  const sheets = sheetsOf(file, entries)
  const sheet = wanted === undefined ? (sheets.find((one) => one.visible) ?? sheets[0]) : (sheets.find((one) => one.name === wanted) ?? sheets[Number(wanted) - 1])
  if (!sheet) {
    if (wanted === undefined) throw broken()
    throw refuse('sheet-unknown', 422, `There is no sheet "${wanted.slice(0, 40)}".`, { mend: `Its sheets are: ${sheets.slice(0, 20).map((one) => one.name).join(', ')}.` })
  }
  const needed = [...fixed, ...(sheets.parts ?? []), sheet.path].flatMap((name) => entries.get(name) ?? [])
  const parts = unpacked(file, needed)
  checkExtent(parts.at(-1)!.bytes)
  let rounded = 0
  const cells = await cellsOf(stored(parts), sheet.name, () => (rounded += 1))
  return { sheet: sheet.name, sheets: sheets.filter((one) => one.visible).map((one) => one.name), rows: rowsOf(cells), rounded }
}

/** What looks like a workbook and is none that is read here. */
function refuseOthers(file: Buffer, entries: Map<string, Entry>): void {
  const names = [...entries.keys()]
  const types = entries.get('[Content_Types].xml')
  const macros = names.some((name) => /vbaProject\.bin$/i.test(name)) || (types && types.unpacked < 1024 ** 2 && /macroEnabled/i.test(unpack(file, types).toString('latin1')))
  if (macros) throw refuse('sheet-macros', 415, 'The spreadsheet holds macros, programs that run when it is opened.', { mend: 'Save it as XLSX without macros, or as CSV.' })
  if (entries.has('xl/workbook.xml')) return
  const kind = names.includes('xl/workbook.bin') ? 'a binary Excel file' : names.includes('content.xml') ? 'a LibreOffice file' : names.includes('word/document.xml') ? 'a Word document' : 'a ZIP archive'
  throw refuse('file-not-text', 415, `The file is ${kind}, not a text and not an XLSX spreadsheet.`, { mend: 'Unpack it, or save the sheet as XLSX or CSV.' })
}

const fixed = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']

type Sheets = { name: string; path: string; visible: boolean }[] & { parts?: string[] }

/** Which parts belong to which sheet; what stands in them is left to the library. */
function sheetsOf(file: Buffer, entries: Map<string, Entry>): Sheets {
  const [book, links] = unpacked(file, fixed.map((name) => entries.get(name) ?? missing())).map(({ bytes }) => bytes.toString('utf8'))
  const targets = new Map<string, { type: string; path: string }>()
  for (const [tag] of links!.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    const target = attribute(tag, 'Target') ?? ''
    targets.set(attribute(tag, 'Id') ?? '', { type: attribute(tag, 'Type') ?? '', path: target.startsWith('/') ? target.slice(1) : `xl/${target}` })
  }
  const sheets: Sheets = []
  for (const [tag] of book!.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)) {
    const target = targets.get(attribute(tag, '\\w+:id') ?? '')
    if (target && /\/worksheet$/.test(target.type)) sheets.push({ name: attribute(tag, 'name') ?? '', path: target.path, visible: !/hidden/i.test(attribute(tag, 'state') ?? '') })
  }
  sheets.parts = [...targets.values()].filter(({ type }) => /\/(sharedStrings|styles)$/.test(type)).map(({ path }) => path)
  return sheets
}

function missing(): never {
  throw broken()
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  const text = found?.[1] ?? found?.[2]
  return text?.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi, (_, decimal, hex, name) =>
    name ? { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[String(name).toLowerCase()]! : String.fromCodePoint(Math.min(Number(decimal ?? `0x${hex}`), 0x10ffff)))
}

function unpacked(file: Buffer, entries: Entry[]): { name: string; bytes: Buffer }[] {
  if (entries.reduce((sum, one) => sum + one.unpacked, 0) > sheetBounds.unpacked) throw tooLarge()
  return entries.map((entry) => {
    const bytes = unpack(file, entry)
    // No spreadsheet program writes one; whoever does wants entities to be replaced by something else.
    if (bytes.includes('<!DOCTYPE') || bytes.includes('<!ENTITY')) throw broken()
    return { name: entry.name, bytes }
  })
}

/** One cell far away makes the library fill all rows and columns before it with nothing. */
function checkExtent(sheet: Buffer): void {
  const part = 1024 ** 2
  let rows = 0
  for (let at = 0; at < sheet.length; at += part) {
    // A tag may be cut in two: the next part begins a little earlier.
    const text = sheet.toString('latin1', Math.max(0, at - 200), at + part)
    for (const [, tag, letters, number] of text.matchAll(/<(?:\w+:)?(row|c)\s[^>]{0,100}?\br="([A-Z]*)(\d+)"/g)) {
      if (tag === 'row') rows += 1
      if (letters!.length > 3 || number!.length > 7 || Number(number) > 1_048_576 || rows > sheetBounds.rows * 1.1 || columnOf(letters!) > sheetBounds.columns) throw tooLarge()
    }
  }
}

const columnOf = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

type Value = string | boolean | Date | null

async function cellsOf(archive: Buffer, sheet: string, round: () => void): Promise<Value[][]> {
  const parseNumber = (text: string): string => numberText(text, round)
  try {
    const bytes = archive.buffer.slice(archive.byteOffset, archive.byteOffset + archive.length) as ArrayBuffer
    return (await readSheet<string>(bytes, sheet, { trim: false, parseNumber })) as unknown as Value[][]
  } catch (error) {
    const where = /row \d+, col \d+/.exec((error as Error).message)?.[0]
    throw where ? refuse('sheet-broken', 422, `A cell of the spreadsheet cannot be read (${where}).`, { mend: 'Save it again as XLSX, or as CSV.' }) : broken()
  }
}

/** Digits as they stand in the file; only what a spreadsheet has rounded comes with an exponent. */
function numberText(text: string, round: () => void): string {
  if (/^-?\d+$/.test(text)) return text
  const number = Number(text)
  if (!Number.isFinite(number)) return ''
  if (Number.isInteger(number) && Math.abs(number) >= 1e15) round()
  return Number.isInteger(number) && Math.abs(number) < 1e21 ? BigInt(number).toString() : String(number)
}

function rowsOf(cells: Value[][]): SheetRow[] {
  if (cells.length > sheetBounds.rows || (cells[0]?.length ?? 0) > sheetBounds.columns) throw tooLarge()
  return cells.flatMap((row, place) => (row.every((cell) => cell === null || cell === '') ? [] : [{ line: place + 1, cells: row.map(cellText) }]))
}

function cellText(cell: Value): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'string') return cell
  if (Number.isNaN(cell.getTime())) return ''
  // Half past nine is kept as 0.3958333333333333 days, which is a moment before.
  const text = (cell.getUTCMilliseconds() === 999 ? new Date(cell.getTime() + 1) : cell).toISOString()
  // A time alone is a part of the day before the first one.
  if (cell.getTime() < Date.UTC(1900, 0, 1)) return text.slice(11, 19)
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.replace('.000Z', 'Z')
}
