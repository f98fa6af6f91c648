import { wordsOf } from '#ui/added.ts'
import { speak, type Catalogue, type Translate } from '#ui/speak.ts'
import type { Language } from '#ui/languages.ts'
import type { LayoutLoad } from './$types'

/** One chunk per language: a browser fetches only its own, and only on pages that ship script at all. */
const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('virtual:catalogue/en'),
  es: () => import('virtual:catalogue/es'),
  fr: () => import('virtual:catalogue/fr'),
  ar: () => import('virtual:catalogue/ar'),
}

/** A speaker compiles each message when it first says it: made for every page anew, that took longer than drawing the page. */
const speakers = new Map<string, Translate>()

export const load: LayoutLoad = async ({ data }) => {
  const { language, zone, added } = data
  // The browser's own fetch: by kit's, the words would be sent a second time, within the page.
  const [{ default: catalogue }, own] = await Promise.all([catalogues[language](), added ? wordsOf(added, fetch) : undefined])
  const key = `${language} ${added && own ? `${added.tag}@${added.version} ${Object.keys(own).length}` : ''} ${zone}`
  let t = speakers.get(key)
  if (!t) speakers.set(key, (t = speak(language, catalogue, { zone, ...(added && own ? { over: { ...added, catalogue: own } } : {}) })))
  return { ...data, t }
}
