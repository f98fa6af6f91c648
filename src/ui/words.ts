import { readCatalogue } from './build/catalogue.ts'
import type { Language } from './languages.ts'
import { speak, type Speech, type Translate } from './speak.ts'

const spoken = new Map<string, Translate>()

/** The speaker of a language for code that runs in node; screens take theirs from `words()` in `#ui/context.svelte.ts`. */
export function translate(language: Language, speech: Speech = {}): Translate {
  const key = `${language} ${speech.zone ?? ''} ${speech.digits ?? ''}`
  let found = spoken.get(key)
  if (!found) spoken.set(key, (found = speak(language, readCatalogue(language), speech)))
  return found
}
