/**
 * The cells of one row, quotes taken away. As lenient as the row splitter: a bare quote inside a quoted cell stays a
 * quote.
 */
export function cellsOf(row: string, delimiter: string): string[] {
  if (!row.includes('"')) return row.split(delimiter)
  const cells: string[] = []
  let at = 0
  for (;;) {
    let start = at
    while (row[start] === ' ' && delimiter !== ' ') start++
    if (row[start] !== '"') {
      const end = row.indexOf(delimiter, at)
      cells.push(end < 0 ? row.slice(at) : row.slice(at, end))
      if (end < 0) return cells
      at = end + 1
      continue
    }
    const { end, next } = closing(row, start + 1, delimiter)
    cells.push(row.slice(start + 1, end).replaceAll('""', '"'))
    if (next >= row.length) return cells
    at = next + 1
  }
}

/** Where the quoted cell ends, and where the delimiter after it stands. */
function closing(row: string, from: number, delimiter: string): { end: number; next: number } {
  for (let at = row.indexOf('"', from); at >= 0; at = row.indexOf('"', at + 1)) {
    if (row[at + 1] === '"') {
      at++
      continue
    }
    let next = at + 1
    while (row[next] === ' ' && delimiter !== ' ') next++
    if (next >= row.length || row[next] === delimiter) return { end: at, next }
  }
  return { end: row.length, next: row.length }
}
