import type { Translate } from '#ui/speak.ts'

/** What a language is called in the language of the screen: "Arabic", "árabe". */
export function languageName(t: Translate, tag: string): string {
  return new Intl.DisplayNames([t.locale], { type: 'language' }).of(tag) ?? tag
}
