import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, readdir, readFile, rename, rm, stat, writeFile, mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { refuse } from '../refusal.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, noSpace, type Layout } from './folder.ts'
import { settings, type Profile } from './settings.ts'
import type { ServiceUser } from './user.ts'
import { apart, spawnWatched } from './watched.ts'

const major = '18'

/** Makes the cluster on first start, and then returns the password of the program's role; refuses one of another version. */
export async function ensureCluster(
  at: Layout, binaries: Binaries, user: ServiceUser, profile: Profile,
): Promise<string | undefined> {
  await removeHalfMade(at)
  if (await stat(at.cluster).catch(() => undefined)) {
    await refuseOtherVersion(at)
    // Root may have copied the folder back from a backup.
    if (user && (await stat(at.cluster)).uid !== user.uid) await giveTo(user, at.cluster)
    return undefined
  }
  const draft = join(at.root, `postgres.making-${process.pid}`)
  await mkdir(draft, { mode: 0o700 })
  if (user) await chown(draft, user.uid, user.gid)
  await initialise(draft, at, binaries, user, profile)
  await writeFile(join(draft, 'pg_hba.conf'), accessRules, { mode: 0o600 })
  const main = join(draft, 'postgresql.conf')
  const includes = "\ninclude_if_exists = 'clamor.conf'\ninclude_if_exists = 'own.conf'\n"
  await writeFile(join(draft, 'own.conf'), '# Settings of your own: they are read last and kept when Clamor is updated.\n')
  await writeFile(main, (await readFile(main, 'utf8')) + includes)
  await giveTo(user, draft)
  const password = await setPassword(draft, binaries, user, true)
  // A start that is killed before this leaves a draft, which the next one removes: never half a database.
  await rename(draft, at.cluster)
  return password
}

/**
 * Only the role of the program may come in, with its password; the superuser has no way in over the network, so that
 * a hole in the program does not open the operating system (COPY ... PROGRAM).
 */
const accessRules = `# TYPE  DATABASE  USER    ADDRESS       METHOD
local   all       clamor                scram-sha-256
host    all       clamor  127.0.0.1/32  scram-sha-256
host    all       clamor  ::1/128       scram-sha-256
`

async function initialise(draft: string, at: Layout, binaries: Binaries, user: ServiceUser, profile: Profile) {
  // The builtin locale is the same on every system and never changes under an index; the libc's character classes are
  // kept for what still asks them, where the system has them by that name.
  const classes = { linux: 'C.UTF-8', darwin: 'UTF-8' }[process.platform as string] ?? 'C'
  const attempt = async (lcCtype: string) =>
    await run(binaries.initdb, [
      `--pgdata=${draft}`, '--username=postgres', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
      '--locale=C', `--lc-ctype=${lcCtype}`, '--auth=trust', '--no-instructions', ...(profile === 'normal' ? [] : ['--no-sync']),
    ], user)
  let result = await attempt(classes)
  if (result.code !== 0 && /invalid locale/i.test(result.output)) result = await attempt('C')
  if (result.code === 0) return
  await rm(draft, { recursive: true, force: true })
  if (/No space left on device/i.test(result.output)) throw noSpace(at.root)
  throw refuse('initdb-failed', 500, `PostgreSQL could not make its database in ${at.root}: ${reason(result.output)}`, {
    mend: 'Choose another folder with --data, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
  })
}

/** Writes the settings of this version of the program. */
export async function writeSettings(at: Layout, user: ServiceUser, profile: Profile): Promise<void> {
  const path = join(at.cluster, 'clamor.conf')
  await writeFile(path, settings(profile), { mode: 0o600 })
  if (user) await chown(path, user.uid, user.gid)
}

/**
 * Makes the program's role and database, or gives the role a new password where the file with the old one was lost. In
 * single-user mode, so that no moment exists in which the server listens without a password.
 */
export async function setPassword(cluster: string, binaries: Binaries, user: ServiceUser, isNew = false): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  const rights = 'LOGIN CREATEDB NOSUPERUSER IN ROLE pg_monitor, pg_checkpoint'
  const statements = isNew
    ? [`CREATE ROLE clamor PASSWORD '${password}' ${rights};`, 'CREATE DATABASE clamor OWNER clamor;']
    : [`ALTER ROLE clamor PASSWORD '${password}';`]
  const { code, output } = await run(binaries.postgres, ['--single', '-D', cluster, 'postgres'], user, `${statements.join('\n')}\n`)
  if (code === 0 && !/(ERROR|FATAL|PANIC):/.test(output)) return password
  if (/No space left on device/i.test(output)) throw noSpace(cluster)
  throw refuse('database-setup-failed', 500, `PostgreSQL could not prepare its database in ${cluster}: ${reason(output)}`)
}

/** Without input the program is watched; with input it needs no watching, since it ends where its input ends. */
async function run(command: string, args: string[], user: ServiceUser, input?: string) {
  const child = input === undefined
    ? spawnWatched({ command, args, user, output: 'pipe' })
    : spawn(command, args, apart(user))
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status))
  })
  child.stdin?.on('error', () => {}) // It ended before it read: its output says why.
  if (input !== undefined) child.stdin?.end(input)
  const code = await ended.finally(() => child.stdin?.destroy())
  return { code, output }
}

async function refuseOtherVersion(at: Layout): Promise<void> {
  const version = (await readFile(join(at.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === major) return
  throw refuse('data-version', 500,
    version ? `The data in ${at.root} was made by PostgreSQL ${version}; this Clamor brings ${major}.`
      : `The folder ${at.cluster} is not a database that Clamor made.`,
    { mend: 'Choose another folder with --data, or bring the data over with a dump (docs/operator.md).' })
}

async function removeHalfMade(at: Layout): Promise<void> {
  for (const name of await readdir(dirname(at.cluster))) {
    if (name.startsWith(`${basename(at.cluster)}.making-`)) await rm(join(at.root, name), { recursive: true, force: true })
  }
}

/** The line of PostgreSQL's output that says why. */
export function reason(output: string): string {
  const lines = output.trim().split('\n')
  const telling = lines.findLast((line) => /(PANIC|FATAL|ERROR|error):/.test(line)) ?? lines.at(-1) ?? 'no reason given'
  return telling.replace(/^.*?(PANIC|FATAL|ERROR|error):\s*/, '').trim()
}
