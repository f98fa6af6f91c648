import { isRefusal } from '#core/index.ts'
import { refusalWords } from './refusal.ts'
import type { Translate } from './speak.ts'

export interface Refused {
  status: number
  code: string
  /** What is wrong and what to do, in the language of the screen where it is known there (`errors.code.<code>`). */
  text: string
}

/** What a screen says of an expected refusal; anything else is a bug and is thrown on. */
export function refused(t: Translate, error: unknown): Refused {
  if (!isRefusal(error)) throw error
  return { status: error.status, code: error.code, text: refusalWords(t, error) }
}
