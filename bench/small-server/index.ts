import { totalmem } from 'node:os'
import { load } from '../intake/machine.ts'
import { quantiles, type Quantiles } from '../desk/quantiles.ts'
import { bounded, unbounded, type Bounds } from './bounds.ts'
import { startProgram } from './program.ts'
import { signIn, streamOfPosts, visits, type Kind, kinds } from './visitors.ts'

const rounds = 60

interface Measured {
  postsPerSecond: number
  /** Posts that came over HTTP while all the visits were going on. */
  streamedPerSecond: number
  /** Seconds until it served, example and all; milliseconds of a round of six visits. */
  processor: { begin: number; round: number }
  memory: { intake: number; rest: number; crowd: number }
  rest: Record<Kind, Quantiles>
  crowd: Record<Kind, Quantiles>
}

/**
 * The main job on a server with one core and little memory, as `clamor demo` does it with the real program: posts come in and are folded, the
 * loudest are decided, then it is visited at rest (one visitor at a time), and by a crowd while more posts come in. Beside it, in the same run,
 * the same with everything that the machine has.
 */
export async function smallServerBench({ posts, megabytes }: { posts: number; megabytes: number }): Promise<void> {
  const small = await bounded(megabytes)
  console.log(`${n(posts)} posts; small: ${small.told}; the machine: ${(totalmem() / 1e9).toFixed(0)} GB; load ${load()}`)
  const machine = await measure(unbounded, posts)
  const little = await measure(small, posts)
  await small.end()
  console.log(`\nload ${load()}; ratio is small to machine`)
  console.table({
    'posts/s taken in and folded': row(little.postsPerSecond, machine.postsPerSecond),
    'posts/s over HTTP beside the crowd': row(little.streamedPerSecond, machine.streamedPerSecond),
    'processor, s: until it serves': row(little.processor.begin, machine.processor.begin),
    'processor, ms: one round of the six visits at rest': row(little.processor.round, machine.processor.round),
    'memory of everything, MB: most while posts come in': row(little.memory.intake, machine.memory.intake),
    'memory of everything, MB: at rest': row(little.memory.rest, machine.memory.rest),
    'memory of everything, MB: most with the crowd': row(little.memory.crowd, machine.memory.crowd),
  })
  for (const when of ['rest', 'crowd'] as const) {
    console.log(when === 'rest' ? 'one visitor at a time, ms:' : '20 visitors at once while posts come in, ms:')
    console.table(Object.fromEntries(kinds.map((kind) => {
      const [a, b] = [little[when][kind], machine[when][kind]]
      return [kind, { visits: a.count, 'small p50': a['p50 ms'], 'small p95': a['p95 ms'], 'machine p50': b['p50 ms'], 'machine p95': b['p95 ms'], 'p95 ratio': ratio(a['p95 ms'], b['p95 ms']) }]
    })))
  }
}

async function measure(bounds: Bounds, posts: number): Promise<Measured> {
  const program = await startProgram(bounds, posts)
  try {
    const { url, campaign, people, postsPerSecond } = program.ready
    const intake = program.mostMemory()
    const begin = await program.seconds()
    const coordinator = people.find((one) => one.role === 'coordinator')!
    const volunteers = people.filter((one) => one.role === 'volunteer')
    const visit = { url, campaign, cookie: await signIn(url, volunteers[0]!), tokens: volunteers.map((one) => one.token) }
    // What is drawn once and kept, and what is compiled when it is first used, is no part of a visit.
    await visits(visit, { each: 5, atOnce: 1 })
    const before = await program.seconds()
    const rest = await visits(visit, { each: rounds, atOnce: 1 })
    const round = (((await program.seconds()) - before) * 1_000) / rounds
    const resting = await program.memory()
    program.forget()
    const stream = streamOfPosts(url, campaign, coordinator.token)
    const crowd = await visits(visit, { each: 300, atOnce: 20 })
    const streamedPerSecond = await stream.end()
    return { postsPerSecond, streamedPerSecond, processor: { begin, round }, memory: { intake, rest: resting, crowd: program.mostMemory() }, rest: quantilesOf(rest), crowd: quantilesOf(crowd) }
  } finally {
    await program.stop()
  }
}

const quantilesOf = (times: Record<Kind, number[]>) => Object.fromEntries(kinds.map((kind) => [kind, quantiles(times[kind])])) as Record<Kind, Quantiles>
const n = (value: number) => Math.round(value).toLocaleString('en')
const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100
const row = (small: number, machine: number) => ({ small: Math.round(small), machine: Math.round(machine), ratio: ratio(small, machine) })
