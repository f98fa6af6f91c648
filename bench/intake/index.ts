import { bareCopy } from './copy.ts'
import { openBenchHouse } from './house.ts'
import type { Kind } from './posts.ts'
import { pour, type Run } from './pour.ts'
import { singles } from './singles.ts'
import { oneAndTwo } from './two.ts'

const sample = 50_000

/**
 * How fast posts come in, end to end: accepted, stored, encrypted, folded, searchable, committed; into an empty campaign and into
 * one that holds `stored` posts. One stream of posts with a fixed seed. Real settings: fsync on, every commit waited for before it is answered.
 */
export async function intakeBench({ stored, kind }: { stored: number; kind: Kind }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    console.log(`posts: ${kind === 'example' ? 'of the example campaign (--kind example)' : 'random, the worst case (--kind random)'}`)
    // The compiler has seen everything before the clock starts.
    await pour(bench, await bench.addCampaign(), await bench.posts(kind, 10_000, 1), 10_000)
    const campaign = await bench.addCampaign()
    const fill = Math.max(0, stored - sample)
    const posts = await bench.posts(kind, sample + fill + sample, 2)
    const empty = await pour(bench, campaign, posts, sample)
    print('empty', empty)
    if (fill > 0) print('filling', await pour(bench, campaign, posts, fill))
    const full = await pour(bench, campaign, posts, sample)
    print(`with ${stored.toLocaleString('en')} stored`, full)
    console.log(`ratio stored to empty: ${(full.postsPerSecond / empty.postsPerSecond).toFixed(2)}`)
    console.log(`bare COPY of the same post rows into the same indexed table: ${(await bareCopy(bench, campaign.id, sample)).toLocaleString('en')} rows/s`)
    for (const { name, p50, p95, perSecond } of await singles(bench, kind)) console.log(`single posts, ${name}: answered in ${p50} ms (median), ${p95} ms (p95); ${perSecond.toLocaleString('en')} posts/s`)
    const { one, two, split } = await oneAndTwo(bench, kind, 100_000)
    console.log(`import by one process ${one.toLocaleString('en')} posts/s, by two at once ${two.toLocaleString('en')} posts/s; identical texts split: ${split}`)
    console.log('steps of the pipeline, microseconds a post, waiting for PostgreSQL included; storing and folding run side by side:')
    console.table(Object.fromEntries(Object.keys(full.steps).map((step) => [step, { empty: empty.steps[step], stored: full.steps[step] }])))
  } finally {
    await bench.close()
  }
}

function print(name: string, run: Run): void {
  const { posts, statements, seconds, postsPerSecond, nodePerPost, postgresPerPost, logPerPost, nodeMegabytes, postgresMegabytes, load } = run
  const n = (value: number) => value.toLocaleString('en')
  console.log(`${name}: ${n(posts)} posts, ${n(statements)} statements in ${seconds} s = ${n(postsPerSecond)} posts/s`)
  console.log(`  processor: node ${nodePerPost} us, PostgreSQL ${postgresPerPost} us a post; memory: node ${nodeMegabytes} MB, PostgreSQL ${postgresMegabytes} MB; ${logPerPost} bytes of log a post; load ${load}`)
}
