import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../refusal.ts'
import type { Binaries } from './binaries.ts'
import { reason } from './cluster.ts'
import { answers, connectionUrl, readConnection, writeConnection, type Connection } from './connection.ts'
import { noSpace, type Layout } from './folder.ts'
import { afterLettingGo, onceOnly } from './join.ts'
import { makeRunDir } from './run-dir.ts'
import type { Postgres } from './start.ts'
import type { ServiceUser } from './user.ts'
import { lifeLine, spawnWatched } from './watched.ts'

type Launch = {
  at: Layout
  binaries: Binaries
  user: ServiceUser
  password: string
  port: number | undefined
  deadline: number
  throwAway: boolean
}

/** Starts the server process and waits until it answers. */
export async function launch(given: Launch): Promise<Postgres> {
  const { at, user, password, port, deadline } = given
  for (;;) {
    const former = (await readConnection(at.connection))?.runDir
    const connection = { password, port, runDir: await makeRunDir(at.root, user, former), startedBy: process.pid }
    await writeConnection(at.connection, connection)
    const server = spawnServer(given, connection)
    const outcome = await ready(server, connection, given)
    if (outcome === 'ready') return await owned(server, connection, given)
    server.release()
    if (outcome === 'timeout') throw startTimeout(at)
    // After a kill -9 of its main process the others need a moment to notice; PostgreSQL rightly waits for them.
    if (!/shared memory block/.test(outcome) || Date.now() > deadline) throw startFailure(at, outcome)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

type Server = { child: ChildProcess; alive: string; release(): void; exited: () => boolean; output(): string }

function spawnServer({ at, binaries, user, throwAway }: Launch, connection: Connection): Server {
  const alive = join(connection.runDir, 'alive')
  const line = process.platform === 'win32' ? undefined : lifeLine.start(alive)
  const log = openLog(at.log)
  const child = spawnWatched({
    command: binaries.postgres,
    args: ['-D', at.cluster, '-k', process.platform === 'win32' ? '' : connection.runDir,
      '-c', `listen_addresses=${connection.port === undefined ? '' : '127.0.0.1'}`, '-p', String(connection.port ?? 5432)],
    user,
    ...(line ? { lifeLine: line.reader, runDir: connection.runDir } : {}),
    removeAfter: throwAway ? at.root : undefined,
    output: log.descriptor,
  })
  closeSync(log.descriptor)
  if (line) closeSync(line.reader)
  let holding = true
  let ended = false
  child.on('exit', () => (ended = true))
  child.on('error', () => (ended = true))
  return {
    child,
    alive,
    exited: () => ended,
    output: () => readFileSync(at.log).subarray(log.size).toString(),
    release() {
      if (!holding) return
      holding = false
      if (line) closeSync(line.writer)
      else child.kill()
    },
  }
}

/** ready, timeout, or what the server wrote before it gave up. */
async function ready(server: Server, connection: Connection, { at, deadline }: Launch): Promise<string> {
  for (;;) {
    if (server.exited()) return server.output()
    const state = await readFile(join(at.cluster, 'postmaster.pid'), 'utf8').then((text) => text.split('\n')[7]?.trim(), () => '')
    if (state === 'ready' && (await answers(connection)) === 'yes') return 'ready'
    if (Date.now() > deadline) return 'timeout'
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function owned(server: Server, connection: Connection, { at, throwAway }: Launch): Promise<Postgres> {
  const pid = Number((await readFile(join(at.cluster, 'postmaster.pid'), 'utf8')).split('\n')[0])
  let stopping = false
  const ended = new Promise<string>((resolve) => {
    server.child.on('exit', (code) => {
      server.release()
      if (!stopping) resolve(unexpectedEnd(at, code, server.output()))
    })
  })
  server.child.unref()
  const stop = onceOnly(async () => {
    stopping = true
    server.child.ref()
    server.release()
    await afterLettingGo(server.alive, server.exited)
    server.child.unref()
    // The watcher removes it too, but as another user it cannot remove every file of ours.
    if (throwAway && server.exited()) await rm(at.root, { recursive: true, force: true })
  })
  return { url: connectionUrl(connection), pid, joined: false, stop, ended }
}

/** PostgreSQL writes only warnings and worse, so the file is small; it is begun anew when it has grown all the same. */
function openLog(path: string): { descriptor: number; size: number } {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const startAnew = size > 4 * 1024 * 1024
  return { descriptor: openSync(path, startAnew ? 'w' : 'a', 0o600), size: startAnew ? 0 : size }
}

function unexpectedEnd(at: Layout, code: number | null, output: string): string {
  if (/No space left on device/i.test(output)) return noSpace(at.root).line
  const how = code === 137 ? 'it was killed' : reason(output)
  return `PostgreSQL ended by itself: ${how}. Nothing that was committed is lost; start Clamor again. Details are in ${at.log}.`
}

function startFailure(at: Layout, output: string) {
  if (/No space left on device/i.test(output)) return noSpace(at.root)
  if (/Address already in use/i.test(output)) {
    return refuse('database-port-taken', 500, 'The port for PostgreSQL is taken.', { mend: 'Choose another one.' })
  }
  return refuse('postgres-start-failed', 500, `PostgreSQL does not start: ${reason(output)}.`, { mend: `Details are in ${at.log}.` })
}

export function startTimeout(at: Layout) {
  return refuse('postgres-start-timeout', 503, 'PostgreSQL is not ready after the time allowed.', {
    mend: `It may still be replaying its log after a crash: try again in a minute. Details are in ${at.log}.`,
  })
}
