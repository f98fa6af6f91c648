/** A workbook with one sheet. Runs in the thread of worker.ts, and in tests. */
import writeXlsxFile from 'write-excel-file/node'
import type { Cell } from '../csv.ts'

export interface SheetLook {
  /** Name of the sheet. */
  title: string
  rightToLeft: boolean
}

/** Every text is a text cell whatever it begins with: no formula is ever written. */
export async function writeWorkbook(header: string[], rows: Cell[][], look: SheetLook): Promise<Buffer> {
  const head = header.map((name) => ({ value: sheetText(name) || null, type: String, fontWeight: 'bold' as const, wrap: true }))
  const cells = rows.map((row) => row.map(cellOf))
  const columns = header.map((name, place) => ({ width: widthOf(name, rows, place) }))
  const sheet = { sheet: sheetName(look.title), columns, stickyRowsCount: 1, ...(look.rightToLeft ? { rightToLeft: true } : {}) }
  return (await writeXlsxFile([head, ...cells] as never, sheet)).toBuffer()
}

function cellOf(value: Cell): object | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'number') return Number.isFinite(value) ? { value, type: Number } : null
  if (value instanceof Date) return { value: dayNumber(value), type: Number, format: 'yyyy-mm-dd hh:mm' }
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  return { value: sheetText(text), type: String, ...(text.length > 60 || text.includes('\n') ? { wrap: true } : {}) }
}

/** Days as spreadsheets count them. A quarter of a millisecond is added, so that whoever cuts off what a number of days cannot hold gets the same moment. */
const dayNumber = (moment: Date) => (moment.getTime() + 0.25) / 86_400_000 + 25_569

/** As wide as what stands in it, within what a screen shows. */
function widthOf(name: string, rows: Cell[][], place: number): number {
  let most = name.length + 2
  for (const row of rows.slice(0, 500)) most = Math.max(most, row[place] instanceof Date ? 16 : Math.min(String(row[place] ?? '').length + 1, 60))
  return Math.min(Math.max(most, 8), 60)
}

/** What a cell can hold, at most. */
const longest = 32_767

// The library keeps what it has seen in a plain object, where these are found without ever having been put in.
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Characters that XML cannot carry are written as the standard says, `_x0000_`, and what looks like that already is kept apart from it. */
export function sheetText(text: string): string {
  const kept = text.toWellFormed()
  const escaped = (kept.length > longest ? kept.slice(0, longest - 1).toWellFormed() + '…' : kept)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffd-\uffff]/g, hex)
    .replace(/[\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/gu, (pair) => hex(pair[0]!) + hex(pair[1]!))
  return inherited.has(escaped) ? hex(escaped[0]!) + escaped.slice(1) : escaped
}

const hex = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** Names of sheets have 31 characters at most, and not all of them. */
export function sheetName(title: string): string {
  return title.toWellFormed().replace(/[[\]/\\:*?\p{C}\s]+/gu, ' ').replace(/^[' ]+|[' ]+$/g, '').slice(0, 31).toWellFormed().trim() || 'Clamor'
}
