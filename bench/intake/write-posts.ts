/** A process of its own that writes posts to a file: node write-posts.ts FILE KIND COUNT SEED. What making them leaves in memory is none of intake's. */
import { writeFile } from 'node:fs/promises'
import { benchLines, kindOf } from './posts.ts'

const [path, kind, count, seed] = process.argv.slice(2) as [string, string, string, string]
await writeFile(path, chunks(benchLines(kindOf(kind), Number(count), Number(seed))))

function* chunks(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < 1 << 18) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}
