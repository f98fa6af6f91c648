/** The house's side of worker.ts: one workbook at a time, with a bound on its memory and its time. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Cell } from '../csv.ts'
import { refuse } from '../refusal.ts'
import { sheetBounds } from './bounds.ts'
import type { SheetRow, Workbook } from './workbook.ts'
import type { SheetLook } from './workbook-out.ts'
import type { Work } from './worker.ts'
import { tooLarge } from './zip.ts'

export interface OpenWorkbook extends Omit<Workbook, 'rows'> {
  count: number
  rows: AsyncIterable<SheetRow[]>
  close(): Promise<void>
}

/** Reads a workbook; its rows come in parts. Close it when they are not read to their end. */
export async function openWorkbook(file: Uint8Array, sheet?: string): Promise<OpenWorkbook> {
  if (file.length > sheetBounds.bytes) throw tooLarge()
  const thread = await begin({ read: file, sheet })
  thread.hurry()
  try {
    const { book } = (await thread.next()) as { book: Omit<OpenWorkbook, 'rows' | 'close'> }
    // What remains is as slow as whoever reads it; the next workbook need not wait for that.
    thread.calm()
    return { ...book, rows: parts(thread, book.count), close: thread.end }
  } catch (error) {
    await thread.end()
    throw error
  }
}

async function* parts(thread: Thread, count: number): AsyncGenerator<SheetRow[]> {
  try {
    for (let read = 0; read < count; ) {
      thread.send('more')
      const { rows } = (await thread.next()) as { rows: SheetRow[] }
      read += rows.length
      yield rows
    }
  } finally {
    await thread.end()
  }
}

/** Makes a workbook of rows that come in parts. */
export async function makeWorkbook(header: string[], rows: AsyncIterable<Cell[]> | Iterable<Cell[]>, look: SheetLook): Promise<Buffer> {
  const thread = await begin({ write: { header, look } })
  try {
    let part: Cell[][] = []
    let count = 0
    for await (const row of rows) {
      part.push(row)
      count += 1
      if (count > sheetBounds.rowsOut || count * header.length > sheetBounds.cellsOut) throw tooMany()
      if (part.length < 500) continue
      thread.send(part)
      part = []
    }
    thread.send(part)
    thread.send('end')
    thread.hurry()
    const { file } = (await thread.next()) as { file: Uint8Array }
    return Buffer.from(file.buffer, file.byteOffset, file.length)
  } finally {
    await thread.end()
  }
}

const tooMany = () =>
  refuse('sheet-too-many', 413, `A spreadsheet is made of at most ${sheetBounds.rowsOut.toLocaleString('en')} rows and ${sheetBounds.cellsOut.toLocaleString('en')} cells.`, { mend: 'Use CSV.' })

interface Thread {
  send(message: unknown): void
  next(): Promise<unknown>
  /** From now on its time counts. */
  hurry(): void
  /** The work is done that others wait for. */
  calm(): void
  end(): Promise<void>
}

/** The end of the workbook before. */
let before: Promise<void> = Promise.resolve()

async function begin(work: Work): Promise<Thread> {
  const turn = before
  let free = () => {}
  before = new Promise((resolve) => (free = resolve))
  await turn
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    // The parser goes one level deeper with each part of a long sheet.
    workerData: work, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: sheetBounds.megabytes, maxYoungGenerationSizeMb: 32, stackSizeMb: 32 },
  })
  const waiting: unknown[] = []
  let wake = () => {}
  let failed: Error | undefined
  worker.on('message', (message) => {
    waiting.push(message)
    wake()
  })
  worker.on('error', (error) => {
    failed ??= (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error as Error
    wake()
  })
  worker.on('exit', () => {
    failed ??= new Error('The thread of a spreadsheet ended early.')
    free()
    wake()
  })
  let timer: NodeJS.Timeout | undefined
  return {
    send: (message) => worker.postMessage(message),
    hurry() {
      timer = setTimeout(() => {
        failed ??= tooLarge()
        void worker.terminate()
      }, sheetBounds.seconds * 1_000).unref()
    },
    calm() {
      clearTimeout(timer)
      free()
    },
    async next() {
      for (;;) {
        const message = waiting.shift() as { refusal?: { code: string; status: number; detail: string; mend?: string } } | undefined
        if (message?.refusal) throw refuse(message.refusal.code, message.refusal.status, message.refusal.detail, message.refusal.mend ? { mend: message.refusal.mend } : {})
        if (message) return message
        if (failed) throw failed
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    async end() {
      clearTimeout(timer)
      if (worker.threadId === -1) return
      const gone = once(worker, 'exit')
      await worker.terminate()
      await gone
    },
  }
}
