import type { Translate } from './speak.ts'

/** What a language is called in the language of the screen: "Arabic", "árabe"; one of which we have no word, as the machine calls it. */
export function languageName(t: Translate, tag: string): string {
  if (t.has(`post.language.${tag}`)) return t(`post.language.${tag as 'en'}`)
  try {
    return new Intl.DisplayNames([t.locale], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
