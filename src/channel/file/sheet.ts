/** A workbook of posts: its rows go the way of a table's, each as a row of CSV, which is also what is kept as the original of its post. */
import { refuse } from '#core/index.ts'
import { belowTitle, openWorkbook, readMap, recordBytes, scriptOf, sheetBounds, tooLarge, tooLong, type OpenWorkbook, type Piece, type SheetRow } from '#core/table/index.ts'
import { recordsOf, tableReader, type Read } from './finish.ts'
import type { OpenFile, OpenOptions } from './open.ts'
import type { Opened } from './source.ts'
import { tableOf } from './table.ts'

const delimiter = ','

export async function openSheet(opened: Opened, options: OpenOptions): Promise<OpenFile> {
  if (options.format && options.format !== 'xlsx' && options.format !== 'ushahidi')
    throw refuse('not-that-format', 422, `The file is not ${options.format}: it is a packed archive.`, { mend: 'Leave --format out to have it found out.' })
  const bytes = await collected(opened)
  const book = await openWorkbook(bytes, options.sheet)
  try {
    const parts = book.rows[Symbol.asyncIterator]()
    const first = belowTitle((await parts.next()).value ?? [])
    if (first.length === 0) throw refuse('file-empty', 422, `The sheet "${book.sheet}" is empty.`, { mend: 'Choose another sheet or file.' })
    const ushahidi = options.format === 'ushahidi' || ['INCIDENT TITLE', 'DESCRIPTION'].every((name) => first[0]!.cells.some((cell) => cell.trim().toUpperCase() === name))
    const map = typeof options.map === 'string' ? readMap(options.map) : options.map
    const table = tableOf(first.map(rowText), { delimiter, map, dayOrder: options.dayOrder, channel: options.channel, ushahidi, sheet: true })
    const doubts = [...(table.mapping.doubts ?? []), ...doubtsOf(book)]
    const script = scriptOf(Buffer.alloc(0), 'utf-8')
    const reader = tableReader(table, script)
    return {
      format: ushahidi ? 'ushahidi' : 'xlsx',
      encoding: 'utf-8',
      mapping: { ...table.mapping, ...(doubts.length ? { doubts } : {}) },
      head: { rows: first.slice(0, 6).map((row) => row.cells), sheet: book.sheet, sheets: book.sheets },
      records: recordsOf(reads(first, parts, reader, ({ line }) => options.onProgress?.({ bytes: Math.floor((bytes.length * Math.min(line, book.count)) / book.count), total: bytes.length })), 'xlsx', script, options),
      close: book.close,
    }
  } catch (error) {
    await book.close()
    throw error
  }
}

async function collected(opened: Opened): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of opened.chunks) {
    size += chunk.length
    if (size > sheetBounds.bytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function doubtsOf(book: OpenWorkbook): string[] {
  const others = book.sheets.filter((name) => name !== book.sheet)
  return [
    ...(book.rounded > 0 ? [`${book.rounded} whole numbers have more than the 15 digits that a spreadsheet keeps: ids among them are no longer what they were`] : []),
    ...(others.length > 0 ? [`only the sheet "${book.sheet}" is read, not ${others.slice(0, 5).map((name) => `"${name}"`).join(', ')}${others.length > 5 ? ' and others' : ''}`] : []),
  ]
}

async function* reads(first: SheetRow[], parts: AsyncIterator<SheetRow[]>, reader: (row: Piece, last: boolean) => Read[], onRow: (row: SheetRow) => void): AsyncGenerator<Iterable<Read>> {
  for (let rows: SheetRow[] | undefined = first; rows; rows = (await parts.next()).value as SheetRow[] | undefined) {
    yield each(rows)
    if (rows.length) onRow(rows.at(-1)!)
  }
  function* each(rows: SheetRow[]): Generator<Read> {
    for (const row of rows) yield* reader(pieceOf(row), false)
  }
}

function pieceOf(row: SheetRow): Piece {
  const bytes = Buffer.from(rowText(row))
  return bytes.length > recordBytes ? { line: row.line, bytes: bytes.subarray(0, 1_000), reject: tooLong(recordBytes) } : { line: row.line, bytes }
}

/** As CSV, without defusing: what comes back from `cellsOf` are the cells. */
export function rowText(row: SheetRow): string {
  return row.cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)
}

/** The beginning of a workbook, for somebody who has to say which sheet and which column is which. */
export interface SheetHead {
  /** The header first. */
  rows: string[][]
  sheet: string
  sheets: string[]
}

export async function sheetHead(bytes: Uint8Array, wanted?: string): Promise<SheetHead> {
  const book = await openWorkbook(bytes, wanted)
  try {
    const { sheet, sheets } = book
    for await (const rows of book.rows) return { rows: belowTitle(rows).slice(0, 6).map((row) => row.cells), sheet, sheets }
    return { rows: [], sheet, sheets }
  } finally {
    await book.close()
  }
}
