import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

export type Line = {
  url?: string
  pid?: number
  joined?: boolean
  dataDir?: string
  ended?: string
  stopped?: number
  refused?: { code: string; line: string }
}

export type Holder = { child: ChildProcess; next(): Promise<Line>; stop(): Promise<Line>; kill(): Promise<void> }

const script = `${import.meta.dirname}/launcher-hold.ts`

/** Starts launcher-hold.ts; with `user`, as an ordinary user of the machine. */
export function hold(dataDir: string, options: string[] = [], user: SpawnOptions = {}): Holder {
  const child = spawn(process.execPath, [script, dataDir, ...options], { ...user, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: ((line: Line) => void)[] = []
  const lines: Line[] = []
  createInterface({ input: child.stdout! }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    const receiver = waiting.shift()
    if (receiver) receiver(line)
    else lines.push(line)
  })
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const next = async () => lines.shift() ?? (await new Promise<Line>((resolve) => waiting.push(resolve)))
  return {
    child,
    next,
    async stop() {
      child.stdin!.write('stop\n')
      const line = await next()
      await exited
      return line
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The processes of this machine whose command line names the text: what must be none after an end. */
export function processesNaming(text: string): { pid: number; command: string }[] {
  if (process.platform !== 'linux') return []
  const found = []
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!pid || pid === process.pid) continue
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      if (command.includes(text)) found.push({ pid, command })
    } catch {
      // Ended meanwhile.
    }
  }
  return found
}
