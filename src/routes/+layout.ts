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
  const { default: catalogue } = await catalogues[data.language]()
  const key = `${data.language} ${data.zone}`
  let t = speakers.get(key)
  if (!t) speakers.set(key, (t = speak(data.language, catalogue, { zone: data.zone })))
  return { ...data, t }
}
