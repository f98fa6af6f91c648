import { examplePosts } from '../../demo/posts/index.ts'
import { Folder, MemoryStore } from '../../src/statement/fold/index.ts'
import { judge, type Judgement } from './judge.ts'
import { postsOf, realPosts, type Collection } from './posts.ts'

export interface FoldBenchOptions {
  /** Folder of real posts; default `../shared/data/tweets` beside the project. */
  data?: string
  /** JSON lines to judge instead. */
  file?: string
  /** Print so many examples of each kind of mistake. */
  show?: number
  /** `all` in one stream, or only every second event (`tune`, `hold`), which keeps tuning honest. */
  events?: 'all' | 'tune' | 'hold'
  batch?: number
  print?: (line: string) => void
}

/** Folds and judges: quality against all pairs, and the time per post. */
export async function foldBench(options: FoldBenchOptions = {}): Promise<Judgement & { microsecondsPerPost: number }> {
  const print = options.print ?? console.log
  const chosen = await choose(options)
  const texts = chosen.flatMap((collection) => collection.texts)
  const { statements, microsecondsPerPost } = await fold(texts, options.batch ?? 1000)
  const judgement = judge(texts, statements)
  report({ ...judgement, microsecondsPerPost }, chosen, print)
  for (const kind of ['split', 'split-cut', 'wrong', 'number'] as const) {
    for (const finding of judgement.findings.filter((found) => found.kind === kind).slice(0, options.show ?? 0)) {
      print(`${kind} ${finding.likeness.toFixed(2)}\n  ${JSON.stringify(finding.a)}\n  ${JSON.stringify(finding.b)}`)
    }
  }
  return { ...judgement, microsecondsPerPost }
}

/** A file that was named, else the public collections of real posts if they are there, else posts of the example campaign. */
async function choose({ file, data = '../shared/data/tweets', events = 'all' }: FoldBenchOptions): Promise<Collection[]> {
  if (file) return [await postsOf(file)]
  const real = await realPosts(data)
  if (real.length === 0) return [{ name: 'example', texts: [...examplePosts({ posts: 20_000 })].map((post) => post.text) }]
  if (events === 'all') return real
  return real.filter((_, i) => i % 2 === (events === 'tune' ? 0 : 1))
}

async function fold(texts: string[], size: number): Promise<{ statements: number[]; microsecondsPerPost: number }> {
  const store = new MemoryStore()
  const folder = new Folder(store)
  const statements: number[] = []
  const start = process.cpuUsage()
  for (let from = 0; from < texts.length; from += size) {
    const batch = texts.slice(from, from + size).map((text, i) => ({ number: from + i, text }))
    const folded = await folder.fold(batch)
    store.apply(folded, batch)
    for (const statement of folded.statements) statements.push(statement)
  }
  const spent = process.cpuUsage(start)
  return { statements: statements.map((statement) => store.root(statement)), microsecondsPerPost: (spent.user + spent.system) / texts.length }
}

function report(found: Judgement & { microsecondsPerPost: number }, chosen: Collection[], print: (line: string) => void): void {
  const percent = (value: number): string => (value * 100).toFixed(2) + ' %'
  print(`${found.texts} posts of ${chosen.length} collections are ${found.statements} statements; ${found.microsecondsPerPost.toFixed(1)} µs of CPU a post`)
  print(`  must be together  ${percent(found.recall)} of ${found.mustBeTogether} pairs`)
  print(`  cut copies        ${percent(found.cutRecall)} of ${found.cutCopies} pairs`)
  print(`  allowed together  ${percent(found.precision)} of ${found.together} pairs`)
  print(`  other numbers     ${found.numberLookAlikesFolded} of ${found.numberLookAlikes} look-alikes folded`)
  print(`  identical texts   ${found.identicalSplit} split`)
}
