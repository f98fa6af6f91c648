/** The last steps of every file of posts: what a reader made of a record becomes an arrival, or a reject with its line. */
import { refuse } from '#core/index.ts'
import { isSeparatorRow, type Piece, type Script } from '#core/table/index.ts'
import { readArrival, type Arrival, type Reject } from '../contract.ts'
import type { Format } from './detect.ts'
import { Occurrences } from './identity.ts'
import type { OpenOptions } from './open.ts'
import type { Table } from './table.ts'

export type FileRecord =
  | { line: number; arrival: Arrival; reject?: undefined }
  | { line: number; reject: Reject; original: Buffer; arrival?: undefined }

/** What a reader makes of one record: an item for the contract, the bytes it came from, or why not. */
export interface Read {
  line: number
  bytes: Buffer
  item?: Record<string, unknown>
  /** Original bytes that the record itself carries (an export with private data). */
  carried?: Buffer
  reject?: Reject
}

/** Rows of a table as items. The first line may be Excel's own, then comes the header. */
export function tableReader(table: Table, script: Script): (row: Piece, last: boolean) => Read[] {
  let head = 1 + table.skip
  let first = true
  return (row, last) => {
    if (row.reject) return [{ line: row.line, bytes: row.bytes, reject: row.reject }]
    const text = script.text(row.bytes)
    const separator = first && isSeparatorRow(text)
    first = false
    if (separator) return []
    if (head > 0) {
      head--
      return []
    }
    const item = table.item(text, last)
    if (!item) return []
    if ('reject' in item) return [{ line: row.line, bytes: row.bytes, reject: item.reject as Reject }]
    return [{ line: row.line, bytes: row.bytes, item }]
  }
}

/** What readers read, with the id it lacks and the contract's check. Ends in a refusal when not one record can be read. */
export async function* recordsOf(
  batches: AsyncIterable<Iterable<Read>>,
  format: Format,
  script: Script,
  options: Pick<OpenOptions, 'channel' | 'idPrefix' | 'skip'>,
): AsyncGenerator<FileRecord> {
  const occurrences = new Occurrences()
  const channel =
    options.channel ??
    (format === 'x' || format === 'x-archive' ? 'x' : format === 'mastodon' ? 'mastodon' : 'file')
  let left = options.skip ?? 0
  let good = 0
  let bad = 0
  let firstBad: FileRecord | undefined
  for await (const batch of batches) {
    for (const read of batch) {
      const record = finish(read)
      if (record.arrival) good++
      else {
        bad++
        firstBad ??= record
      }
      if (left > 0) left--
      else yield record
    }
  }
  if (bad > 0 && good === 0) throw nothing(bad, firstBad!)

  function finish(read: Read): FileRecord {
    const original = read.carried ?? script.original(read.bytes)
    if (read.reject) return { line: read.line, reject: read.reject, original }
    const item = read.item!
    item.channel ??= channel
    item.externalId ??= occurrences.idOf(read.bytes)
    if (options.idPrefix) item.externalId = `${options.idPrefix}${item.externalId as string}`
    const checked = readArrival(item, original)
    return 'arrival' in checked
      ? { line: read.line, arrival: checked.arrival }
      : { line: read.line, reject: checked.reject, original }
  }
}

function nothing(bad: number, first: FileRecord): Error {
  const detail =
    bad === 1 ? 'The only record of the file cannot be read' : `None of the ${bad} records of the file can be read`
  return refuse('nothing-readable', 422, `${detail}; the first, on line ${first.line}: ${first.reject!.detail}.`, {
    mend: 'Check the format, and for tables which column holds the text (text=Column).',
  })
}
