import { readFile } from 'node:fs/promises'
import type { Database } from '#core/index.ts'

/** Seconds of processor and bytes of memory of this process and of PostgreSQL (all its processes, shared pages counted once). */
export interface Use {
  nodeSeconds: number
  postgresSeconds: number
  nodeMegabytes: number
  postgresMegabytes: number
}

export async function use(db: Database): Promise<Use> {
  const pids = (await db.rows<{ pid: number }>(`select pid from pg_stat_activity where pid is not null`)).map((row) => row.pid)
  const each = await Promise.all(pids.map(async (pid) => ({ seconds: await secondsOf(pid), bytes: await memoryOf(pid) })))
  const { user, system } = process.cpuUsage()
  return {
    nodeSeconds: (user + system) / 1e6,
    postgresSeconds: each.reduce((sum, one) => sum + one.seconds, 0),
    nodeMegabytes: Math.round(process.memoryUsage.rss() / 1e6),
    postgresMegabytes: Math.round(each.reduce((sum, one) => sum + one.bytes, 0) / 1e6),
  }
}

async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024
}
