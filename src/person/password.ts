import { hash, verify } from '@node-rs/argon2'
import { refuse } from '#core/index.ts'

export const shortestPassword = 12
export const longestPassword = 200

/** Argon2id with the parameters OWASP names first: 19 MiB, two passes; 25 ms here. 2 is Argon2id (its enum cannot be imported). */
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Hash to be stored. Refuses what is too weak before any work is done. */
export async function hashPassword(password: string): Promise<string> {
  checkPassword(password)
  return hashAnything(password)
}

/** better-auth hashes what was typed for an unknown address too, so that the time it takes tells nothing: no check here. */
export function hashAnything(password: string): Promise<string> {
  return hash(password, argon2id)
}

export async function verifyPassword(given: { hash: string; password: string }): Promise<boolean> {
  return verify(given.hash, given.password)
}

/** Length is the only rule: rules on kinds of characters make passwords worse, not better (NIST SP 800-63B). */
export function checkPassword(password: string): void {
  const length = [...password].length
  if (length < shortestPassword) {
    throw refuse('password-short', 400, `A password has at least ${shortestPassword} characters; this one has ${length}.`, {
      mend: 'Four words that do not belong together are easy to remember and hard to guess.',
    })
  }
  if (new Set(password).size < 5) {
    throw refuse('password-plain', 400, 'This password repeats the same few characters.', { mend: 'Four words that do not belong together are easy to remember and hard to guess.' })
  }
  if (length > longestPassword) throw refuse('password-long', 400, `A password has at most ${longestPassword} characters.`)
}
