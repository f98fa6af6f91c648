import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { benchLines } from '../intake/posts.ts'

const run = promisify(execFile)
const child = fileURLToPath(new URL('../intake/import-child.ts', import.meta.url))

/** Memory that a process of its own needs at most for importing and folding a file of 1 MB, and one of `megabytes`. */
export async function memoryBench({ megabytes }: { megabytes: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const small = await imported(bench, 1)
    const large = await imported(bench, megabytes)
    console.log(`ratio of the memory of ${megabytes} MB to that of 1 MB: ${(large / small).toFixed(2)}`)
  } finally {
    await bench.close()
  }
}

async function imported(bench: BenchHouse, megabytes: number): Promise<number> {
  const campaign = await bench.addCampaign()
  const file = join(bench.dataDir, `of-${megabytes}.jsonl`)
  await pipeline(Readable.from(records(megabytes)), createWriteStream(file))
  const { size } = await stat(file)
  const { stdout } = await run(process.execPath, [...process.execArgv, child, bench.url, campaign.id, file], { maxBuffer: 1e8 })
  const done = JSON.parse(stdout.trim().split('\n').at(-1)!) as { read: number; accepted: number; megabytes: number; secondsWithFolding: number }
  console.log(`${(size / 1e6).toFixed(1)} MB, ${done.read} records, ${done.accepted} posts: at most ${done.megabytes} MB of memory, ${done.secondsWithFolding.toFixed(1)} s with folding`)
  await rm(file)
  return done.megabytes
}

/** As a network's archive gives them: few words, and four kilobytes about them, which are kept as the original. */
function* records(megabytes: number): Generator<string> {
  let left = megabytes * 1e6
  const lines = benchLines('example', Math.ceil(left / 4_000), 5)
  let place = 0
  for (const line of lines) {
    const about = Array.from({ length: 40 }, (_, at) => ({ start: at * 7, end: at * 7 + 5, probability: ((place * 31 + at * 17) % 1000) / 1000, type: 'Other', normalized_text: `entity ${place}-${at}` }))
    place += 1
    const record = `${JSON.stringify({ ...(JSON.parse(line) as object), context: about })}\n`
    left -= record.length
    yield record
    if (left <= 0) return
  }
}
