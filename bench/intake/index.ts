import { bareCopy } from './copy.ts'
import { openBenchHouse } from './house.ts'
import { pour, type Run } from './pour.ts'
import { singles } from './singles.ts'
import { oneAndTwo } from './two.ts'

const sample = 50_000

/**
 * How fast posts come in, end to end: accepted, stored, encrypted, folded, searchable, committed; into an empty campaign and into
 * one that holds `stored` posts. Fixed seeds. Real settings: fsync on, every commit waited for before it is answered.
 */
export async function intakeBench({ stored }: { stored: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    // The compiler has seen everything before the clock starts.
    await pour(bench, await bench.addCampaign(), 10_000, 1)
    const campaign = await bench.addCampaign()
    const empty = await pour(bench, campaign, sample, 2)
    print('empty', empty)
    if (stored > sample) print('filling', await pour(bench, campaign, stored - sample, 3))
    const full = await pour(bench, campaign, sample, 4)
    print(`with ${stored.toLocaleString('en')} stored`, full)
    console.log(`ratio stored to empty: ${(full.postsPerSecond / empty.postsPerSecond).toFixed(2)}`)
    console.log(`bare COPY of the same post rows into the same indexed table: ${(await bareCopy(bench, campaign.id, sample)).toLocaleString('en')} rows/s`)
    for (const { name, p50, p95, perSecond } of await singles(bench)) console.log(`single posts, ${name}: answered in ${p50} ms (median), ${p95} ms (p95); ${perSecond.toLocaleString('en')} posts/s`)
    const { one, two, split } = await oneAndTwo(bench, 100_000)
    console.log(`import by one process ${one.toLocaleString('en')} posts/s, by two at once ${two.toLocaleString('en')} posts/s; identical texts split: ${split}`)
    console.log('steps of the pipeline, microseconds a post, waiting for PostgreSQL included; storing and folding run side by side:')
    console.table(Object.fromEntries(Object.keys(full.steps).map((step) => [step, { empty: empty.steps[step], stored: full.steps[step] }])))
  } finally {
    await bench.close()
  }
}

function print(name: string, run: Run): void {
  const { posts, statements, seconds, postsPerSecond, nodePerPost, postgresPerPost, logPerPost, nodeMegabytes, postgresMegabytes } = run
  const n = (value: number) => value.toLocaleString('en')
  console.log(`${name}: ${n(posts)} posts, ${n(statements)} statements in ${seconds} s = ${n(postsPerSecond)} posts/s`)
  console.log(`  processor: node ${nodePerPost} us, PostgreSQL ${postgresPerPost} us a post; memory: node ${nodeMegabytes} MB, PostgreSQL ${postgresMegabytes} MB; ${logPerPost} bytes of log a post`)
}
