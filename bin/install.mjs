import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { existsSync } from 'node:fs'
import { Refused, root, say, stopped } from './life.mjs'
import { once } from './once.mjs'
import { runTied } from './tied.mjs'

/**
 * Installs what the lock file names, unless it is there. npm's own record in node_modules says what is there; a stamp of
 * ours would throw a developer's packages away whenever they had used npm themselves.
 */
export async function ensureInstalled({ development }) {
  await once('install', () => isMissing(development), async () => {
    say('Installing the packages (once; about a minute) ...')
    const { command, line, shell } = npm()
    // Its warnings are about the node that npm itself runs on, which nothing else will run on.
    const wanted = [...line, 'ci', '--no-audit', '--no-fund', '--loglevel=error', ...(development ? ['--include=dev'] : (await release()) ? ['--omit=dev'] : [])]
    const code = await runTied(command, wanted, { shell }).catch((error) => error.code)
    if (stopped() !== undefined) return
    if (code === 0) return await linkCommand()
    throw new Refused(code === 'ENOENT' || code === 127
      ? 'npm is not installed, and the packages are missing. Install npm, or run "npm ci" elsewhere and bring node_modules here.'
      : 'The packages could not be installed; npm says why above. Is the network there? Try "npm ci".')
  })
}

async function isMissing(development) {
  const [wanted, there] = await Promise.all([packages('package-lock.json'), packages('node_modules/.package-lock.json')])
  if (!wanted) throw new Refused(`${root} has no package-lock.json: this is not a whole checkout of Clamor.`)
  if (!there) return true
  const left = development ? [] : ((await release())?.left ?? [])
  return Object.entries(wanted).some(([path, { version, integrity, optional, dev, devOptional, link }]) => {
    if (path === '' || link) return false
    const found = there[path]
    // What is optional may be for another system, or need another node than npm runs on: then npm leaves it out.
    if (!found) return !optional && !devOptional && (development || !dev) && !left.includes(path)
    return found.version !== version || (integrity && found.integrity && found.integrity !== integrity)
  })
}

/** What a release says of itself (deploy/release): a whole one brings its packages, and names those it has left out since only building needs them. */
async function release() {
  return await readFile(join(root, 'release.json'), 'utf8').then(JSON.parse, () => undefined)
}

async function packages(path) {
  try {
    return JSON.parse(await readFile(join(root, path), 'utf8')).packages
  } catch {
    return undefined
  }
}

/** `npx clamor` works without this too, but by way of npx's cache, which takes a second longer. */
async function linkCommand() {
  if (process.platform === 'win32') return
  await symlink('../../bin/clamor.mjs', join(root, 'node_modules/.bin/clamor')).catch(() => {})
}

/** The npm that runs us, or the one beside our node, or the one that the shell finds. */
function npm() {
  const running = process.env.npm_execpath
  if (running && /^npm-cli\.c?js$/.test(basename(running))) return { command: process.execPath, line: [running], shell: false }
  const name = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const beside = join(dirname(process.execPath), name)
  return { command: existsSync(beside) ? beside : name, line: [], shell: process.platform === 'win32' }
}
