import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const root = resolve(import.meta.dirname, '../..')

export interface Commit {
  version: string
  id: string
  /** When it was made: every file of the archives bears this time. */
  time: Date
  /** The files of the project, sorted; paths from its root. */
  files: string[]
}

/** The commit that is checked out. What was changed since is refused: nobody could say what such an archive was made of. */
export async function commitOf(): Promise<Commit> {
  const changed = (await git('status', '--porcelain')).split('\n').filter(Boolean)
  if (changed.length > 0) throw new Error(`${changed.length} files are not committed (${changed[0]!.slice(3)} ...). Commit them first: a release is made of a commit.`)
  const [id, seconds] = (await git('log', '-1', '--format=%H %ct')).trim().split(' ') as [string, string]
  const files = (await git('ls-files', '-z')).split('\0').filter(Boolean).sort()
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return { version, id, time: new Date(Number(seconds) * 1_000), files }
}

async function git(...line: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', line, { cwd: root, maxBuffer: 64_000_000 })
  return stdout
}
