import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { pack } from 'tar-stream'
import { isRefusal, refuse } from '#core/index.ts'
import type { Manifest } from './format.ts'
import type { Lock } from './lock.ts'

/** What is put into a backup file, member by member. */
export interface Archive {
  add(name: string, bytes: Buffer | string): Promise<void>
  /** Of a size that is known; whatever its source then gives too much or too little of is an error. */
  addStream(name: string, size: number, source: AsyncIterable<Buffer>): Promise<void>
  rows: Manifest['rows']
}

/** A file as it is written: it has its name only once all of it is on the disk. */
export interface Written {
  bytes: number
  /** Gives it its name. */
  finish(): Promise<void>
  drop(): Promise<void>
}

/**
 * Writes tar, zstd and age in one stream into FILE.part; memory does not grow with what goes through. What ends before `finish`, also
 * by a kill, leaves no file that looks like a backup.
 */
export async function writeArchive(path: string, lock: Lock, at: Date, fill: (archive: Archive) => Promise<void>, signal?: AbortSignal): Promise<Written> {
  const part = `${path}.part`
  const tar = heard(pack())
  const seal = async function* (source: AsyncIterable<Buffer>) {
    yield* await lock.encrypter.encrypt(Readable.toWeb(heard(Readable.from(source))) as ReadableStream<Uint8Array>)
  }
  const written = pipeline(tar, heard(createZstdCompress()), seal, heard(createWriteStream(part, { mode: 0o600, flush: true })), { signal: signal! })
  const broken = new Promise<never>((_, failed) => written.catch(failed))
  broken.catch(() => {})
  try {
    await Promise.race([fillWith(tar, at, fill), broken])
    tar.finalize()
    await written
  } catch (error) {
    tar.destroy()
    // Why the stream broke says more than what could not be put into it any more.
    const why = await written.then(() => error, (cause: Error) => (isRefusal(error) || cause.message.includes('Premature close') ? error : cause))
    await rm(part, { force: true })
    throw asRefusalOf(path, why)
  }
  return {
    bytes: (await stat(part)).size,
    async finish() {
      await rename(part, path)
      await syncFolder(dirname(path))
    },
    drop: () => rm(part, { force: true }),
  }
}

/** Why a stream broke is heard from the pipeline; one that breaks when that is done already, since all of it was broken off, must not end the process. */
function heard<S extends { on(event: 'error', listener: () => void): unknown }>(stream: S): S {
  stream.on('error', () => {})
  return stream
}

async function fillWith(tar: ReturnType<typeof pack>, at: Date, fill: (archive: Archive) => Promise<void>): Promise<void> {
  const members: Manifest['members'] = []
  const rows: Manifest['rows'] = {}
  const put = (name: string, bytes: Buffer) =>
    new Promise<void>((done, failed) => void heard(tar.entry({ name, mode: 0o600, mtime: at }, bytes, (error) => (error ? failed(error) : done()))))
  const add = async (name: string, given: Buffer | string) => {
    const bytes = Buffer.from(given as string)
    await put(name, bytes)
    members.push({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  await fill({
    rows,
    add,
    async addStream(name, size, source) {
      const sum = createHash('sha256')
      await new Promise<void>((done, failed) => {
        const entry = tar.entry({ name, size, mode: 0o600, mtime: at }, (error) => (error ? failed(error) : done()))
        pipeline(heard(Readable.from(hashing(source, sum))), heard(entry)).catch(failed)
      })
      members.push({ name, bytes: size, sha256: sum.digest('hex') })
    },
  })
  await put('manifest.json', Buffer.from(JSON.stringify({ rows, members } satisfies Manifest)))
}

async function* hashing(source: AsyncIterable<Buffer>, sum: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    sum.update(chunk)
    yield chunk
  }
}

/** The name of a file is safe once its folder is. Not everywhere can a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

export function asRefusalOf(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('backup-no-space', 507, `There is no room left for a backup in ${dirname(path)}.`, { mend: 'Make room there, or choose another folder with CLAMOR_BACKUPS.' })
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST', 'EIO'].includes(code ?? '')) {
    return refuse('backup-folder', 500, `The folder ${dirname(path)} cannot be written (${code}).`, { mend: 'Give this user the right to write there, or choose another folder with CLAMOR_BACKUPS.' })
  }
  return error
}
