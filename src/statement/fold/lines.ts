import { Folder } from './folder.ts'
import { MemoryStore } from './memory.ts'
import type { FoldPost } from './store.ts'

const BATCH = 1000

/** A line that cannot be folded; `line` counts from 1. */
export class UnreadableLine extends Error {
  readonly line: number

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.line = line
  }
}

/**
 * Folds JSON lines `{"id","text"}` (anything else in them is ignored) without a database and gives `{id, statement}` for
 * each line in input order; a statement is named by the id of its first post. Answers come once all has been read, since
 * a later line may merge two statements. Empty lines are passed over.
 */
export async function* foldLines(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<{ id: string; statement: string }> {
  const store = new MemoryStore()
  const folder = new Folder(store)
  const ids: string[] = []
  const statements: number[] = []
  let batch: FoldPost[] = []
  const flush = async (): Promise<void> => {
    const folded = await folder.fold(batch)
    store.apply(folded, batch)
    for (const statement of folded.statements) statements.push(statement)
    batch = []
  }
  let line = 0
  for await (const written of lines) {
    line += 1
    if (written.trim() === '') continue
    const { id, text } = parse(written, line)
    batch.push({ number: ids.length, text })
    ids.push(id)
    if (batch.length === BATCH) await flush()
  }
  if (batch.length > 0) await flush()
  for (let i = 0; i < ids.length; i += 1) yield { id: ids[i]!, statement: ids[store.root(statements[i]!)]! }
}

function parse(written: string, line: number): { id: string; text: string } {
  let value: unknown
  try {
    value = JSON.parse(line === 1 ? written.replace(/^\ufeff/, '') : written)
  } catch {
    throw new UnreadableLine(line, 'not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableLine(line, 'not a JSON object')
  const { id, text } = value as { id?: unknown; text?: unknown }
  if (typeof id !== 'string') throw new UnreadableLine(line, '"id" must be a string')
  if (typeof text !== 'string') throw new UnreadableLine(line, '"text" must be a string')
  return { id, text }
}
