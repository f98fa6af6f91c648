/**
 * `npm run bench -- NAME ...`: what the house measures of itself, on fixed seeds, against a baseline of the same run. Benchmarks
 * are no tests: they print what they find.
 */
import { parseArgs } from 'node:util'

const benches: Record<string, { what: string; run: (flags: Record<string, string | undefined>) => Promise<void> }> = {
  fold: {
    what: 'quality of folding by an independent judge (all pairs), and microseconds a post',
    run: async () => void (await (await import('./fold/bench.ts')).foldBench()),
  },
  intake: {
    what: 'posts/s end to end, empty and with --stored N, beside a bare COPY of the same rows; --kind example (of the example campaign) or random (the worst case)',
    run: async (flags) => {
      const [{ intakeBench }, { kindOf }] = await Promise.all([import('./intake/index.ts'), import('./intake/posts.ts')])
      await intakeBench({ stored: Number(flags['stored'] ?? 1_000_000), kind: kindOf(flags['kind']) })
    },
  },
  memory: {
    what: 'memory for importing a file of --megabytes N beside one of 1 MB',
    run: async (flags) => (await import('./memory/index.ts')).memoryBench({ megabytes: Number(flags['megabytes'] ?? 1_000) }),
  },
  desk: {
    what: 'a crowd of --people N at --statements N over HTTP, --kill N of them and a server killed: once each, lost, twice, claims/s, p99, live',
    run: async (flags) => (await import('./desk/index.ts')).deskBench({ people: Number(flags['people'] ?? 200), kill: Number(flags['kill'] ?? 20), statements: Number(flags['statements'] ?? 20_000) }),
  },
  replay: {
    what: 'the Kenyan desk of 2022 on a set clock, --reports N and --people N: time to the first decision, oldest waiting',
    run: async (flags) => (await import('./replay/index.ts')).replayBench({ reports: Number(flags['reports'] ?? 93_236), people: Number(flags['people'] ?? 91) }),
  },
  backup: {
    what: 'time, size and memory of a backup of --posts N and of its restore, beside a bare COPY of the tables and a hundredth of the posts',
    run: async (flags) => (await import('./backup/index.ts')).backupBench({ posts: Number(flags['posts'] ?? 100_000) }),
  },
  room: {
    what: 'milliseconds for the figures of the coordinator\'s room with --statements N and --people N, beside counting the states alone',
    run: async (flags) => (await import('./room/index.ts')).roomBench({ statements: Number(flags['statements'] ?? 20_000), people: Number(flags['people'] ?? 200) }),
  },
  order: {
    what: 'seconds until a queue of --statements N stands in a new order, and what is taken meanwhile, beside a bare update of the same rows',
    run: async (flags) => (await import('./order/index.ts')).orderBench({ statements: Number(flags['statements'] ?? 20_000) }),
  },
  search: {
    what: 'how long each kind of search takes among --posts N: p95 of a page and its count',
    run: async (flags) => (await import('./search/index.ts')).searchBench({ posts: Number(flags['posts'] ?? 1_000_000) }),
  },
  burst: {
    what: '--people N participants open their page in one minute, and hear STOP: served, p99, most a minute and an hour of any of them, beside a server that does nothing',
    run: async (flags) => (await import('./burst/index.ts')).burstBench({ people: Number(flags['people'] ?? 10_000) }),
  },
  rule: {
    what: 'what --rules N cost where --posts N come in, beside no look at them',
    run: async (flags) => (await import('./rule/index.ts')).ruleBench({ posts: Number(flags['posts'] ?? 50_000), rules: Number(flags['rules'] ?? 100) }),
  },
  meaning: {
    what: 'how well statements that ask the same in other words are found among those of --posts N, beside shared words and what was left out',
    run: async (flags) => (await import('./meaning/index.ts')).meaningBench({ posts: Number(flags['posts'] ?? 40_000) }),
  },
  places: {
    what: 'how long a place is looked for, letter by letter, among the towns of the world and --places N of a campaign, beside asking for nothing; loading them',
    run: async (flags) => (await import('./place/index.ts')).placeBench({ places: Number(flags['places'] ?? 50_000) }),
  },
  links: {
    what: 'redirects of short links a second and their p99, --taps N over --people N connections, beside a server that does nothing else',
    run: async (flags) => (await import('./link/index.ts')).linkBench({ taps: Number(flags['taps'] ?? 100_000), connections: Number(flags['people'] ?? 100) }),
  },
  action: {
    what: 'a petition that --people N sign at once (confirmed, forms sent twice and addresses used twice folded) and letters in turns: signatures/s and turns/s beside a bare row, most a target got in any hour beside its share',
    run: async (flags) => (await import('./action/index.ts')).actionBench({ people: Number(flags['people'] ?? 10_000) }),
  },
  'aa-tests': {
    what: 'trials of wordings that are alike, --runs N of each kind: false winners, and how many end with not enough data',
    run: async (flags) => (await import('./trial/index.ts')).trialBench({ runs: Number(flags['runs'] ?? 1_000) }),
  },
  'small-server': {
    what: 'the main job with one core and --megabytes N for everything, --posts N: posts/s, memory of program and PostgreSQL, times of pages and claims, beside the same with all the machine has',
    run: async (flags) => (await import('./small-server/index.ts')).smallServerBench({ posts: Number(flags['posts'] ?? 40_000), megabytes: Number(flags['megabytes'] ?? 1_000) }),
  },
  dossier: {
    what: 'seconds for eight dossiers of --posts N, all decided beforehand',
    run: async (flags) => (await import('./dossier/index.ts')).dossierBench({ posts: Number(flags['posts'] ?? 40_000) }),
  },
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { kill: { type: 'string' }, reports: { type: 'string' }, stored: { type: 'string' }, posts: { type: 'string' }, rules: { type: 'string' }, statements: { type: 'string' }, people: { type: 'string' }, runs: { type: 'string' }, taps: { type: 'string' }, kind: { type: 'string' }, places: { type: 'string' }, megabytes: { type: 'string' } } })
const name = positionals[0]
const bench = name === undefined ? undefined : benches[name]
if (bench) {
  await bench.run(values)
} else {
  console.log(['npm run bench -- NAME', '', ...Object.entries(benches).map(([one, { what }]) => `  ${one.padEnd(10)} ${what}`)].join('\n'))
  process.exitCode = name === undefined ? 0 : 2
}
