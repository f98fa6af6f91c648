import { refuse } from '../refusal.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster, setPassword, writeSettings } from './cluster.ts'
import { readConnection } from './connection.ts'
import { folderRefusal, isFolderTrouble, layout, letPass, prepareForCluster, type Layout } from './folder.ts'
import { joinRunning } from './join.ts'
import { launch, startTimeout } from './launch.ts'
import { takeLock, type Lock } from './lock.ts'
import { endOrphan } from './orphan.ts'
import { freePort } from './run-dir.ts'
import type { Profile } from './settings.ts'
import { serviceUser } from './user.ts'

export type StartOptions = {
  dataDir: string
  log?: { info(message: string): void; warn(message: string): void }
  /** A loopback port for the operator's tools; without it there is only a socket. */
  port?: number
  profile?: Profile
  /** A server is the only one on its data folder. Commands beside it leave this out and join. */
  serving?: boolean
  /** Remove the data folder when the last process lets go of it, however that process ends. */
  throwAway?: boolean
  /** How long it may take, replay of the log after a crash included. */
  startTimeoutSeconds?: number
}

export type Postgres = {
  url: string
  pid: number
  /** Whether another Clamor had started it. */
  joined: boolean
  /** Lets go of it; it ends when nobody else uses it, and then this waits for that: usually 0.2 s, 1.5 s at most. */
  stop(): Promise<void>
  /** Resolves, with a line that says why, only if it ends without having been asked to. */
  ended: Promise<string>
}

/** Starts the embedded PostgreSQL of a data folder, or joins the one that runs there. Refuses in one plain line. */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const at = layout(options.dataDir)
  await prepareForCluster(at)
  const server = options.serving ? await beTheOnlyServer(at) : undefined
  try {
    const postgres = await joinOrStart(at, options)
    return { ...postgres, stop: () => postgres.stop().finally(() => server?.release()) }
  } catch (error) {
    server?.release()
    throw isFolderTrouble(error) ? folderRefusal(at.root, error) : error
  }
}

async function beTheOnlyServer(at: Layout): Promise<Lock> {
  const result = await takeLock(at.serverLock)
  if ('lock' in result) return result.lock
  throw refuse('already-serving', 409, `Another Clamor (pid ${result.heldBy}) already serves this data folder (${at.root}).`, {
    mend: 'Stop it first, or choose another folder with --data.',
  })
}

/** One process at a time starts; the others wait for it and then join. */
async function joinOrStart(at: Layout, options: StartOptions): Promise<Postgres> {
  const deadline = Date.now() + (options.startTimeoutSeconds ?? 120) * 1000
  for (;;) {
    const joined = await joinRunning(at)
    if (joined) return joined
    const result = await takeLock(at.startLock)
    if ('lock' in result) {
      try {
        return (await joinRunning(at)) ?? (await start(at, options, deadline))
      } finally {
        result.lock.release()
      }
    }
    if (Date.now() > deadline) throw startTimeout(at)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function start(at: Layout, options: StartOptions, deadline: number): Promise<Postgres> {
  const profile = options.profile ?? 'normal'
  const user = await serviceUser(at.cluster)
  await letPass(at, user)
  const binaries = await findBinaries(user, at.root)
  await endOrphan(at.cluster, options.log)

  const before = await readConnection(at.connection)
  const fresh = await ensureCluster(at, binaries, user, profile)
  await writeSettings(at, user, profile)
  const password = fresh ?? before?.password ?? (await setPassword(at.cluster, binaries, user))
  const port = options.port ?? (process.platform === 'win32' ? await freePort() : undefined)
  return await launch({ at, binaries, user, password, port, deadline, throwAway: options.throwAway ?? false })
}
