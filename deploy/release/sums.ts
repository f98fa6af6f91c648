import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes SHA256SUMS, as `sha256sum --check` reads it, over all files of the folder. */
export async function sumsOf(folder: string): Promise<{ file: string; megabytes: number; sum: string }[]> {
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS').sort()
  const sums = []
  for (const file of names) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer)
    sums.push({ file, megabytes: (await stat(join(folder, file))).size / 1e6, sum: hash.digest('hex') })
  }
  await writeFile(join(folder, 'SHA256SUMS'), sums.map(({ file, sum }) => `${sum}  ${file}\n`).join(''))
  return sums
}
