import { isRefusal } from '#core/index.ts'
import type { Translate } from './speak.ts'
import type { MessageKey } from './messages/keys.ts'

export interface Refused {
  status: number
  code: string
  /** What is wrong and what to do, in the language of the screen where it is known there. */
  text: string
}

/** What a screen says of an expected refusal; anything else is a bug and is thrown on. */
export function refused(t: Translate, error: unknown): Refused {
  if (!isRefusal(error)) throw error
  const key = `refusal.${error.code}` as MessageKey
  const said = t(key, { ...error.extra } as Record<string, string>)
  return { status: error.status, code: error.code, text: said === key ? error.line : said }
}
