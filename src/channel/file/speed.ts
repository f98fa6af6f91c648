/**
 * How fast files are read: `node src/channel/file/speed.ts [posts]`. CPU time, so that a busy machine changes little.
 */
import { readArrival, type ChannelName } from '../contract.ts'
import { cut } from './harness.ts'
import { openFile } from './open.ts'
import { postLines, postTable, type PostOut } from './write.ts'

const count = Number(process.argv[2] ?? 100_000)
const said = 'the pump by the school has been broken since the rains and nobody has come to look at it, not even once'
const posts: PostOut[] = Array.from({ length: count }, (_, index) => ({
  channel: 'form' as ChannelName,
  externalId: String(1_400_000_000_000_000_000n + BigInt(index)),
  text: `${said}, number ${index} #pump`,
  author: { name: `Ana ${index % 500}`, handle: `ana${index % 500}` },
  postedAt: new Date(1_700_000_000_000 + index * 1000),
  language: 'en',
  place: { name: 'Sur', lat: -12.5, lon: -77.01 },
  links: [`https://example.org/${index}`],
  hashtags: ['pump'],
}))

await measure('check of one item', async () => {
  const { postedAt, ...rest } = posts[0]!
  const item = { ...rest, postedAt: postedAt!.toISOString() }
  for (let i = 0; i < count; i++) readArrival(item, Buffer.alloc(0))
})
await measure('JSON lines', () => read(postLines(posts)))
await measure('CSV, 22 columns', () => read(postTable(posts)))
await measure('CSV, 3 columns without id', () => read(narrow()))

async function* narrow(): AsyncGenerator<string> {
  yield 'text,date,name\n'
  for (const { text, postedAt, author } of posts) yield `"${text}",${postedAt!.toISOString()},${author!.name}\n`
}

async function read(file: AsyncIterable<string>): Promise<() => Promise<void>> {
  const bytes = Buffer.from((await Array.fromAsync(file)).join(''))
  return async () => {
    const opened = await openFile(cut(bytes, 65_536))
    let good = 0
    for await (const record of opened.records) if (record.arrival) good++
    if (good !== count) throw new Error(`${good} of ${count} posts were read`)
  }
}

async function measure(name: string, prepare: () => Promise<void | (() => Promise<void>)>): Promise<void> {
  const results: string[] = []
  for (let run = 0; run < 3; run++) {
    let from = process.cpuUsage()
    const work = await prepare()
    if (work) {
      from = process.cpuUsage()
      await work()
    }
    const { user, system } = process.cpuUsage(from)
    results.push(((user + system) / count).toFixed(1))
  }
  console.log(`${name.padEnd(28)} ${results.join(', ')} microseconds of CPU a post`)
}
