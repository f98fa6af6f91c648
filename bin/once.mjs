import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Refused, root, say, stopped } from './life.mjs'

/** Two starts at the same time must not install or build into each other: the second waits, then looks again. */
export async function once(what, needed, work) {
  if (!(await needed())) return
  const path = `${root}/.cache/${what}.lock`
  await take(path, what)
  try {
    if (await needed()) await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path, what) {
  let told = false
  for (;;) {
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new Refused(`${root} is not writable (${error.code}), and the ${what} step has to write there. Run it once as a user who may.`)
      }
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''))
    if (owner && !isAlive(owner)) {
      await rename(path, `${path}.${process.pid}`).catch(() => {})
      await rm(`${path}.${process.pid}`, { force: true })
      continue
    }
    if (!told && owner) say(`Waiting for another Clamor (pid ${owner}) to finish the ${what} step ...`)
    told ||= owner > 0
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (stopped() !== undefined) throw new Refused('Stopped.')
  }
}

function isAlive(pid) {
  // After a restart in a container we may have the number that we had before.
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
