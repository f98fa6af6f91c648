import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { makeLock } from '#backup/index.ts'
import { openBenchHouse, type BenchHouse } from '../intake/house.ts'
import { pour } from '../intake/pour.ts'

const run = promisify(execFile)
const child = fileURLToPath(new URL('./child.ts', import.meta.url))

interface Told {
  seconds: number
  /** Most memory of the process, and what it had before it began. */
  megabytes: number
  before: number
  [more: string]: unknown
}

/**
 * Time, size and memory of a backup of `posts` and of its restore, each in a process of its own, beside a bare COPY of the same tables
 * to nowhere, and beside a house with a hundredth of the posts.
 */
export async function backupBench({ posts }: { posts: number }): Promise<void> {
  const bench = await openBenchHouse()
  try {
    const small = await filled(bench, Math.max(100, Math.floor(posts / 100)))
    const large = await filled(bench, posts)
    console.log(`memory of the backup beside that of a hundredth: ${(large.backup / small.backup).toFixed(2)}; of the restore: ${(large.restore / small.restore).toFixed(2)}`)
  } finally {
    await bench.close()
  }
}

async function filled(bench: BenchHouse, posts: number): Promise<{ backup: number; restore: number }> {
  await pour(bench, await bench.addCampaign(), await bench.posts('random', posts, 7), posts)
  const bare = await bareCopy(bench.url)
  // Not the folder of the bench, where files of posts lie that would be in the backup.
  const house = join(bench.dataDir, `house-${posts}`)
  await mkdir(house)
  const { secret } = await makeLock({ dataDir: house })
  const made = await inChild<Told & { file: string; bytes: number; keysBytes: number; rows: number }>(['backup', bench.url, house])
  const size = (made.bytes + made.keysBytes) / 1e6
  console.log(`${posts.toLocaleString('en')} posts, ${made.rows.toLocaleString('en')} rows, ${bare.megabytes.toFixed(0)} MB as text: backup ${made.seconds.toFixed(1)} s (${(made.seconds / bare.seconds).toFixed(1)} of a bare COPY), ${size.toFixed(1)} MB (${((made.bytes + made.keysBytes) / 1e6 / bare.megabytes * 100).toFixed(0)} %), at most ${made.megabytes} MB of memory, ${made.before} before`)
  const data = join(bench.dataDir, `restored-${posts}`)
  const restored = await inChild<Told>(['restore', join(house, 'backups', made.file), data, secret])
  console.log(`  restore ${restored.seconds.toFixed(1)} s with initdb and migrations, at most ${restored.megabytes} MB of memory, ${restored.before} before`)
  await rm(data, { recursive: true, force: true })
  return { backup: made.megabytes, restore: restored.megabytes }
}

/** What reading every table costs by itself. */
async function bareCopy(url: string): Promise<{ seconds: number; megabytes: number }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const began = performance.now()
  let bytes = 0
  const { rows } = await client.query<{ name: string }>(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)
  for (const { name } of rows) for await (const chunk of client.query(copyTo(`copy "${name}" to stdout`)) as AsyncIterable<Buffer>) bytes += chunk.length
  await client.end()
  return { seconds: (performance.now() - began) / 1_000, megabytes: bytes / 1e6 }
}

async function inChild<T>(line: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [...process.execArgv, child, ...line], { maxBuffer: 1e8 })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}

