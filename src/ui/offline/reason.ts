import type { Translate } from '../speak.ts'

/** Why a note was not taken, in the words of the screen where it has some for it. */
export function reasonWords(t: Translate, { code, detail }: { code: string; detail: string }): string {
  const key = `sheet.reason.${code}`
  return t.has(key) ? t(key) : t('sheet.reason.other', { detail })
}

/** Why a link does not open any more. */
export function endWords(t: Translate, code: string): string {
  const key = `sheet.ended.${code}`
  return t.has(key) ? t(key) : t('sheet.ended.collector-unknown')
}
