import { randomBytes } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { rmSync, readFileSync } from 'node:fs'
import { processIdentity } from './process.ts'

export type Lock = { release(): void }
export type LockResult = { lock: Lock } | { heldBy: number }

type Claim = { pid: number; identity: string }

/**
 * Takes the lock file, or tells who holds it. Node has no flock; a file that names its owner, linked into place, is
 * as good: it appears whole or not at all, and the owner's start time shows whether the owner still lives.
 */
export async function takeLock(path: string): Promise<LockResult> {
  const claim = JSON.stringify({ pid: process.pid, identity: (await processIdentity(process.pid)) ?? '' } satisfies Claim)
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, claim, { mode: 0o600 })
  try {
    for (;;) {
      try {
        await link(draft, path)
        return { lock: { release: () => releaseIfStill(path, claim) } }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const standing = await readFile(path, 'utf8').catch(() => undefined)
      if (standing === undefined) continue
      const owner = parse(standing)
      if (owner && (await processIdentity(owner.pid)) === owner.identity) return { heldBy: owner.pid }
      await takeAway(path, standing)
    }
  } finally {
    await rm(draft, { force: true })
  }
}

/** Removes a dead owner's file, but puts back what another process has put there since it was read. */
async function takeAway(path: string, judged: string): Promise<void> {
  const aside = `${path}.${process.pid}.dead`
  try {
    await rename(path, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8')) !== judged) await link(aside, path).catch(() => {})
  await rm(aside, { force: true })
}

function releaseIfStill(path: string, claim: string): void {
  try {
    if (readFileSync(path, 'utf8') === claim) rmSync(path, { force: true })
  } catch {
    // Already gone, with its folder perhaps.
  }
}

function parse(text: string): Claim | undefined {
  try {
    const claim = JSON.parse(text) as Claim
    return typeof claim.pid === 'number' ? claim : undefined
  } catch {
    return undefined
  }
}
