import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processesNaming } from './launcher-holder.ts'

const execFileAsync = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const serve = [join(root, 'bin/script.mjs'), join(root, 'test/harness/launcher-serve.ts')]
/** As from a terminal, not from the npm that runs this test. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_)/i.test(name)))
const npm = await execFileAsync('npm', ['--version']).then(() => true, () => false)

let folder: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'clamor-launch-')))
  await chmod(folder, 0o755)
})

afterEach(async () => {
  const left = processesNaming(folder)
  for (const { pid } of left) process.kill(pid, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
  expect(left).toEqual([])
})

type Run = { child: ChildProcess; out(): string; err(): string; ended: Promise<number | NodeJS.Signals> }

function run(command: string, line: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Run {
  const child = spawn(command, line, { cwd: options.cwd ?? folder, env: { ...environment, ...options.env }, stdio: 'pipe', detached: true })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const ended = new Promise<number | NodeJS.Signals>((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal!)))
  return { child, out: () => out, err: () => err, ended }
}

async function waitFor(holds: () => boolean): Promise<void> {
  const began = Date.now()
  while (!holds()) {
    if (Date.now() - began > 30_000) throw new Error('not within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const ready = (one: Run) => waitFor(() => one.out().includes('\n'))
const nobodyLeft = () => waitFor(() => processesNaming(folder).length === 0)

test('Ctrl-C, which reaches launcher and server alike, stops everything, and the server is told once', async () => {
  const one = run('node', [...serve, folder])
  await ready(one)
  process.kill(-one.child.pid!, 'SIGINT')
  await nobodyLeft()
  expect(await one.ended).toBe(0)
  expect(one.out()).not.toContain('told twice')
  expect(one.err()).toBe('')
})

test('a signal to the launcher alone stops everything', async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const one = run('node', [...serve, folder])
    await ready(one)
    one.child.kill(signal)
    await nobodyLeft()
    expect(await one.ended).toBe(0)
  }
})

test('a server that does not listen is ended all the same', async () => {
  const one = run('node', [...serve, folder, 'deaf'])
  await ready(one)
  one.child.kill('SIGTERM')
  await nobodyLeft()
})

test('the launcher killed with SIGKILL takes everything with it', async () => {
  const one = run('node', [...serve, folder])
  await ready(one)
  one.child.kill('SIGKILL')
  await nobodyLeft()
})

test.runIf(npm)('npm killed with SIGKILL or SIGTERM takes everything with it', async () => {
  const script = ['node', ...serve, folder].map((word) => `'${word}'`).join(' ')
  await writeFile(join(folder, 'package.json'), JSON.stringify({ scripts: { serve: script } }))
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    const one = run('npm', ['run', '--silent', 'serve'])
    await ready(one)
    one.child.kill(signal)
    await nobodyLeft()
  }
})

test('without npm the launcher outlives the shell that started it', async () => {
  const line = ['node', ...serve, folder].map((word) => `'${word}'`).join(' ')
  const shell = run('sh', ['-c', `${line} & sleep 0.1`])
  await ready(shell)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const launchers = processesNaming(folder).filter(({ command }) => command.includes('script.mjs'))
  expect(launchers).toHaveLength(1)
  process.kill(launchers[0]!.pid, 'SIGTERM')
  await nobodyLeft()
})

test('exit codes pass through, and stdout holds nothing of the launcher', async () => {
  const script = join(folder, 'script.ts')
  await writeFile(script, `const answer: number = 7\nconsole.log(JSON.stringify({ line: process.argv.slice(2) }))\nprocess.exitCode = answer`)
  const one = run('node', [serve[0]!, script, '--json', 'two words'])
  expect(await one.ended).toBe(7)
  expect(JSON.parse(one.out())).toEqual({ line: ['--json', 'two words'] })
})

test('commands that serve pages need them built, others do not', async () => {
  const { needsPages } = (await import(join(root, 'bin/build.mjs'))) as { needsPages(line: string[]): boolean }
  const needing = ['demo', 'demo --json --port 0', 'start', 'start --role web', 'start --role=all']
  const others = ['demo --no-serve --json', 'start --role worker', 'start --role=worker', 'start --help', 'import demo --campaign start', '']
  expect(needing.map((line) => needsPages(line.split(' ')))).toEqual(needing.map(() => true))
  expect(others.map((line) => needsPages(line.split(' ')))).toEqual(others.map(() => false))
})

/** A checkout with the real launcher and no dependency, so that installing it needs no network. */
async function smallCheckout(install = 'true'): Promise<string> {
  const checkout = join(folder, 'checkout')
  await mkdir(join(checkout, 'src/cli'), { recursive: true })
  await cp(join(root, 'bin'), join(checkout, 'bin'), { recursive: true })
  const about = { name: 'clamor', version: '0.0.0', type: 'module', dependencies: { part: 'file:part' }, allowScripts: { part: true } }
  await mkdir(join(checkout, 'part'))
  await writeFile(join(checkout, 'part/package.json'), JSON.stringify({ name: 'part', version: '1.0.0', scripts: { install } }))
  await writeFile(join(checkout, 'package.json'), JSON.stringify(about))
  await writeFile(join(checkout, 'src/cli/main.ts'), `console.log('ran' as string)`)
  await execFileAsync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--offline'], { cwd: checkout, env: environment })
  return checkout
}

test.runIf(npm)('packages are installed once, and what a developer added stays', async () => {
  const checkout = await smallCheckout()
  // Under this node, since the small checkout brings none.
  const env = { PATH: `${join(process.execPath, '..')}:${process.env.PATH}` }
  const start = () => run(process.execPath, [join(checkout, 'bin/clamor.mjs')], { env })
  const first = start()
  expect(await first.ended).toBe(0)
  expect(first.out()).toBe('ran\n')
  expect(first.err()).toContain('Installing the packages')
  expect(first.err()).toContain('Using node')

  await mkdir(join(checkout, 'node_modules/mine'))
  const second = start()
  expect(await second.ended).toBe(0)
  expect(second.err()).not.toContain('Installing')
  expect((await stat(join(checkout, 'node_modules/mine'))).isDirectory()).toBe(true)
})

test.runIf(npm)('an installation is left without an orphan, and the next start finishes it', async () => {
  const sleeping = `sleep 54.${Math.floor(Math.random() * 1e9)}`
  const checkout = await smallCheckout(`test -e '${folder}/quick' || ${sleeping}`)
  for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
    const one = run(process.execPath, [join(checkout, 'bin/clamor.mjs')])
    await waitFor(() => processesNaming(sleeping).length > 0)
    one.child.kill(signal)
    await waitFor(() => processesNaming(sleeping).length + processesNaming(folder).length === 0)
    if (signal !== 'SIGKILL') expect(await one.ended).toBe(signal === 'SIGTERM' ? 143 : 130)
  }
  await writeFile(join(folder, 'quick'), '')
  const last = run(process.execPath, [join(checkout, 'bin/clamor.mjs')])
  expect(await last.ended).toBe(0)
  expect(last.out()).toBe('ran\n')
})

test.runIf(npm)('a failed installation and a missing lock file are each told in one line', async () => {
  const checkout = await smallCheckout('false')
  const one = run(process.execPath, [join(checkout, 'bin/clamor.mjs')])
  expect(await one.ended).toBe(1)
  expect(one.err()).toContain('The packages could not be installed; npm says why above.')
  expect(one.err()).not.toContain('    at ')
  expect(one.out()).toBe('')

  await rm(join(checkout, 'package-lock.json'))
  const two = run(process.execPath, [join(checkout, 'bin/clamor.mjs')])
  expect(await two.ended).toBe(1)
  expect(two.err()).toContain('this is not a whole checkout of Clamor')
})

test('an old node without the pinned one is told what to do', async (context) => {
  const { stdout } = await execFileAsync('node', ['-p', 'process.versions.node'], { env: environment })
  if (Number(stdout.split('.')[0]) >= 22) return context.skip('the node on this machine is new enough by itself')
  const checkout = join(folder, 'checkout')
  await cp(join(root, 'bin'), join(checkout, 'bin'), { recursive: true })
  await mkdir(join(checkout, 'node_modules'))
  const lock = JSON.stringify({ lockfileVersion: 3, packages: {} })
  await writeFile(join(checkout, 'package-lock.json'), lock)
  await writeFile(join(checkout, 'node_modules/.package-lock.json'), lock)
  const one = run('node', [join(checkout, 'bin/clamor.mjs')])
  expect(await one.ended).toBe(1)
  expect(one.err()).toBe(`Clamor needs node 22.18 or newer; this is ${stdout.trim()}, and the node that npm brings for this machine is not installed. Run "npm ci --include=optional", or install node 24.\n`)
})

test('.ci/run calls npm test and nothing else', async () => {
  expect(await readFile(join(root, '.ci/run'), 'utf8')).toBe('#!/usr/bin/env bash\nset -euo pipefail\ncd "$(dirname "$0")/.."\nexec npm test\n')
})
