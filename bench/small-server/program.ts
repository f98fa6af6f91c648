import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { resolve } from 'node:path'
import type { Bounds } from './bounds.ts'

interface Ready {
  url: string
  campaign: string
  postsPerSecond: number
  people: { role: string; email: string; password: string; token: string }[]
}

export interface Program {
  ready: Ready
  /** Of all its processes and PostgreSQL's now, in MB; pages that several share are counted once. */
  memory(): Promise<number>
  /** Seconds of processor of all of them so far: what else the machine does changes them little. */
  seconds(): Promise<number>
  /** The most since it began, or since `forget`. */
  mostMemory(): number
  forget(): void
  stop(): Promise<void>
}

/** The real program within bounds: `clamor demo`, until it serves. */
export async function startProgram(bounds: Bounds, posts: number): Promise<Program> {
  const [command, ...line] = [...bounds.before, process.execPath, resolve(import.meta.dirname, '../../bin/clamor.mjs'), 'demo', '--json', '--posts', String(posts), '--port', '0']
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|CLAMOR_|DATABASE_URL)/.test(name)))
  const child = spawn(command!, line, { env: { ...environment, ...bounds.environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.on('exit', () => done()))
  let most = 0
  const memory = () => memoryOf(child.pid!)
  const watch = setInterval(() => void memory().then((megabytes) => (most = Math.max(most, megabytes))), 500)
  const stop = async () => {
    clearInterval(watch)
    child.kill('SIGTERM')
    await ended
  }
  const first = await Promise.race([new Promise<string>((got) => createInterface({ input: child.stdout }).once('line', got)), ended])
  if (first === undefined) {
    clearInterval(watch)
    throw new Error('The program ended before it served: was the memory too little?')
  }
  return { ready: JSON.parse(first) as Ready, memory, seconds: () => secondsOf(child.pid!), mostMemory: () => most, forget: () => (most = 0), stop }
}

async function memoryOf(pid: number): Promise<number> {
  const all = await familyOf(pid)
  const each = await Promise.all(all.map(async (one) => Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${one}/smaps_rollup`, 'utf8').catch(() => ''))?.[1] ?? 0)))
  return each.reduce((sum, one) => sum + one, 0) / 1_000
}

async function secondsOf(pid: number): Promise<number> {
  const each = await Promise.all((await familyOf(pid)).map(async (one) => {
    const stat = await readFile(`/proc/${one}/stat`, 'utf8').catch(() => '')
    // Of it and of its children that have ended, in hundredths.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
  }))
  return each.reduce((sum, one) => sum + one, 0) / 100
}

async function familyOf(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    if (stat) parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const family = new Set([pid])
  for (let grown = true; grown; ) {
    const before = family.size
    for (const [one, parent] of parents) if (family.has(parent)) family.add(one)
    grown = family.size > before
  }
  return [...family]
}
