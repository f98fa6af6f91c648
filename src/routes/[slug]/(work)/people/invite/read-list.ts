import { refuse } from '#core/index.ts'
import { isZip, openWorkbook } from '#core/table/index.ts'
import { linesOfTable } from '#person/index.ts'

const mostBytes = 1_000_000
const mostRows = 5_000

/** The text of a list as the form gives it: what was pasted, and what a file holds. */
export async function readList(form: FormData): Promise<string> {
  const pasted = String(form.get('list') ?? '')
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) return pasted
  if (file.size > mostBytes) throw refuse('too-large', 413, 'A list has at most 1 MB.')
  const bytes = Buffer.from(await file.arrayBuffer())
  return [pasted, isZip(bytes) ? await linesOfWorkbook(bytes) : decode(bytes)].filter(Boolean).join('\n')
}

/** The first sheet; also without a row that names its columns. */
async function linesOfWorkbook(bytes: Buffer): Promise<string> {
  const book = await openWorkbook(bytes)
  const rows: string[][] = []
  for await (const part of book.rows) {
    rows.push(...part.map((row) => row.cells))
    if (rows.length > mostRows) throw refuse('too-large', 413, `A list has at most ${mostRows.toLocaleString('en')} rows.`)
  }
  return linesOfTable(rows)
}

/** UTF-8, else UTF-16 by its mark, else what Windows writes: names have accents more often than a table says its encoding. */
function decode(bytes: Buffer): string {
  const mark = bytes.subarray(0, 2).toString('hex')
  if (mark === 'fffe' || mark === 'feff') return new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
