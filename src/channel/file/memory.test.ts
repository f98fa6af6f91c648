/** The memory of a big file is that of a small one. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openFile } from './open.ts'

async function* fileOf(
  megabytes: number,
  head: string,
  row: (index: number) => string,
  tail = '',
): AsyncGenerator<Buffer> {
  yield Buffer.from(head)
  let index = 0
  for (let sent = 0; sent < megabytes * 1024 * 1024;) {
    let text = ''
    while (text.length < 65_536) text += row(index++)
    sent += text.length
    yield Buffer.from(text)
  }
  if (tail) yield Buffer.from(tail)
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What is really held, garbage taken away. */
function held(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const words = 'the pump by the school has been broken since the rains and nobody has come to look at it '

async function peakOf(file: AsyncIterable<Buffer>): Promise<{ records: number; rejects: number; peak: number }> {
  const opened = await openFile(file)
  let records = 0
  let rejects = 0
  let peak = 0
  const before = held()
  for await (const record of opened.records) {
    if (record.reject) rejects++
    else records++
    if ((records & 0xffff) === 0) peak = Math.max(peak, held() - before)
  }
  return { records, rejects, peak: peak / 1024 / 1024 }
}

// The files are 25 and 50 MB and would be several times that as objects; the table that counts equal rows has 16 MB.
const most = 25

test('JSON lines', async () => {
  const { records, peak } = await peakOf(fileOf(50, '', (index) => `{"id":"${index}","text":"${words}${index}"}\n`))
  expect(records).toBeGreaterThan(200_000)
  expect(peak).toBeLessThan(most)
})

test('a table without ids, where equal rows have to be told apart', async () => {
  const { records, peak } = await peakOf(fileOf(25, 'text,name\n', (index) => `"${words}${index % 100_000}",Ana\n`))
  expect(records).toBeGreaterThan(200_000)
  expect(peak).toBeLessThan(most)
})

test('one JSON document', async () => {
  const { records, peak } = await peakOf(
    fileOf(25, '[{"id":"a","text":"b"}', (index) => `,{"id":"${index}","text":"${words}${index}"}`, ']'),
  )
  expect(records).toBeGreaterThan(200_000)
  expect(peak).toBeLessThan(most)
})

test('one line without an end, one string without an end, one cell without an end', async () => {
  const line = await peakOf(fileOf(50, '{"id":"1","text":"a"}\n', () => words))
  const string = await peakOf(fileOf(50, '[{"id":"1","text":"a"},{"id":"2","text":"', () => words))
  const cell = await peakOf(fileOf(50, 'id,text\n1,a\n2,"', () => `${words}\n`))
  expect([line.records, string.records, cell.records]).toEqual([1, 1, 1])
  expect([line.rejects, string.rejects]).toEqual([1, 1])
  for (const { peak } of [line, string, cell]) expect(peak).toBeLessThan(most)
})
