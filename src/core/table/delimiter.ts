import { cellsOf } from './cells.ts'
import { RowSplitter } from './rows.ts'

/** The first rows of the head as texts; the last one is left out when it may go on behind the head. */
export function headRows(head: Buffer, delimiter: string, whole: boolean, most = 2000): string[] {
  const splitter = new RowSplitter(delimiter)
  const rows = splitter.push(head)
  return (whole ? rows.concat(splitter.end()) : rows)
    .filter((row) => !row.reject)
    .slice(0, most)
    .map((row) => row.bytes.toString('utf8'))
}

/** The delimiter that Excel writes into a first line of its own, `sep=;`. */
export function saidDelimiter(head: Buffer): string | undefined {
  return /^sep=(.)\r?\n/i.exec(head.toString('latin1', 0, 8))?.[1]
}

/** Excel's own first line, `sep=;`. */
export const isSeparatorRow = (row: string | undefined): boolean => /^sep=.?$/i.test(row ?? '')

/**
 * The delimiter that cuts the rows into the same number of cells, more than one; when several do, the one whose header
 * is known.
 */
export function delimiterOf(head: Buffer, whole: boolean, isKnown: (header: string[]) => boolean = () => false): string {
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const rows = headRows(head, delimiter, whole, 200).map((row) => cellsOf(row, delimiter))
    const wanted = rows[0]?.length ?? 0
    if (wanted < 2) continue
    const same = rows.filter((row) => row.length === wanted).length / rows.length
    const score = same + (isKnown(rows[0]!.map((name) => name.trim())) ? 0.5 : 0) + wanted / 1000
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}
