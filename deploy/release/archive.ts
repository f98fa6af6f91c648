import { createWriteStream } from 'node:fs'
import { lstat, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import { pack, type Pack } from 'tar-stream'
import { root } from './commit.ts'
import type { Contents } from './contents.ts'

/** Everything sorted, of one time and one owner, and with one of two modes: where and when it is made leaves no trace. */
export async function writeArchive(path: string, contents: Contents, time: Date, level = constants.Z_BEST_COMPRESSION): Promise<void> {
  const tar = pack()
  const written = pipeline(tar, createGzip({ level }), createWriteStream(path))
  await Promise.all([fill(tar, contents, time), written])
}

async function fill(tar: Pack, { name, files, written }: Contents, mtime: Date): Promise<void> {
  const owner = { mtime, uid: 0, gid: 0, uname: 'root', gname: 'root' }
  for (const file of [...files.filter((one) => !written.has(one)), ...written.keys()].sort()) {
    const entry = { ...owner, name: `${name}/${file}` }
    const text = written.get(file)
    if (text !== undefined) {
      tar.entry({ ...entry, mode: 0o644 }, text)
      continue
    }
    const found = await lstat(join(root, file))
    if (found.isSymbolicLink()) tar.entry({ ...entry, type: 'symlink', linkname: await readlink(join(root, file)) })
    else await whole(tar, { ...entry, mode: found.mode & 0o100 ? 0o755 : 0o644 }, await readFile(join(root, file)))
  }
  tar.finalize()
}

/** One after another: node alone is 120 MB. */
function whole(tar: Pack, header: { name: string; mode: number }, bytes: Buffer): Promise<void> {
  return new Promise((done, failed) => tar.entry(header, bytes, (error) => (error ? failed(error) : done())))
}
