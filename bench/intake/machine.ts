import { readFile } from 'node:fs/promises'
import { loadavg } from 'node:os'

/** Seconds of processor and bytes of memory of this process and of PostgreSQL (all its processes, shared pages counted once). */
export interface Use {
  nodeSeconds: number
  postgresSeconds: number
  nodeMegabytes: number
  postgresMegabytes: number
}

export async function use(postgresPid: number): Promise<Use> {
  const children = (await readFile(`/proc/${postgresPid}/task/${postgresPid}/children`, 'utf8').catch(() => '')).split(' ').filter(Boolean)
  const pids = [String(postgresPid), ...children]
  const each = await Promise.all(pids.map(async (pid) => ({ seconds: await secondsOf(pid), bytes: await memoryOf(pid) })))
  const { user, system } = process.cpuUsage()
  return {
    nodeSeconds: (user + system) / 1e6,
    postgresSeconds: each.reduce((sum, one) => sum + one.seconds, 0),
    nodeMegabytes: Math.round(process.memoryUsage.rss() / 1e6),
    postgresMegabytes: Math.round(each.reduce((sum, one) => sum + one.bytes, 0) / 1e6),
  }
}

/** What else the machine does: of a figure measured beside other work only the seconds of processor can be compared. */
export function load(): string {
  return loadavg().map((value) => value.toFixed(1)).join(' ')
}

/** With the seconds of children that have ended: vacuuming comes and goes. */
async function secondsOf(pid: string): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0) / 100
}

async function memoryOf(pid: string): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024
}
