import { chmod, chown, lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lifeLine } from './watched.ts'
import { processIdentity } from './process.ts'
import { serviceUser } from './user.ts'

const prefix = 'clamor-demo-'

/**
 * A folder for a database that is thrown away; start it with `throwAway`, which removes it at the end. What earlier
 * runs could not remove (power cut) is removed here.
 */
export async function temporaryDataDir(): Promise<string> {
  await removeLeftovers()
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await writeFile(join(folder, 'owner'), `${process.pid} ${await processIdentity(process.pid)}`)
  const user = await serviceUser(folder)
  if (user) {
    // Owned by PostgreSQL's account, so that its watcher can remove the folder after we were killed.
    await chmod(folder, 0o711)
    await chown(folder, user.uid, user.gid)
  }
  return folder
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (name.startsWith(prefix)) await removeIfDead(join(tmpdir(), name)).catch(() => {})
  }
}

async function removeIfDead(folder: string): Promise<void> {
  const entry = await lstat(folder)
  const own = process.getuid?.()
  if (!entry.isDirectory() || (own !== 0 && own !== undefined && entry.uid !== own)) return
  const [pid, identity] = (await readFile(join(folder, 'owner'), 'utf8').catch(() => '')).split(' ')
  // One without an owner is just being made, unless it is old.
  if (!pid && Date.now() - entry.mtimeMs < 60_000) return
  if (pid && (await processIdentity(Number(pid))) === identity) return
  const line = lifeLine.join(join(folder, 'run', 'alive'))
  if (line !== undefined) return
  await rm(folder, { recursive: true, force: true })
}
