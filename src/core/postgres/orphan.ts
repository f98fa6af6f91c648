import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../refusal.ts'
import { commandLine, isAlive, within } from './process.ts'

/** The number in a cluster's own pid file; undefined when there is none. */
export async function postmasterPid(cluster: string): Promise<number | undefined> {
  return Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]) || undefined
}

/**
 * Clears the way for a start when no living Clamor holds the life line. A server that is still there is ours and
 * ownerless only if its command line names our folder: it is asked to stop, and stopped. A number that now belongs to
 * another program (after a reboot) would keep PostgreSQL from starting for ever, so that file is removed. A number that
 * belongs to nobody is left to PostgreSQL, which uses the file to look for survivors.
 */
export async function endOrphan(cluster: string, log?: { warn(message: string): void }): Promise<void> {
  const pid = await postmasterPid(cluster)
  if (!pid || !isAlive(pid)) return
  if (!(await commandLine(pid)).includes(cluster)) {
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  log?.warn(`Stopping the PostgreSQL (pid ${pid}) that an earlier Clamor left behind.`)
  for (const [signal, patience] of [['SIGINT', 3000], ['SIGQUIT', 3000], ['SIGKILL', 2000]] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await within(patience, () => !isAlive(pid))) return
  }
  throw refuse('postgres-orphan', 500, `A PostgreSQL (pid ${pid}) still uses ${cluster} and does not stop.`, {
    mend: `Stop it with "kill -9 ${pid}" and start again.`,
  })
}
