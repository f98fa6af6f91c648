import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const execFileAsync = promisify(execFile)

/**
 * What tells one process from a later one with the same number: in a container a restarted program gets the same
 * number again, so a number alone proves nothing. Undefined when no such process lives.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    try {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
      return `${boot}:${fields[19]}`
    } catch {
      return undefined
    }
  }
  if (!isAlive(pid)) return undefined
  if (process.platform === 'win32') return 'alive'
  return await execFileAsync('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  )
}

/** The command line of a living process, as one string; empty when it cannot be read. */
export async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8').then((text) => text.replaceAll('\0', ' '), () => '')
  }
  if (process.platform === 'win32') return ''
  return await execFileAsync('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(({ stdout }) => stdout, () => '')
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Waits until the condition holds; false when it did not within the time. */
export async function within(milliseconds: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = Date.now() + milliseconds
  for (;;) {
    if (await holds()) return true
    if (Date.now() >= end) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
