import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, closeSync, constants, openSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceUser } from './user.ts'

/**
 * Runs a program so that it cannot outlive us. A shell stands between: it reads the pipe that is its standard input,
 * and when nobody holds the other end any more, however we died, it tells the program to stop (INT, which PostgreSQL
 * takes as "fast"), and a good second later to stop at once (QUIT: nothing committed is lost, the log is replayed at
 * the next start). `$1` is the folder of socket and life line: the line is removed before that, so that nobody joins what
 * is ending, the rest after it. `$2` is another folder to remove then, which spares the database its farewell: QUIT at once.
 *
 * Three traps, each seen: a background job in a shell has /dev/null as its standard input, so the pipe is moved to 3
 * first; the loop instead of one `sleep` leaves no sleeping process behind; a number may belong to somebody else once
 * the program has ended, so the reader is stopped first thing after `wait`.
 */
const watcher = `
run=$1 gone=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- & p=$!
(
  cat <&3 >/dev/null
  [ -z "$run" ] || rm -f "$run/alive"
  [ -n "$gone" ] && kill -QUIT $p 2>/dev/null || kill -INT $p 2>/dev/null
  i=0
  while [ $i -lt 14 ] && kill -0 $p 2>/dev/null; do sleep 0.1; i=$((i+1)); done
  kill -QUIT $p 2>/dev/null
) >/dev/null 2>&1 & w=$!
wait $p; code=$?
kill $w 2>/dev/null
[ -z "$run" ] || rm -rf "$run" 2>/dev/null
[ -z "$gone" ] || rm -rf "$gone" 2>/dev/null
exit $code`

export type Watched = {
  command: string
  args: string[]
  user: ServiceUser
  /** The reading end of the life line; without it a pipe to us alone is made. */
  lifeLine?: number
  runDir?: string
  removeAfter?: string | undefined
  output: 'pipe' | number
}

/** Starts the program behind the watcher; the child that is returned is the shell and ends with the program's code. */
export function spawnWatched({ command, args, user, lifeLine, runDir = '', removeAfter = '', output }: Watched): ChildProcess {
  if (process.platform === 'win32') return spawn(command, args, { stdio: ['ignore', output, output] })
  // The kernel's own signal covers the case that the shell is killed too. Linux only, and not on every one.
  const guard = hasSetpriv() ? ['setpriv', '--pdeathsig', 'INT', '--'] : []
  return spawn('sh', ['-c', watcher, 'clamor-postgres-watcher', runDir, removeAfter, ...guard, command, ...args], {
    ...apart(user),
    stdio: [lifeLine ?? 'pipe', output, output],
  })
}

/** As another account, in a session of its own (the terminal's Ctrl-C is for us), and without our secrets. */
export function apart(user: ServiceUser) {
  return { ...user, cwd: '/', env: { PATH: systemPath, LC_ALL: 'C' }, detached: true }
}

/** Not ours: the environment is read in one place only, and holds keys that PostgreSQL has no business with. */
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin'

function hasSetpriv(): boolean {
  if (process.platform !== 'linux') return false
  return systemPath.split(':').some((folder) => {
    try {
      accessSync(join(folder, 'setpriv'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * The life line: a named pipe whose writing end every process that uses the database holds open. The kernel closes
 * it for whoever dies, and when the last has gone the watcher reads the end of the file. So a command may join a
 * running server, and a server a running import, and neither pulls the database away from the other.
 */
export const lifeLine = {
  /** For the process that starts the database. Opening both ends first means that none of it can block or miss. */
  start(path: string): { reader: number; writer: number } {
    const both = openSync(path, constants.O_RDWR)
    try {
      return { reader: openSync(path, constants.O_RDONLY), writer: openSync(path, constants.O_WRONLY) }
    } finally {
      closeSync(both)
    }
  },
  /** For the process that joins; undefined when no watcher reads. */
  join(path: string): number | undefined {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch {
      return undefined
    }
  },
}
