import { flowOf } from '#core/index.ts'
import { slices } from '../../src/flow.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { pour, type Run } from '../intake/pour.ts'
import { rulesFor } from './rules.ts'

/**
 * What rules cost where posts come in: the same posts without anything that looks at them, as they come in where there are no rules (floods are
 * counted), with `rules` of them, and with rules that take every fifth statement. Compared by seconds of processor, which other work on the machine does not change.
 */
export async function ruleBench({ posts, rules }: { posts: number; rules: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const without: BenchHouse = { ...bench, house: { ...bench.house, flow: flowOf(slices.map((slice) => (slice.name === 'rule' ? { ...slice, steps: {} } : slice))) } }
    const pass = async (on: BenchHouse, words: string[]): Promise<Run> => {
      const campaign = await on.addCampaign()
      await rulesFor(bench.house, campaign.id, words)
      return pour(on, campaign, await on.posts('random', posts, 3), posts)
    }
    // The compiler has seen everything before it counts.
    await pass(without, [])
    await pass(bench, ['warmth'])
    const rare = Array.from({ length: rules }, (_, n) => `zzz${n} qqq${n % 7}`)
    const base = await pass(without, [])
    print('no look at them', base, base)
    print('no rules', await pass(bench, []), base)
    print(`${rules} rules that take nothing`, await pass(bench, rare), base)
    print(`${rules} rules, some take much`, await pass(bench, [...rare.slice(5), 'water', 'road', 'school', 'agua', 'night']), base)
    const aside = await bench.house.db.row<{ count: number }>(`select count(*)::int as count from aside where campaign_id in (select id from campaign order by created_at desc limit 1)`)
    console.log(`put aside in the last: ${aside!.count.toLocaleString('en')} statements`)
  } finally {
    await bench.close()
  }
}

function print(name: string, run: Run, base: Run): void {
  const cost = (one: Run) => one.nodePerPost + one.postgresPerPost
  console.log(`${name}: processor ${cost(run)} us a post (node ${run.nodePerPost}, PostgreSQL ${run.postgresPerPost}), ${(cost(run) / cost(base)).toFixed(2)} of the first; ${run.postsPerSecond.toLocaleString('en')} posts/s, load ${run.load}`)
}
