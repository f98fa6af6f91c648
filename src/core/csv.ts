/**
 * CSV that is safe to open. RFC 4180 quoting; a text that a spreadsheet would run as a formula gets one leading
 * apostrophe; numbers stay numbers. `plain` takes the apostrophe away again: it is the exact inverse, because a text
 * that already looks defused gets one more. Only files that carry our second row of HXL tags are read back with it
 * (channel/file/FILE.md).
 */
export type Cell = string | number | boolean | Date | null | undefined

export interface Column<Row> {
  name: string
  /** HXL hashtag of the second row, such as `#geo+lat`. */
  hxl?: string
  /** What people call it, for the header of a workbook. */
  title?: string
  cell: (row: Row) => Cell
}

// OWASP's list: = + - @ tab, carriage return, line feed, and the full-width forms that a Japanese Excel takes for the
// same.
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const defused = /^'+[=+\-@\t\r\n＝＋－＠]/
// Beyond RFC 4180 also the other delimiters: a spreadsheet that splits at ; or | must not find a formula behind one.
const quoted = /[",;|\t\r\n']|^\s|\s$/

/** The text with an apostrophe in front when a spreadsheet would take it for a formula. */
export function defuse(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** What `defuse` was given. */
export function plain(text: string): string {
  return defused.test(text) ? text.slice(1) : text
}

export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = value instanceof Date ? value.toISOString() : defuse(value)
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvRow(cells: Cell[]): string {
  return cells.map(csvCell).join(',') + '\r\n'
}

/**
 * The header, the HXL row when any column has a tag, then the rows. Header and tags are ours and are written as they
 * are.
 */
export function csvHead<Row>(columns: Column<Row>[]): string {
  const names = columns.map((column) => column.name).join(',') + '\r\n'
  if (!columns.some((column) => column.hxl)) return names
  return names + columns.map((column) => column.hxl ?? '').join(',') + '\r\n'
}

/** A whole CSV file as a stream of texts, about 64 KB each. No byte order mark: what reads UTF-8 needs none. */
export async function* csvFile<Row>(
  columns: Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  let text = csvHead(columns)
  for await (const row of rows) {
    text += csvRow(columns.map((column) => column.cell(row)))
    if (text.length < 65_536) continue
    yield text
    text = ''
  }
  if (text) yield text
}
