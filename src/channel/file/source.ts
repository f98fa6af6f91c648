import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { refuse } from '#core/index.ts'

/** Where the bytes come from: a path, or any stream (an upload, standard input). */
export type Source = string | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

export interface Opened {
  /** The first bytes, enough to tell what the file is. */
  head: Buffer
  /** True when `head` is the whole file. */
  whole: boolean
  /** All bytes from the first on, `head` included. */
  chunks: AsyncIterable<Buffer>
  /** Lets go of the source; reading `chunks` to the end does the same. */
  close: () => Promise<void>
}

export type Progress = (at: { bytes: number; total?: number }) => void

const headBytes = 256 * 1024

export async function openSource(source: Source, onProgress?: Progress): Promise<Opened> {
  const { stream, total } = typeof source === 'string' ? await fromPath(source) : { stream: source, total: undefined }
  const reader = (stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  const kept: Buffer[] = []
  let size = 0
  let whole = false
  while (size < headBytes) {
    const next = await reader.next()
    if (next.done) {
      whole = true
      break
    }
    const chunk = asBuffer(next.value)
    kept.push(chunk)
    size += chunk.length
  }
  const head = Buffer.concat(kept)
  async function* chunks() {
    try {
      let bytes = 0
      const pieces = whole ? [head] : kept
      for (const chunk of pieces) yield counted(chunk)
      kept.length = 0
      if (whole) return
      for (;;) {
        const next = await reader.next()
        if (next.done) return
        yield counted(asBuffer(next.value))
      }
      function counted(chunk: Buffer): Buffer {
        bytes += chunk.length
        onProgress?.({ bytes, total })
        return chunk
      }
    } finally {
      await reader.return?.()
    }
  }
  return {
    head: head.subarray(0, headBytes),
    whole: whole && size <= headBytes,
    chunks: chunks(),
    close: async () => void (await reader.return?.()),
  }
}

async function fromPath(path: string): Promise<{ stream: AsyncIterable<Uint8Array>; total: number }> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (found instanceof Error) {
    const why =
      found.code === 'ENOENT' ? 'there is no such file' : found.code === 'EACCES' ? 'it may not be read' : found.message
    throw refuse('file-not-found', 422, `${path} cannot be opened: ${why}.`, { mend: 'Check the path.' })
  }
  if (found.isDirectory()) throw refuse('file-not-found', 422, `${path} is a folder.`, { mend: 'Name one file in it.' })
  return { stream: createReadStream(path, { highWaterMark: 64 * 1024 }), total: found.size }
}

function asBuffer(chunk: Uint8Array | string): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
