import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { exportPosts } from '#statement/index.ts'
import { glance } from '#statement/fold/index.ts'
import type { BenchHouse } from './house.ts'
import { benchLines, type Kind } from './posts.ts'

const run = promisify(execFile)
const child = fileURLToPath(new URL('./import-child.ts', import.meta.url))

/** Posts/s of one process that imports all, and of two that import a half each at the same time; identical texts that were split. */
export async function oneAndTwo(bench: BenchHouse, kind: Kind, count: number): Promise<{ one: number; two: number; split: number }> {
  const lines = [...benchLines(kind, count, 77)]
  const one = await imported(bench, [lines])
  // Every other line: the same things are said to both.
  const two = await imported(bench, [lines.filter((_, i) => i % 2 === 0), lines.filter((_, i) => i % 2 === 1)])
  return { one: Math.round(count / one.seconds), two: Math.round(count / two.seconds), split: two.split }
}

async function imported(bench: BenchHouse, parts: string[][]): Promise<{ seconds: number; split: number }> {
  const campaign = await bench.addCampaign()
  const files = parts.map((_, i) => join(bench.dataDir, `part-${i}.jsonl`))
  await Promise.all(parts.map((lines, i) => writeFile(files[i]!, lines.join('\n'))))
  // The start of a process (1 s) is not what is measured: the slowest import and its folding are.
  const outputs = await Promise.all(files.map((file) => run(process.execPath, [...process.execArgv, child, bench.url, campaign.id, file])))
  const seconds = Math.max(...outputs.map(({ stdout }) => Number(JSON.parse(stdout.trim().split('\n').at(-1)!).secondsWithFolding)))
  await Promise.all(files.map((file) => rm(file)))
  return { seconds, split: await splitTexts(bench, campaign.id) }
}

/** Texts with the same normal form that stand in more than one statement. */
async function splitTexts(bench: BenchHouse, campaignId: string): Promise<number> {
  const statements = new Map<bigint, Set<string>>()
  for await (const post of exportPosts(bench.house, campaignId)) {
    const exact = glance(post.text)
    statements.set(exact, (statements.get(exact) ?? new Set()).add(post.more.statement))
  }
  return [...statements.values()].filter((set) => set.size > 1).length
}
