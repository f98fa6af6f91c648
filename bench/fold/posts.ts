import { createReadStream, existsSync, globSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'

export interface Collection {
  name: string
  texts: string[]
}

/** Reads the public collections of real posts, one per event, when they are there. */
export async function realPosts(folder: string): Promise<Collection[]> {
  if (!existsSync(folder)) return []
  const collections: Collection[] = []
  for (const file of globSync(`${folder}/**/*.csv`).sort()) {
    const texts: string[] = []
    const rows = createReadStream(file).pipe(parse({ relax_quotes: true, relax_column_count: true, from_line: 2, bom: true }))
    for await (const row of rows as AsyncIterable<string[]>) texts.push(row[1] ?? '')
    collections.push({ name: basename(file, '.csv').replace(/-(tweets_labeled|ontopic_offtopic)$/, ''), texts })
  }
  return collections
}

/** Reads a file of JSON lines with a `text` in each. */
export async function postsOf(file: string): Promise<Collection> {
  const texts: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() !== '') texts.push((JSON.parse(line) as { text: string }).text)
  }
  return { name: basename(file), texts }
}
