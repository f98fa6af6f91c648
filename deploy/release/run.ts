/**
 * `npm run release`: what a server is given, in `dist/`. clamor-VERSION-SYSTEM.tar.gz is whole: pages built, packages, node and PostgreSQL for
 * this kind of machine in it, so that a server with 1 GB neither builds nor installs anything. clamor-VERSION.tar.gz is the same without
 * packages, for every system; they are installed at the first start. Beside them what they consist of and their sums.
 * The same commit gives the same bytes.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeArchive } from './archive.ts'
import { commitOf, root } from './commit.ts'
import { bareContents, wholeContents } from './contents.ts'
import { billOf } from './sbom.ts'
import { sumsOf } from './sums.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' }, bare: { type: 'boolean', default: false } } })
const out = resolve(values.out)

try {
  const commit = await commitOf()
  const { ensureBuilt } = (await import(join(root, 'bin/build.mjs'))) as { ensureBuilt(): Promise<void> }
  await ensureBuilt()
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const contents = [await bareContents(commit), ...(values.bare ? [] : [await wholeContents(commit)])]
  for (const one of contents) {
    await writeArchive(join(out, `${one.name}.tar.gz`), one, commit.time)
    await billOf(join(out, `${one.name}.cdx.json`), one, commit)
  }
  for (const { file, megabytes, sum } of await sumsOf(out)) console.log(`${sum.slice(0, 12)}  ${megabytes.toFixed(1).padStart(6)} MB  ${file}`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
