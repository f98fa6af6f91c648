import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.peers.config.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
child.once('exit', (code) => (process.exitCode = code ?? 1))
