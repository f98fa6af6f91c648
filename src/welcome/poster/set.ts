import { breakable } from '#deliver/dossier/index.ts'
import { checkLetters, fit, plainLanguage, qrSvg, typeset } from '../print/typeset.ts'
import type { Poster, PosterWords } from './poster.ts'

/** Sets a poster on one A4 page. */
export function setPoster(poster: Poster, as: 'pdf' | 'svg' = 'pdf'): Uint8Array {
  const set = poster.languages.filter(hasLetters)
  if (set.length === 0) checkLetters(poster.languages.flatMap((one) => one.sentences))
  const [first, ...others] = set.map(printed)
  return typeset(new URL('./poster.typ', import.meta.url), {
    organisation: fit(poster.organisation), address: breakable(poster.url.replace(/^https?:\/\//, '')), qr: qrSvg(poster.qr), first, others,
    // The more languages, the smaller each beside the first.
    size: others.length > 4 ? 8 : others.length > 2 ? 9 : 10.5,
  }, as)
}

/** One of several languages that no font can set is left out; the page in a browser has it. */
function hasLetters({ sentences }: PosterWords): boolean {
  try {
    checkLetters(sentences)
    return true
  } catch {
    return false
  }
}

const printed = (words: PosterWords) => ({ ...words, language: plainLanguage(words.language), head: fit(words.head), sentences: words.sentences.map(fit), until: fit(words.until) })
