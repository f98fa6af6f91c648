import { takeIn, stepTimes, timed } from '#intake/index.ts'
import { countStatements, foldAll } from '#statement/index.ts'
import type { BenchHouse } from './house.ts'
import { load, use } from './machine.ts'
import type { PostFile } from './posts.ts'

export interface Run {
  posts: number
  statements: number
  seconds: number
  postsPerSecond: number
  /** Microseconds of processor a post. */
  nodePerPost: number
  postgresPerPost: number
  /** Bytes of write-ahead log a post. */
  logPerPost: number
  /** The most that was seen during the run; of PostgreSQL at its end. */
  nodeMegabytes: number
  postgresMegabytes: number
  /** Load of the machine over 1, 5 and 15 minutes, ours included. */
  load: string
  steps: Record<string, number>
}

const batch = 1_000
/** Batches sent before the answer to the first is awaited, as an import does. */
const underWay = 3

/** Takes the next `count` posts in and waits until the last of them is folded, searchable and committed. */
export async function pour(bench: BenchHouse, campaign: { id: string }, posts: PostFile, count: number): Promise<Run> {
  const { house, postgresPid } = bench
  const before = await countStatements(house.db, campaign.id)
  const stepsBefore = stepTimes()
  const useBefore = await use(postgresPid)
  const logBefore = await logPosition(bench)
  let nodeMost = 0
  const began = performance.now()
  const running: Promise<unknown>[] = []
  for (let taken = 0; taken < count; taken += batch) {
    const arrivals = timed('read and check', () => posts.next(Math.min(batch, count - taken)))
    running.push(takeIn(house, campaign, arrivals, { patient: true }))
    if (running.length >= underWay) await running.shift()
    // PostgreSQL's is looked at when the clock has stopped: counting the pages of its processes takes up to a hundredth of the run.
    nodeMost = Math.max(nodeMost, process.memoryUsage.rss())
  }
  await Promise.all(running)
  await foldAll(house, campaign.id)
  const seconds = (performance.now() - began) / 1_000
  const after = await use(postgresPid)
  const { statements } = await countStatements(house.db, campaign.id)
  const perPost = (value: number) => Math.round((value * 1e6) / count)
  return {
    posts: count,
    statements: statements - before.statements,
    seconds: Math.round(seconds * 100) / 100,
    postsPerSecond: Math.round(count / seconds),
    nodePerPost: perPost(after.nodeSeconds - useBefore.nodeSeconds),
    postgresPerPost: perPost(after.postgresSeconds - useBefore.postgresSeconds),
    logPerPost: Math.round(((await logPosition(bench)) - logBefore) / count),
    nodeMegabytes: Math.round(nodeMost / 1e6),
    postgresMegabytes: after.postgresMegabytes,
    load: load(),
    steps: Object.fromEntries(Object.entries(stepTimes()).map(([name, sum]) => [name, Math.round(((sum.milliseconds - (stepsBefore[name]?.milliseconds ?? 0)) * 1e4) / count) / 10])),
  }
}

async function logPosition(bench: BenchHouse): Promise<number> {
  return Number((await bench.house.db.row<{ at: string }>(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as at`))!.at)
}
