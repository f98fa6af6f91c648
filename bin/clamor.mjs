#!/usr/bin/env node
// The command `clamor`. Plain JavaScript, since it must run on the node that people have (20 or newer); everything else
// runs under the node that npm brings. What it says goes to stderr: stdout belongs to the command.
import { ensureBuilt, needsPages } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { root, tell } from './life.mjs'
import { runUnderPinnedNode } from './node.mjs'

const line = process.argv.slice(2)

try {
  await ensureInstalled({ development: false })
  if (needsPages(line)) await ensureBuilt()
  process.exitCode = await runUnderPinnedNode(`${root}/src/cli/main.ts`, line)
} catch (error) {
  process.exitCode = tell(error)
}
