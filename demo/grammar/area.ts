import type { Language } from '../places.ts'

/**
 * Sentences are templates: `{town}` is a slot, `<one|two>` a choice of wording, `{+it does|it does not+}` says the
 * opposite in the rare saying that is made to deny what its neighbour affirms.
 */
export type Sentences = Record<Language, string[]>

/** One thing that people ask about: many sentences, in four languages, that belong under one question. */
export interface Theme {
  key: string
  /** The question as a person at the desk words it, for a page that quotes nobody. */
  wording: { en: string, es: string }
  /** Word beginnings that give the theme away, all of one entry together, without accents: "tanker rout". */
  signs: string[]
  asks: Sentences
}

/** The grammar of one issue area. */
export interface AreaGrammar {
  key: string
  themes: Theme[]
  /** Who speaks and what they have seen: stands before the question. */
  stories: Sentences
  /** What they add: stands after it. */
  follows: Sentences
}
