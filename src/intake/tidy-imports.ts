import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { House } from '#core/index.ts'

/** Rows that could not be read are somebody's words outside of the database: kept for as long as one needs to mend a file. */
export const rejectsKeptDays = 14

/** Job: takes away what uploads have left on the disk and nobody has touched for that long. An import that still runs is younger. */
export async function tidyImports(house: Pick<House, 'dataDir' | 'clock'>): Promise<number> {
  const root = join(house.dataDir, 'imports')
  const before = house.clock.now().getTime() - rejectsKeptDays * 86_400_000
  let removed = 0
  for (const campaign of await readdir(root).catch(() => [])) {
    for (const name of await readdir(join(root, campaign))) {
      const path = join(root, campaign, name)
      const found = await stat(path).catch(() => undefined)
      if (!found || found.mtimeMs >= before) continue
      await rm(path, { force: true })
      removed += 1
    }
  }
  return removed
}
