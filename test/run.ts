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
/** Files of tests that are tried again, at the most: where more fail, it is no missed moment. */
const mostAgain = 5
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

type Report = { testResults: { name: string; status: string; message: string; assertionResults: { status: string; fullName: string }[] }[] }

/**
 * Browsers, servers and processes that are killed share a small machine: a file in which something failed is run once more, whole and
 * alone, since most tests need what those before them left. It is told which did better then. What is wrong fails twice.
 */
async function tests(): Promise<void> {
  const began = Date.now()
  const first = await vitest(filters)
  const failed = first.files.filter((file) => file.status === 'failed')
  let code = first.code
  if (code !== 0 && failed.length > 0 && failed.length <= mostAgain) {
    console.log(`tests: once more, alone: ${failed.map((file) => file.name).join(', ')}`)
    const second = await vitest([...failed.map((file) => file.name), '--maxWorkers=1'])
    code = second.code
    const again = new Map(second.files.map((file) => [file.name, file]))
    for (const file of first.files) tell(again.get(file.name) ?? file)
    for (const file of failed) if (again.get(file.name)?.status === 'passed') console.log(`only at the second try: ${faultsIn(file).join('; ')}`)
  } else {
    for (const file of first.files) tell(file)
  }
  // An unhandled error, or no report at all.
  if (code !== 0 && failures.length === 0) fail(`vitest ended with ${code}`)
  console.log(`tests: ${code === 0 ? 'good' : 'FAILED'} (${seconds(began)} s)`)
}

async function vitest(words: string[]): Promise<{ code: number; files: Report['testResults'] }> {
  const folder = await mkdtemp(join(tmpdir(), 'clamor-report-'))
  try {
    const path = join(folder, 'report.json')
    const { code } = await node(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${path}`, ...words], 'shown')
    const report = await readFile(path, 'utf8').then((text) => JSON.parse(text) as Report, () => undefined)
    return { code, files: (report?.testResults ?? []).map((file) => ({ ...file, name: file.name.replace(`${root}/`, '') })) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function tell(file: Report['testResults'][number]): void {
  for (const { status } of file.assertionResults) {
    if (status === 'passed') count.passed++
    else if (status !== 'failed') count.skipped++
  }
  for (const fault of faultsIn(file)) fail(fault)
}

function faultsIn(file: Report['testResults'][number]): string[] {
  const failed = file.assertionResults.filter((test) => test.status === 'failed').map((test) => `${file.name}: ${test.fullName}`)
  // A file that could not be read, or whose set-up failed, has no failed test to show for it.
  return failed.length === 0 && file.status === 'failed' ? [`${file.name}: ${file.message.split('\n')[0]}`] : failed
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
