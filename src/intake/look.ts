import { parse } from 'csv-parse/sync'
import { isRefusal } from '#core/index.ts'
import { openFile, sheetHead, type OpenOptions, type SheetHead } from '#channel/file/index.ts'
import { isZip } from '#core/table/index.ts'

/** What a file looks like from its first part: shown before anything is taken in, so that somebody can set it right. */
export interface Look {
  format: string | null
  encoding: string | null
  /** Of a table: its columns in order, what each is taken for, and what stands in its first rows. */
  columns: { name: string; field: string | null; examples: string[] }[]
  doubts: string[]
  /** Of a workbook: its sheets, and the one that is read. */
  sheets: string[]
  sheet: string | null
  /** First posts as they would be taken in. */
  posts: { text: string; postedAt: Date | null; author: string | null }[]
  /** Why it cannot be taken in so. */
  problem: { code: string; detail: string; mend?: string } | null
}

/** Longer than any header and a good number of rows. A workbook is packed: it is looked at whole. */
export const lookBytes = 256 * 1024

export async function lookAt(head: Buffer, whole: boolean, options: Pick<OpenOptions, 'format' | 'encoding' | 'map' | 'channel' | 'sheet'>): Promise<Look> {
  const look: Look = { format: null, encoding: null, columns: [], doubts: [], sheets: [], sheet: null, posts: [], problem: null }
  const packed = isZip(head)
  const part = whole || packed ? head : head.subarray(0, head.lastIndexOf(10) + 1 || head.length)
  let fields: Record<string, string> = {}
  let delimiter: string | undefined
  let book: SheetHead | undefined
  try {
    const file = await openFile(once(part), options as OpenOptions)
    Object.assign(look, { format: file.format, encoding: file.encoding, doubts: file.mapping?.doubts ?? [] })
    fields = (file.mapping?.fields ?? {}) as Record<string, string>
    delimiter = file.mapping?.delimiter
    book = file.head
    for await (const { arrival } of file.records) {
      if (arrival) look.posts.push({ text: arrival.text.slice(0, 300), postedAt: arrival.postedAt ?? null, author: arrival.author?.name ?? arrival.author?.handle ?? null })
      if (look.posts.length === 3) break
    }
    look.encoding = file.encoding
    await file.close()
  } catch (error) {
    if (!isRefusal(error)) throw error
    look.problem = { code: error.code, detail: error.message, ...(error.mend ? { mend: error.mend } : {}) }
  }
  const table = delimiter !== undefined || ['no-text-column', 'map-wrong'].includes(look.problem?.code ?? '')
  if (!table) return look
  if (packed) book ??= await sheetHead(part, options.sheet)
  if (book) Object.assign(look, { sheet: book.sheet, sheets: book.sheets })
  look.columns = columnsIn(book?.rows ?? rowsIn(part, look.encoding ?? options.encoding ?? encodingOf(part), delimiter), fields)
  return look
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

function rowsIn(bytes: Buffer, encoding: string, known: string | undefined): string[][] {
  const text = new TextDecoder(encoding.replace(/^utf-16$/, 'utf-16le')).decode(bytes).replace(/^﻿/, '').replace(/^sep=.\r?\n/i, '')
  const delimiter = known ?? [',', ';', '\t', '|'].sort((a, b) => text.split('\n', 1)[0]!.split(b).length - text.split('\n', 1)[0]!.split(a).length)[0]!
  return parse(text, { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, to: 6 }) as string[][]
}

function columnsIn(rows: string[][], fields: Record<string, string>): Look['columns'] {
  const fieldOf = new Map(Object.entries(fields).map(([field, column]) => [column, field]))
  return (rows[0] ?? []).map((cell, place) => ({
    name: cell.trim(),
    field: fieldOf.get(cell.trim()) ?? null,
    examples: rows.slice(1).map((row) => (row[place] ?? '').slice(0, 120)).filter(Boolean).slice(0, 2),
  }))
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  try {
    // The last character may be cut in half: that alone makes it no other encoding.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
