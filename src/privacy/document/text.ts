/**
 * The form of a document that a person can edit in a plain field: `# title`, `## heading`, `- point`, `| a | b |` for a row of a table (the first is its
 * heading), everything else is a paragraph. Nothing in it is ever read as markup of a page or a file.
 */
export type Block =
  | { kind: 'title' | 'heading' | 'text'; text: string }
  | { kind: 'list'; points: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let gap = true
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    const last = blocks.at(-1)
    const [, sign, rest] = /^(##?|-)\s+(.*)$/.exec(line) ?? []
    if (sign === '#' || sign === '##') blocks.push({ kind: sign === '#' ? 'title' : 'heading', text: rest! })
    else if (sign === '-') {
      if (last?.kind === 'list' && !gap) last.points.push(rest!)
      else blocks.push({ kind: 'list', points: [rest!] })
    } else if (line.startsWith('|')) {
      const cells = line.replace(/^\|/, '').replace(/\|$/, '').split('|').map((cell) => cell.trim())
      if (last?.kind === 'table' && !gap) last.rows.push(fitted(cells, last.head.length))
      else blocks.push({ kind: 'table', head: cells, rows: [] })
    } else if (line !== '') {
      if (last?.kind === 'text' && !gap) last.text += ` ${line}`
      else blocks.push({ kind: 'text', text: line })
    }
    gap = line === ''
  }
  return blocks
}

/** How many places there are still to be filled in: what stands in square brackets. */
export function holesIn(text: string): number {
  return text.match(/\[[^\]\n]{3,}\]/g)?.length ?? 0
}

/** As many cells as the heading has; what is too much stands in the last. */
function fitted(cells: string[], count: number): string[] {
  return Array.from({ length: count }, (_, at) => (at < count - 1 ? (cells[at] ?? '') : cells.slice(at).join(' ')))
}

/** A cell or a line holds no sign that would end it. */
export function plain(text: string): string {
  return text.replace(/[\r\n|]+/g, ' ').trim()
}

export function row(...cells: string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`
}
