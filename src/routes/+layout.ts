import { speak, type Catalogue } from '#ui/speak.ts'
import type { Language } from '#ui/languages.ts'
import type { LayoutLoad } from './$types'

/** One chunk per language: a browser fetches only its own, and only on pages that ship script at all. */
const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('virtual:catalogue/en'),
  es: () => import('virtual:catalogue/es'),
  fr: () => import('virtual:catalogue/fr'),
  ar: () => import('virtual:catalogue/ar'),
}

export const load: LayoutLoad = async ({ data }) => {
  const { default: catalogue } = await catalogues[data.language]()
  return { ...data, t: speak(data.language, catalogue, { zone: data.zone }) }
}
