import { execFileSync } from 'node:child_process'
import { access, constants, mkdir, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How little the program is given. */
export interface Bounds {
  told: string
  /** Words before the command. */
  before: string[]
  environment: Record<string, string>
  end(): Promise<void>
}

export const unbounded: Bounds = { told: 'everything', before: [], environment: {}, end: async () => {} }

/** One core and so much memory for the program and PostgreSQL together: by a control group where we may make one, else by the heap alone. */
export async function bounded(megabytes: number): Promise<Bounds> {
  const group = await makeGroup(megabytes)
  const core = has('taskset')
  const heap = Math.round(megabytes * 0.4)
  const told = [core ? 'one core' : 'all cores (no taskset here)', group ? `${megabytes} MB by a control group` : `no control group here: memory is only measured`, `--max-old-space-size=${heap}`, 'CLAMOR_POSTGRES=small']
  return {
    told: told.join(', '),
    before: [...(group ? ['sh', '-c', `echo $$ > '${join(group, 'cgroup.procs')}' && exec "$@"`, 'sh'] : []), ...(core ? ['taskset', '-c', '0'] : [])],
    environment: { CLAMOR_POSTGRES: 'small', NODE_OPTIONS: `--max-old-space-size=${heap}` },
    end: async () => void (group && (await rmdir(group).catch(() => {}))),
  }
}

/** Control groups of the first and of the second kind; undefined where we may not. */
async function makeGroup(megabytes: number): Promise<string | undefined> {
  for (const [root, limit] of [['/sys/fs/cgroup/memory', 'memory.limit_in_bytes'], ['/sys/fs/cgroup', 'memory.max']] as const) {
    const group = join(root, `clamor-bench-${process.pid}`)
    try {
      await mkdir(group)
      await access(join(group, limit), constants.W_OK)
      await writeFile(join(group, limit), String(megabytes * 1_048_576))
      return group
    } catch {
      await rmdir(group).catch(() => {})
    }
  }
  return undefined
}

function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
