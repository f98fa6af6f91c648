import { closeSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { answers, connectionUrl, readConnection } from './connection.ts'
import type { Layout } from './folder.ts'
import { isAlive, within } from './process.ts'
import { postmasterPid } from './orphan.ts'
import type { Postgres } from './start.ts'
import { lifeLine } from './watched.ts'

/**
 * Joins the database that another process has started; undefined when none runs, or it is just starting or ending.
 * The life line is looked at again after it answered: the watcher removes it before it stops the database, so what is
 * still there was not about to end when we took hold of it.
 */
export async function joinRunning(at: Layout): Promise<Postgres | undefined> {
  const connection = await readConnection(at.connection)
  if (!connection) return undefined
  const alive = join(connection.runDir, 'alive')
  const line = process.platform === 'win32' ? undefined : lifeLine.join(alive)
  if (line === undefined && process.platform !== 'win32') return undefined
  const release = () => line !== undefined && closeSync(line)
  try {
    if ((await answers(connection)) === 'yes' && (await isThere(alive))) {
      const pid = (await postmasterPid(at.cluster)) ?? 0
      const stop = onceOnly(async () => {
        release()
        await afterLettingGo(alive, () => !isAlive(pid))
      })
      return { url: connectionUrl(connection), pid, joined: true, stop, ended: new Promise(() => {}) }
    }
  } catch (error) {
    release()
    throw error
  }
  release()
  return undefined
}

/** Waits for the end of the database if ours was the last hold on it. */
export async function afterLettingGo(alive: string, hasEnded: () => boolean): Promise<void> {
  const wasLast = await within(150, async () => hasEnded() || !(await isThere(alive)))
  if (wasLast) await within(2500, hasEnded)
}

export function onceOnly(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

async function isThere(path: string): Promise<boolean> {
  return process.platform === 'win32' || (await stat(path).then(() => true, () => false))
}
