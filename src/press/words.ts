import { refuse } from '#core/index.ts'

/** A text in the languages in which somebody wrote it: {"en": ..., "ar": ...}. */
export type Words = Record<string, string>

export interface Said {
  text: string
  language: string
}

/** As it is said in a language: in that one, else in English, else in whichever there is; undefined where it is not said at all. */
export function saidIn(words: Words, language: string): Said | undefined {
  const found = [language, language.split('-')[0]!, 'en', ...Object.keys(words)].find((tag) => words[tag])
  return found === undefined ? undefined : { text: words[found]!, language: found }
}

/** As typed, line by line; what is empty is not said. */
export function checkWords(words: Words, most: number): Words {
  const given = Object.entries(words).map(([language, text]) => [language, asTyped(text)] as const).filter(([, text]) => text !== '')
  if (given.length > 20 || given.some(([language]) => !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language))) throw refuse('language-wrong', 422, 'This is not a language.', { mend: 'Give a tag such as es or ar.' })
  if (given.some(([, text]) => text.length > most)) throw refuse('piece-long', 422, `A text has at most ${most} characters.`)
  return Object.fromEntries(given)
}

export function asTyped(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\r\n?/g, '\n').toWellFormed().trim()
}
