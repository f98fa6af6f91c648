/** A table out of a file, CSV or XLSX, whatever its encoding and delimiter: for lists that a person brings. Posts have a door of their own (channel/file). */
import { plain } from '../csv.ts'
import { refuse } from '../refusal.ts'
import { cellsOf } from './cells.ts'
import { delimiterOf, isSeparatorRow, saidDelimiter } from './delimiter.ts'
import { scriptOf, type Encoding } from './encoding.ts'
import { isHxl } from './hxl.ts'
import { RowSplitter } from './rows.ts'
import { openWorkbook } from './thread.ts'
import type { SheetRow } from './workbook.ts'
import { isZip } from './zip.ts'

export interface ReadTable {
  format: 'csv' | 'xlsx'
  encoding: Encoding
  /** Names of the columns, as the first row gives them. */
  header: string[]
  /** Each with as many cells as the header; rows without anything are left out. `line`: as a person counts them, from 1. */
  rows: SheetRow[]
  /** Rows that could not be read. */
  bad: { line: number; detail: string }[]
}

export interface ReadTableOptions {
  encoding?: Encoding | undefined
  /** Of a workbook with several: its name, or its number from 1. Default: the first one. */
  sheet?: string | undefined
  /** Above this many rows it is refused. */
  most?: number
}

const oldExcel = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** Reads a whole table. What a program would run stays what it is, a text. */
export async function readTable(file: Uint8Array, { encoding, sheet, most = 200_000 }: ReadTableOptions = {}): Promise<ReadTable> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
  const tooMany = () => refuse('too-many-rows', 413, `A list has at most ${most.toLocaleString('en')} rows.`, { mend: 'Bring it in parts.' })
  if (isZip(bytes)) {
    const book = await openWorkbook(bytes, sheet)
    if (book.count > most + 50) {
      await book.close()
      throw tooMany()
    }
    const rows: SheetRow[] = []
    for await (const part of book.rows) rows.push(...part)
    return tableIn('xlsx', 'utf-8', belowTitle(rows), [], most, tooMany)
  }
  if (bytes.length === 0) throw refuse('file-empty', 422, 'The file is empty.', { mend: 'Choose another file.' })
  if (bytes.subarray(0, 4).equals(oldExcel)) throw refuse('file-not-text', 415, 'The file is an old Excel file, or one protected by a password.', { mend: 'Save the sheet as XLSX or CSV.' })
  const script = scriptOf(bytes.subarray(0, 256 * 1024), encoding)
  const parts: Buffer[] = []
  for await (const part of script.bytes(once(bytes))) parts.push(part)
  const text = Buffer.concat(parts)
  const head = text.subarray(0, 256 * 1024)
  const whole = head.length === text.length
  const delimiter = saidDelimiter(head) ?? delimiterOf(script.encoding.startsWith('windows') ? Buffer.from(script.text(head)) : head, whole)
  const splitter = new RowSplitter(delimiter)
  const bad: ReadTable['bad'] = []
  const rows: SheetRow[] = []
  for (const piece of [...splitter.push(text), ...splitter.end()]) {
    if (piece.reject) bad.push({ line: piece.line, detail: piece.reject.detail })
    else {
      const row = script.text(piece.bytes)
      if (rows.length > 0 || !isSeparatorRow(row)) rows.push({ line: piece.line, cells: cellsOf(row, delimiter) })
    }
    if (rows.length > most + 50) throw tooMany()
  }
  return tableIn('csv', script.encoding, rows, bad, most, tooMany)
}

function tableIn(format: ReadTable['format'], encoding: Encoding, rows: SheetRow[], bad: ReadTable['bad'], most: number, tooMany: () => Error): ReadTable {
  const header = (rows[0]?.cells ?? []).map((name) => name.trim())
  while (header.at(-1) === '') header.pop()
  if (header.length === 0) throw refuse('no-header', 422, 'The first line of the table cannot be read as a header.', { mend: 'The first line has to name the columns.' })
  // Our own files carry a row of tags and defused cells.
  const tagged = isHxl(rows[1]?.cells ?? [])
  const body = rows.slice(tagged ? 2 : 1).filter((row) => row.cells.some((cell) => cell.trim() !== ''))
  if (body.length > most) throw tooMany()
  const restore = tagged && format === 'csv' ? plain : (cell: string) => cell
  return { format, encoding, header, bad, rows: body.map(({ line, cells }) => ({ line, cells: header.map((_, place) => restore(cells[place] ?? '')) })) }
}

/** Without what stands above the header of a sheet: a title, a date, the name of an office in one cell. */
export function belowTitle(rows: SheetRow[]): SheetRow[] {
  const filled = (row: SheetRow) => row.cells.filter((cell) => cell.trim() !== '').length
  const first = rows.slice(0, 20).findIndex((row) => filled(row) > 1)
  return first > 0 ? rows.slice(first) : rows
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
