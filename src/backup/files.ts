import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { backupFolder, journalName, type House } from '#core/index.ts'

/**
 * What of the data folder is not copied as files, each with its reason. Everything else is: what a new slice keeps there is in the next
 * backup.
 */
export const notCopied: Record<string, string> = {
  postgres: 'copied as tables',
  'postgres.log': 'of this machine',
  'database.json': 'of this machine',
  'start.lock': 'of this machine',
  'server.lock': 'of this machine',
  run: 'of this machine',
  'clamor.key': 'in the key file',
  [journalName]: 'a member of its own',
  backups: 'backups themselves',
  imports: 'uploads under way, and rows that could not be read: words of people that are not sealed, kept for two weeks only',
  restored: 'what a restore laid aside',
}

const ofThisMachine = /^postgresql-|\.making-\d+$|^clamor\.key\.|\.part$/

export interface File {
  /** Below the data folder, with slashes. */
  name: string
  path: string
  size: number
}

export async function filesIn(house: Pick<House, 'config' | 'dataDir'>): Promise<File[]> {
  const root = resolve(house.dataDir)
  const backups = resolve(backupFolder(house))
  const found: File[] = []
  for (const top of (await readdir(root)).filter((name) => !(name in notCopied) && !ofThisMachine.test(name)).sort()) {
    const path = join(root, top)
    if (path === backups) continue
    const inside = (await stat(path)).isDirectory() ? (await readdir(path, { recursive: true })).map((name) => join(path, name)).sort() : [path]
    for (const one of inside) {
      const { size } = one.startsWith(backups + sep) ? { size: -1 } : await regular(one)
      if (size >= 0) found.push({ name: relative(root, one).split(sep).join('/'), path: one, size })
    }
  }
  return found
}

async function regular(path: string): Promise<{ size: number }> {
  const found = await stat(path).catch(() => undefined)
  return { size: found?.isFile() ? found.size : -1 }
}

/** Exactly as many bytes as were there when it was listed: what grows meanwhile is as it was. */
export async function* readWhole({ path, size }: File): AsyncGenerator<Buffer> {
  if (size > 0) yield* createReadStream(path, { end: size - 1 }) as AsyncIterable<Buffer>
}
