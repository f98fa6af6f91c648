/** The thread in which workbooks are read and written: what they take, they take here, and the house goes on when it ends badly. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Cell } from '../csv.ts'
import { isRefusal } from '../refusal.ts'
import { readWorkbook } from './workbook.ts'
import { writeWorkbook, type SheetLook } from './workbook-out.ts'

export type Work = { read: Uint8Array; sheet?: string | undefined } | { write: { header: string[]; look: SheetLook } }

/** How many rows cross at once. */
const batch = 1_000

const port = parentPort!
const work = workerData as Work
const told = (message: unknown) => port.postMessage(message)

try {
  if ('read' in work) await read(Buffer.from(work.read.buffer, work.read.byteOffset, work.read.length), work.sheet)
  else await write(work.write)
} catch (error) {
  if (!isRefusal(error)) throw error
  told({ refusal: { code: error.code, status: error.status, detail: error.message, mend: error.mend } })
}
port.close()

async function read(file: Buffer, sheet: string | undefined): Promise<void> {
  const { rows, ...book } = await readWorkbook(file, sheet)
  told({ book: { ...book, count: rows.length } })
  let at = 0
  for await (const _ of asked()) {
    told({ rows: rows.slice(at, (at += batch)) })
    if (at >= rows.length) break
  }
}

async function write({ header, look }: { header: string[]; look: SheetLook }): Promise<void> {
  const rows: Cell[][] = []
  for await (const more of asked()) {
    if (more === 'end') break
    rows.push(...(more as Cell[][]))
  }
  const file = await writeWorkbook(header, rows, look)
  told({ file })
}

async function* asked(): AsyncGenerator<unknown> {
  const waiting: unknown[] = []
  let wake = () => {}
  port.on('message', (message) => {
    waiting.push(message)
    wake()
  })
  try {
    for (;;) {
      while (waiting.length) yield waiting.shift()
      await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    port.removeAllListeners('message')
  }
}
