// What the launcher does until it ends: it runs one child at a time, and ends it when it is told to stop or when
// whoever started it has died.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything must have stopped after three seconds: the child, and then PostgreSQL, which ends by itself behind it. */
const patience = 1500
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/** A plain no: one line on stderr, exit code 1. */
export class Refused extends Error {}

let stopCode
let current

/** Makes `child` the one to stop: `gently` asks it, `hard` ends it. Answers its exit code. */
export async function live(child, { gently, hard }) {
  current = { gently, hard }
  if (stopCode !== undefined) end()
  watchParents()
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => resolve(status ?? stopCode ?? codes[signal] ?? 137))
  })
  current = undefined
  return code
}

/** Set once somebody asked us to stop: no further step is begun then. */
export function stopped() {
  return stopCode
}

/** Writes why it ends and answers the exit code. */
export function tell(error) {
  if (stopCode !== undefined) return stopCode
  if (error instanceof Refused) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`This is a bug in Clamor's launcher: ${error?.stack ?? error}\n`)
  return 1
}

export function say(text) {
  process.stderr.write(`${text}\n`)
}

for (const signal of Object.keys(codes)) process.on(signal, () => stop(codes[signal]))

function stop(code) {
  if (stopCode !== undefined) return
  stopCode = code
  if (current) end()
  else process.exit(code)
}

function end() {
  const { gently, hard } = current
  gently()
  setTimeout(hard, patience).unref()
}

let watching = false

/**
 * Under npm the launcher belongs to npm: npm killed with SIGKILL, or ended by SIGTERM (which it passes to its shell
 * only), would leave the server running. npm starts a shell that starts us, or becomes us. Without npm nothing is
 * watched, so that "nohup clamor start &" may outlive its shell.
 */
function watchParents() {
  if (watching || !process.env.npm_lifecycle_event || process.platform === 'win32') return
  watching = true
  const parent = process.ppid
  const parentIsShell = /^-?(sh|dash|bash|ash|zsh|ksh|busybox)$/.test(nameOf(parent))
  const grandparent = parentIsShell ? parentOf(parent) : undefined
  setInterval(() => {
    if (process.ppid !== parent || (grandparent && parentOf(parent) !== grandparent)) stop(codes.SIGTERM)
  }, 400).unref()
}

function parentOf(pid) {
  return Number(stat(pid)?.fields[1]) || undefined
}

function nameOf(pid) {
  return stat(pid)?.name ?? ''
}

/** From Linux's /proc. Elsewhere only the parent itself is watched, which node knows without asking. */
function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    return { name: text.slice(text.indexOf('(') + 1, end), fields: text.slice(end + 2).split(' ') }
  } catch {
    return undefined
  }
}
