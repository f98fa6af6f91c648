import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { access, chmod, chown, constants, lchown, mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { refuse } from '../refusal.ts'
import type { ServiceUser } from './user.ts'

const execFileAsync = promisify(execFile)

/** What lies where in a data folder. */
export function layout(dataDir: string) {
  const root = resolve(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    log: join(root, 'postgres.log'),
    connection: join(root, 'database.json'),
    startLock: join(root, 'start.lock'),
    serverLock: join(root, 'server.lock'),
  }
}
export type Layout = ReturnType<typeof layout>

/** Where the data lies when nobody says: beside the program, and for root where services keep theirs. */
export function defaultDataDir(): string {
  return process.getuid?.() === 0 ? '/var/lib/clamor' : resolve('data')
}

/** The major version of PostgreSQL that a data folder's database is of; undefined where there is none. */
export async function clusterVersion(dataDir: string): Promise<string | undefined> {
  const text = await readFile(join(layout(dataDir).cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return text?.trim()
}

/** A new cluster takes 70 MB with its first log segments; below this the first import would end in the middle. */
const spaceNeeded = 300 * 1024 * 1024

/** Makes the data folder if need be, for us alone, and refuses one we cannot work in. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  const { root } = layout(dataDir)
  try {
    await makeParents(dirname(root))
    await mkdir(root, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || !statSync(root).isDirectory()) throw error
    })
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw folderRefusal(root, error as NodeJS.ErrnoException)
  }
}

/** One after the other: asked for all at once, node never comes back from where nothing can be made, such as below /proc. */
async function makeParents(folder: string): Promise<void> {
  if (await stat(folder).catch(() => undefined)) return
  if (dirname(folder) !== folder) await makeParents(dirname(folder))
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** Refuses a data folder that cannot hold a cluster: another user's, or one on a disk that is nearly full. */
export async function prepareForCluster(at: Layout): Promise<void> {
  await prepareDataDir(at.root)
  await refuseForeignCluster(at)
  const space = await statfs(at.root)
  const free = Number(space.bavail) * Number(space.bsize)
  if (free < spaceNeeded && !(await stat(at.cluster).catch(() => undefined))) throw noSpace(at.root, free)
}

export function noSpace(folder: string, free?: number) {
  const left = free === undefined ? '' : ` (${Math.floor(free / 1024 / 1024)} MB are free)`
  return refuse('no-disk-space', 507, `There is not enough disk space in ${folder}${left}.`, {
    mend: 'Free at least 300 MB, or choose another folder with --data or CLAMOR_DATA.',
  })
}

/** A disk that is full or may not be written is the operator's to mend, wherever we come upon it. */
export function isFolderTrouble(error: unknown): error is NodeJS.ErrnoException {
  return ['ENOSPC', 'EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')
}

export function folderRefusal(folder: string, error: NodeJS.ErrnoException) {
  if (error.code === 'ENOSPC') return noSpace(folder)
  const reasons: Record<string, string> = {
    EACCES: 'is not writable',
    EPERM: 'is not writable',
    EROFS: 'lies on a read-only disk',
    ENOTDIR: 'is not a folder',
    EEXIST: 'is not a folder',
    ENOENT: 'cannot be made',
  }
  const reason = reasons[error.code ?? ''] ?? `cannot be used (${error.code})`
  return refuse('data-folder', 500, `The data folder ${folder} ${reason}.`, {
    mend: 'Give this user the right to write there, or choose another folder with --data or CLAMOR_DATA.',
  })
}

async function refuseForeignCluster(at: Layout): Promise<void> {
  const own = process.getuid?.()
  if (own === undefined || own === 0) return
  const cluster = await stat(at.cluster).catch(() => undefined)
  if (!cluster || cluster.uid === own) return
  throw refuse('data-folder-owner', 500, `The database in ${at.root} belongs to another user (uid ${cluster.uid}).`, {
    mend: 'Start Clamor as the user who made it, or choose another folder with --data or CLAMOR_DATA.',
  })
}

/** Whether the service account may enter the folder: asked of the kernel, since no reading of modes knows every rule. */
export async function canEnter(folder: string, user: ServiceUser): Promise<boolean> {
  if (!user) return true
  return await execFileAsync('sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).then(() => true, () => false)
}

/**
 * Lets PostgreSQL's account pass through root's data folder, by its group alone so that nobody else can, and refuses a
 * folder that it cannot reach at all, such as one below root's home.
 */
export async function letPass(at: Layout, user: ServiceUser): Promise<void> {
  if (!user || (await canEnter(at.root, user))) return
  const { uid, mode } = await stat(at.root)
  if (uid === 0) {
    await chown(at.root, 0, user.gid)
    await chmod(at.root, (mode & 0o777) | 0o010)
    if (await canEnter(at.root, user)) return
  }
  throw refuse('data-folder-unreachable', 500,
    `PostgreSQL runs as an unprivileged user (uid ${user.uid}), who cannot enter ${at.root}.`,
    { mend: 'Choose a folder outside private homes, such as --data /var/lib/clamor, or give others the right to pass ("chmod o+x").' })
}

/** Gives a tree to the service account; links are changed themselves, not followed. */
export async function giveTo(user: ServiceUser, folder: string): Promise<void> {
  if (!user) return
  await chown(folder, user.uid, user.gid)
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
}
