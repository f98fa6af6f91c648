import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { Refused, root, say, stopped, tell } from './life.mjs'
import { pinnedNode } from './node.mjs'
import { once } from './once.mjs'
import { runTied } from './tied.mjs'

/** Whether this command serves pages: the demo and the server, unless it is told to serve none. */
export function needsPages(line) {
  if (!['demo', 'start'].includes(line[0])) return false
  if (line.includes('--help') || line.includes('-h') || line.includes('--no-serve')) return false
  const role = line.find((word) => word.startsWith('--role='))?.slice(7) ?? (line.includes('--role') ? line[line.indexOf('--role') + 1] : undefined)
  return role !== 'worker'
}

/** Builds the pages, unless what they are made of is what the standing build was made of: of a release it is, until somebody changes something. */
export async function ensureBuilt() {
  if (stopped() !== undefined || !existsSync(join(root, 'vite.config.ts'))) return
  await once('build', async () => (await built()) !== (await sources()), async () => {
    // A whole release brings nothing to build with.
    if (!existsSync(join(root, 'node_modules/vite'))) await ensureInstalled({ development: true })
    say('Building the pages (once; about 20 seconds) ...')
    const hash = await sources()
    const code = await runTied(pinnedNode(), [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], { quiet: true })
    if (stopped() !== undefined) return
    if (code !== 0) throw new Refused('The pages could not be built; the reason stands above.')
    await writeFile(join(root, 'build/.hash'), hash)
  })
}

async function built() {
  return await readFile(join(root, 'build/.hash'), 'utf8').catch(() => undefined)
}

/** Server code is not in the build (vite.config.ts keeps `#...` outside), so a change there builds nothing. */
export async function sources() {
  const lists = await Promise.all([
    everyFile('src/routes'),
    everyFile('src/ui'),
    everyFile('static'),
    // The live map runs in the browser beside its component.
    everyFile('src/publish/map'),
    everyFile('src').then((paths) => paths.filter((path) => /\.svelte(\.ts)?$/.test(path))),
    ['src/app.html', 'src/error.html', 'src/hooks.server.ts', 'src/hooks.client.ts', 'src/hooks.ts', 'src/env.ts', 'src/service-worker.ts',
      'vite.config.ts', 'package-lock.json'].map((path) => join(root, path)).filter(existsSync),
  ])
  const hash = createHash('sha256')
  for (const path of [...new Set(lists.flat())].sort()) {
    if (path.endsWith('.test.ts')) continue
    hash.update(`${relative(root, path)}\0`).update(await readFile(path)).update('\0')
  }
  return hash.digest('hex')
}

async function everyFile(folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  // node 20.0 to 20.11 call it `path`.
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

// `node bin/build.mjs` builds by itself.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled({ development: false })
    await ensureBuilt()
    if (stopped() !== undefined) process.exitCode = stopped()
  } catch (error) {
    process.exitCode = tell(error)
  }
}
