// Runs a program that has children of its own (npm, vite) so that nothing of it is left when we end, even by SIGKILL.
import { spawn } from 'node:child_process'
import { live, root, stopped } from './life.mjs'

// The shell leads a process group of its own. A reader in it waits on a pipe of ours; when that closes, however we
// died, it ends the whole group. It ignores TERM itself, to come back after a second with KILL.
const watcher = `
exec 3<&0
"$@" </dev/null 3<&- & p=$!
( trap '' TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 1; kill -KILL 0 ) & w=$!
wait $p; code=$?
kill -KILL $w 2>/dev/null
exit $code`

/** Its output goes to stderr, at once or, when `quiet`, only if it fails. Answers the exit code. */
export async function runTied(command, line, { quiet = false, ...options } = {}) {
  const windows = process.platform === 'win32'
  const [program, words] = windows ? [command, line] : ['sh', ['-c', watcher, 'clamor-watcher', command, ...line]]
  const child = spawn(program, words, {
    cwd: root,
    detached: !windows,
    stdio: quiet ? ['pipe', 'pipe', 'pipe'] : ['pipe', 2, 2],
    ...options,
  })
  child.stdin.on('error', () => {})
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk))
  const end = () => (windows ? child.kill() : child.stdin.destroy())
  const endAll = () => {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It ended meanwhile.
    }
  }
  try {
    const code = await live(child, { gently: end, hard: endAll })
    if (code !== 0 && stopped() === undefined) process.stderr.write(Buffer.concat(said))
    return code
  } finally {
    child.stdin.destroy()
  }
}
