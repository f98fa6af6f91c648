import { takeIn, stepTimes } from '#intake/index.ts'
import { countStatements, foldAll } from '#statement/index.ts'
import type { Arrival } from '#channel/index.ts'
import type { BenchHouse } from './house.ts'
import { use } from './machine.ts'
import { benchPosts } from './posts.ts'

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
  /** The most that was seen during the run. */
  nodeMegabytes: number
  postgresMegabytes: number
  steps: Record<string, number>
}

const batch = 1_000

/** Takes `count` posts in and waits until the last of them is folded, searchable and committed. */
export async function pour(bench: BenchHouse, campaign: { id: string }, count: number, seed: number): Promise<Run> {
  const before = await countStatements(bench.house.db, campaign.id)
  const stepsBefore = stepTimes()
  const useBefore = await use(bench.house.db)
  const logBefore = await logPosition(bench)
  let making = 0
  let [nodeMost, postgresMost] = [0, 0]
  const posts = benchPosts(count, seed)
  const next = (): Arrival[] => {
    // The generator is not what is measured: its time is taken off.
    const start = performance.now()
    const arrivals: Arrival[] = []
    for (let i = 0; i < batch; i++) {
      const post = posts.next()
      if (post.done) break
      arrivals.push(post.value)
    }
    making += performance.now() - start
    return arrivals
  }
  const began = performance.now()
  let running: Promise<unknown> = Promise.resolve()
  for (let n = 0, arrivals = next(); arrivals.length > 0; n++) {
    const taken = takeIn(bench.house, campaign as { id: string }, arrivals, { patient: true })
    arrivals = next()
    await running
    running = taken
    if (n % 20 === 0) {
      const now = await use(bench.house.db)
      nodeMost = Math.max(nodeMost, now.nodeMegabytes)
      postgresMost = Math.max(postgresMost, now.postgresMegabytes)
    }
  }
  await running
  await foldAll(bench.house, campaign.id)
  const seconds = (performance.now() - began - making) / 1_000
  const after = await use(bench.house.db)
  const { statements } = await countStatements(bench.house.db, campaign.id)
  const perPost = (value: number) => Math.round((value * 1e6) / count)
  return {
    posts: count,
    statements: statements - before.statements,
    seconds: Math.round(seconds * 100) / 100,
    postsPerSecond: Math.round(count / seconds),
    nodePerPost: perPost(after.nodeSeconds - useBefore.nodeSeconds - making / 1_000),
    postgresPerPost: perPost(after.postgresSeconds - useBefore.postgresSeconds),
    logPerPost: Math.round(((await logPosition(bench)) - logBefore) / count),
    nodeMegabytes: nodeMost,
    postgresMegabytes: postgresMost,
    steps: Object.fromEntries(Object.entries(stepTimes()).map(([name, sum]) => [name, Math.round(((sum.milliseconds - (stepsBefore[name]?.milliseconds ?? 0)) * 1e4) / count) / 10])),
  }
}

async function logPosition(bench: BenchHouse): Promise<number> {
  return Number((await bench.house.db.row<{ at: string }>(`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as at`))!.at)
}
