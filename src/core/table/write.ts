import { csvFile, type Cell, type Column } from '../csv.ts'
import { makeWorkbook } from './thread.ts'

export const tableFormats = ['csv', 'xlsx'] as const
export type TableFormat = (typeof tableFormats)[number]

export const tableTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export interface TableLook {
  /** Name of the sheet in a workbook. */
  title: string
  /** `rtl`: the sheet begins at the right, as Arabic does. */
  direction?: 'ltr' | 'rtl' | undefined
}

/**
 * A table as a file. CSV has our names and HXL tags and is streamed; a workbook has the columns' titles where they have one, and is refused
 * above what an old laptop opens. Texts that begin like a formula are defused in CSV, and text cells in a workbook.
 */
export async function* tableFile<Row>(format: TableFormat, columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>, look: TableLook): AsyncGenerator<string | Buffer> {
  if (format === 'csv') return yield* csvFile(columns, rows)
  yield await workbookOf(columns, rows, look)
}

/** A whole table in memory, for lists of which there are not many. */
export async function tableBytes<Row>(format: TableFormat, columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>, look: TableLook): Promise<Buffer> {
  if (format === 'xlsx') return workbookOf(columns, rows, look)
  let text = ''
  for await (const part of csvFile(columns, rows)) text += part
  return Buffer.from(text)
}

function workbookOf<Row>(columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>, look: TableLook): Promise<Buffer> {
  return makeWorkbook(columns.map((column) => column.title ?? column.name), cellsIn(columns, rows), { title: look.title, rightToLeft: look.direction === 'rtl' })
}

async function* cellsIn<Row>(columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): AsyncGenerator<Cell[]> {
  for await (const row of rows) yield columns.map((column) => column.cell(row))
}
