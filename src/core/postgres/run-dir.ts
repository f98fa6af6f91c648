import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { refuse } from '../refusal.ts'
import type { ServiceUser } from './user.ts'

const execFileAsync = promisify(execFile)

/** The kernel allows a socket's path no more than this, and macOS is the stricter one. */
const longestSocketPath = 103

/**
 * A private folder for the socket and the life line: inside the data folder, or a short one where that path is too
 * long or its disk knows no sockets (shared folders of virtual machines).
 */
export async function makeRunDir(dataRoot: string, user: ServiceUser, former: string | undefined): Promise<string> {
  const inside = join(dataRoot, 'run')
  // A start that was killed leaves its folder; only one that we made is removed.
  if (former && /\/clamor-run-\w+$/.test(former)) await rm(former, { recursive: true, force: true })
  await rm(inside, { recursive: true, force: true })
  if (Buffer.byteLength(join(inside, '.s.PGSQL.5432')) <= longestSocketPath) {
    await mkdir(inside, { mode: 0o700 })
    if (await furnish(inside, user)) return inside
    await rm(inside, { recursive: true, force: true })
  }
  const short = await mkdtemp(join(Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp', 'clamor-run-'))
  if (await furnish(short, user)) return short
  await rm(short, { recursive: true, force: true })
  throw refuse('no-socket-folder', 500, `Neither ${dataRoot} nor ${dirname(short)} can hold a socket for PostgreSQL.`, {
    mend: 'Choose a data folder on a local disk with --data, or set DATABASE_URL.',
  })
}

async function furnish(folder: string, user: ServiceUser): Promise<boolean> {
  await chmod(folder, 0o700)
  try {
    if (process.platform !== 'win32') {
      await canHoldSocket(join(folder, '.s.probe'))
      await execFileAsync('mkfifo', ['-m', '600', join(folder, 'alive')])
    }
    if (user) await chown(folder, user.uid, user.gid)
    return true
  } catch {
    return false
  }
}

async function canHoldSocket(path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(path, () => server.close(() => resolve()))
  })
}

/** A loopback port nobody uses now. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
