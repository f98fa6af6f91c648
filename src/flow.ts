/** The map: the slices in the order in which data flows. Imports run only upstream; test/structure.test.ts holds them to it. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flowOf, type Slice } from './core/index.ts'

export const slices: Slice[] = [
  { name: 'core' },
  { name: 'person' },
  { name: 'campaign' },
  { name: 'post' },
  { name: 'channel' },
  { name: 'intake' },
  { name: 'statement' },
  { name: 'desk' },
  { name: 'talk' },
  { name: 'incident' },
  { name: 'question' },
  { name: 'publish' },
  { name: 'deliver' },
]

export const flow = flowOf(slices)

/** The migrations of all slices: src/<slice>/NNNN_name.sql. */
export async function migrationFiles(): Promise<string[]> {
  const root = fileURLToPath(new URL('.', import.meta.url))
  const files: string[] = []
  for (const slice of slices) {
    const names = await readdir(join(root, slice.name), { recursive: true })
    files.push(...names.filter((name) => /(^|\/)\d{4}_[a-z_]+\.sql$/.test(name)).map((name) => join(root, slice.name, name)))
  }
  return files
}
