// node bin/script.mjs FILE.ts ARGUMENTS: runs a script of the project as bin/clamor.mjs runs the program, with the
// packages for development installed.
import { resolve } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { tell } from './life.mjs'
import { runUnderPinnedNode } from './node.mjs'

const [file, ...line] = process.argv.slice(2)

try {
  await ensureInstalled({ development: true })
  process.exitCode = await runUnderPinnedNode(resolve(file), line)
} catch (error) {
  process.exitCode = tell(error)
}
