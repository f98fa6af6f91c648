import type { Translate } from './speak.ts'

/** What a screen needs of a refusal; `#core/index.ts` makes them. */
export interface Refused {
  code?: string
  /** The refusal's own words, in English. */
  message: string
  mend?: string
}

/** A refusal in the reader's language where we have words for its code, in its own words otherwise. */
export function refusalWords(t: Translate, { code, message, mend }: Refused): string {
  const key = `errors.code.${code}`
  return t.has(key) ? t(key) : [message, mend].filter(Boolean).join(' ')
}
