import { isNoAnswer, type Answer } from '#core/index.ts'
import type { Fate } from './contract.ts'

/** A fate other than the good one. */
export type Unsent = Exclude<Fate, { state: 'sent' }>

/** The JSON of an answer; an empty object where it has none, since what stands in front of a network answers in HTML. */
export function jsonOf(answer: Answer): Record<string, any> {
  try {
    const value: unknown = JSON.parse(answer.body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, any>) : {}
  } catch {
    return {}
  }
}

/** Words of a network for a person to read: bounded, on one line. */
export function saying(status: number, text: unknown): string {
  const words = typeof text === 'string' ? text.replaceAll(/[\x00-\x1f\x7f]+/g, ' ').trim().slice(0, 200) : ''
  return words ? `${status}: ${words}` : `${status}`
}

/** The fate of the last request of a message, where no answer came to it. */
export function unanswered(error: unknown): Unsent {
  if (!isNoAnswer(error)) throw error
  if (error.mayHaveArrived) return { state: 'unconfirmed', reason: error.message }
  return { state: 'refused', reason: error.message, permanent: error.kind === 'forbidden-address' || error.kind === 'not-a-link' }
}

/** The same of what only prepares a message: nothing was said in public yet, so it may be tried again. */
export function unprepared(error: unknown): Unsent {
  return prepared(unanswered(error))
}

export function prepared(fate: Unsent): Unsent {
  return fate.state === 'unconfirmed' ? { state: 'refused', reason: fate.reason, permanent: false } : fate
}
