import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { extract } from 'tar-stream'
import type { z } from 'zod'
import { isRefusal, refuse } from '#core/index.ts'
import { format, head, manifest, type Head, type Manifest } from './format.ts'
import { decrypterOf, lockedBy, type Unlock } from './lock.ts'

export interface Contents {
  head: Head
  manifest: Manifest
}

/** What is done with the members between head and manifest; what it leaves unread is passed over. */
export type Take = (name: string, body: AsyncIterable<Buffer>, head: Head) => Promise<void>

/** Larger than any list of ours; what claims to be larger is none. */
const mostInMemory = 256 * 1024 ** 2

/**
 * Reads a backup file from end to end, member by member, and holds every byte to the manifest: age notices what was changed or cut off,
 * the sums notice what was put together wrongly. Refuses in one line.
 */
export async function readArchive(path: string, unlock: Unlock, take: Take): Promise<Contents> {
  const kind = await lockedBy(path)
  const decrypter = await decrypterOf(unlock)
  const tar = extract()
  const open = async function* (source: AsyncIterable<Buffer>) {
    yield* await decrypter.decrypt(Readable.toWeb(Readable.from(source)) as ReadableStream<Uint8Array>)
  }
  const read = pipeline(createReadStream(path), open, createZstdDecompress(), tar)
  // What broke the stream is why reading its members ended.
  const broken = read.then(() => undefined, (error: Error) => error)
  try {
    const contents = await readMembers(tar, take)
    await read
    return contents
  } catch (error) {
    tar.destroy()
    const cause = await broken
    if (isRefusal(error)) throw error
    throw explained(path, kind, error instanceof Damaged ? error : (cause ?? (error as Error)))
  }
}

async function readMembers(tar: ReturnType<typeof extract>, take: Take): Promise<Contents> {
  const members: Manifest['members'] = []
  let first: Head | undefined
  let last: Manifest | undefined
  for await (const entry of tar) {
    const { name } = entry.header
    if (last) throw damaged('something follows its end')
    const sum = createHash('sha256')
    let bytes = 0
    const counted = (async function* () {
      for await (const chunk of entry as AsyncIterable<Buffer>) {
        sum.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    })()
    if (!first) first = headOf(name, await wholeOf(counted))
    else if (name === 'manifest.json') last = parsed(manifest, await wholeOf(counted))
    else await take(name, counted, first)
    for await (const _ of counted);
    if (!last) members.push({ name, bytes, sha256: sum.digest('hex') })
  }
  if (!first || !last) throw damaged('its end is missing')
  const differs = last.members.find((told, at) => told.name !== members[at]?.name || told.bytes !== members[at].bytes || told.sha256 !== members[at].sha256)
  if (differs || last.members.length !== members.length) throw damaged(`${differs?.name ?? 'a member'} is not what was written`)
  return { head: first, manifest: last }
}

function headOf(name: string, bytes: Buffer): Head {
  if (name !== 'head.json') throw damaged('it does not begin as a backup of Clamor')
  const told = JSON.parse(bytes.toString()) as { format?: unknown }
  if (typeof told.format === 'number' && told.format > format) throw refuse('backup-newer', 422, 'This backup was made by a newer Clamor.', { mend: 'Restore it with that version.' })
  return parsed(head, bytes)
}

function parsed<S extends z.ZodType>(shape: S, bytes: Buffer): z.output<S> {
  const read = shape.safeParse(JSON.parse(bytes.toString()))
  if (!read.success) throw damaged('its lists cannot be read')
  return read.data
}

/** All of a member that is known to be small. */
export async function wholeOf(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > mostInMemory) throw damaged('a list in it is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What is wrong with what was read, where the stream had nothing against it. */
class Damaged extends Error {}
const damaged = (why: string) => new Damaged(why)

function explained(path: string, kind: 'keys' | 'passphrase', error: Error): unknown {
  if (/no identity matched/.test(error.message)) {
    return kind === 'passphrase'
      ? refuse('backup-locked', 403, `This passphrase does not open ${path}.`, { mend: 'Give the one that it was made with.' })
      : refuse('backup-locked', 403, `This key does not open ${path}.`, { mend: 'Give the secret key (AGE-SECRET-KEY-1...) whose public half it was made for.' })
  }
  const { code } = error as NodeJS.ErrnoException
  if (code && /^E[A-Z]+$/.test(code)) return refuse('backup-unreadable', 500, `${path} cannot be read (${code}).`, { mend: 'Check the disk it lies on.' })
  return refuse('backup-damaged', 422, `${path} is damaged or not all there (${error.message.split('\n')[0]!.slice(0, 80)}).`, { mend: 'Nothing was restored. Take another backup.' })
}

/** Reads all of it and restores nothing. */
export async function checkArchive(path: string, unlock: Unlock): Promise<Contents> {
  return readArchive(path, unlock, async () => {})
}
