import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { refuse } from '../refusal.ts'

const execFileAsync = promisify(execFile)

/** The account PostgreSQL runs as when we are root; undefined when we are not, for then it runs as ourselves. */
export type ServiceUser = { uid: number; gid: number } | undefined

/** Accounts that a machine may have for this purpose; `clamor` lets an operator choose by making one. */
const candidates = ['clamor', 'postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. An existing cluster keeps its owner, so that installing another account later
 * does not change who owns the data.
 */
export async function serviceUser(cluster: string): Promise<ServiceUser> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of candidates) {
    const [uid, gid] = await Promise.all([idOf('-u', name), idOf('-g', name)])
    if (uid && gid) return { uid, gid }
  }
  throw refuse('no-service-user', 500, 'PostgreSQL does not run as root, and this machine has no account to run it as.', {
    mend: 'Make one with "useradd --system clamor", or start Clamor as an ordinary user.',
  })
}

async function idOf(flag: string, name: string): Promise<number | undefined> {
  return await execFileAsync('id', [flag, name]).then(({ stdout }) => Number(stdout) || undefined, () => undefined)
}
