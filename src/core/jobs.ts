import { createRequire } from 'node:module'
import { parse } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import type { Runner, TaskList } from 'graphile-worker'
import type { Transactor } from './data/index.ts'
import type { House } from './house.ts'
import type { Job } from './slice.ts'

const { Logger, run, runMigrations } = loadedAtTheRoot()

/**
 * When it is loaded it looks for settings of its own, from the working folder upwards: it would run what somebody else has put there, and fails
 * where the account of the service may not look, as in the home of whoever calls the command. So it is loaded from the root, without a pause in
 * between.
 */
function loadedAtTheRoot(): typeof import('graphile-worker') {
  const load = () => createRequire(import.meta.url)('graphile-worker') as typeof import('graphile-worker')
  // A thread cannot change the folder; of ours only the one that builds the pages gets here.
  if (!isMainThread) return load()
  const before = process.cwd()
  process.chdir(parse(before).root)
  try {
    return load()
  } finally {
    goBack(before)
  }
}

/** A folder that one may not enter: no path from there leads anywhere. */
function goBack(folder: string): void {
  try {
    process.chdir(folder)
  } catch {}
}

/** Adds a job in this transaction: it runs if and when the transaction commits. `key`: a job waiting under it is replaced. */
export async function addJob(t: Transactor, name: string, payload: unknown, options: { key?: string; runAt?: Date } = {}): Promise<void> {
  await t.rows(
    `select graphile_worker.add_job($1, payload := $2::json, job_key := $3, run_at := $4, max_attempts := 25)`,
    [name, JSON.stringify(payload ?? {}), options.key ?? null, options.runAt ?? null],
  )
}

export async function migrateJobs(house: Pick<House, 'db'>): Promise<void> {
  await runMigrations({ pgPool: house.db.pool, logger: quiet })
}

/** Works off jobs until `stop` is called. */
export async function startJobs(house: House, jobs: Job[]): Promise<Runner> {
  const taskList: TaskList = {}
  for (const job of jobs) {
    taskList[job.name] = async (payload) => {
      await withTimeout(job.run(house, payload), job.timeoutSeconds, job.name)
    }
  }
  const crontab = jobs.filter((job) => job.every).map((job) => `${job.every} ${job.name}`).join('\n')
  return run({ pgPool: house.db.pool, taskList, crontab, concurrency: 2, pollInterval: 2_000, noHandleSignals: true, logger: quiet })
}

async function withTimeout(work: Promise<void>, seconds: number, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`job ${name} took longer than ${seconds} s`)), seconds * 1_000)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}

// graphile-worker logs every job to stdout by default; failures are kept with the job and shown by `clamor doctor`.
const quiet = new Logger(() => () => {})
