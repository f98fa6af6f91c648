import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * `npm test`: types, screens, lint, pages, tests. Every step runs even if one before it failed, since one run should
 * tell everything; a step that fails counts as a failed check. The last line is `N passed, N failed`.
 *
 * Words after `npm test --` narrow the tests and leave out the other steps.
 */
const root = resolve(import.meta.dirname, '..')
const filters = process.argv.slice(2)
const screens = 'tsconfig.svelte.json'
const count = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []
let running: ReturnType<typeof spawn> | undefined

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    running?.kill('SIGTERM')
    setTimeout(() => process.exit(1), 2500).unref()
  })
}

if (filters.length === 0) {
  await step('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'])
  if (await hasScreens()) {
    // Writes the types of the pages' addresses, which the check reads; a fresh install has none yet.
    await node(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], 'kept')
    await step('screens', ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', screens, '--threshold', 'error', '--output', 'human'])
  }
  await step('lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings'])
  await step('pages', ['bin/build.mjs'])
}
await tests()

for (const failure of failures) console.log(`failed: ${failure}`)
const skipped = count.skipped ? `, ${count.skipped} skipped` : ''
console.log(`${count.passed} passed, ${count.failed} failed${skipped}`)
process.exitCode = count.failed ? 1 : 0

/** One check of the whole tree; its output is shown only when it fails. */
async function step(name: string, line: string[]): Promise<void> {
  const began = Date.now()
  const { code, output } = await node(line, 'kept')
  if (code === 0) count.passed++
  else {
    console.log(output.trimEnd())
    fail(name)
  }
  console.log(`${name}: ${code === 0 ? 'good' : 'FAILED'} (${seconds(began)} s)`)
}

async function tests(): Promise<void> {
  const began = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'clamor-report-'))
  try {
    const report = join(folder, 'report.json')
    const { code } = await node(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters], 'shown')
    await read(report, code)
    console.log(`tests: ${code === 0 ? 'good' : 'FAILED'} (${seconds(began)} s)`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Report = { testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string }[] }[] }

async function read(path: string, code: number): Promise<void> {
  const before = count.failed
  const report = await readFile(path, 'utf8').then((text) => JSON.parse(text) as Report, () => undefined)
  for (const file of report?.testResults ?? []) {
    const name = file.name.replace(`${root}/`, '')
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++
      else if (test.status === 'failed') fail(`${name}: ${test.fullName}`)
      else count.skipped++
    }
    // A file that could not be read, or whose set-up failed, has no failed test to show for it.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) fail(`${name}: ${file.message.split('\n')[0]}`)
  }
  // An unhandled error, or no report at all.
  if (code !== 0 && count.failed === before) fail(`vitest ended with ${code}`)
}

function fail(what: string): void {
  count.failed++
  failures.push(what)
}

async function node(line: string[], output: 'kept' | 'shown'): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, line, { cwd: root, stdio: output === 'kept' ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'] })
  running = child
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127))
    child.on('close', (status) => resolve(status ?? 1))
  })
  return { code, output: text }
}

async function hasScreens(): Promise<boolean> {
  const files = await readdir(join(root, 'src'), { recursive: true })
  return files.some((name) => name.endsWith('.svelte'))
}

function seconds(began: number): string {
  return ((Date.now() - began) / 1000).toFixed(1)
}
