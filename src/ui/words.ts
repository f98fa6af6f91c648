import { readCatalogue } from './build/catalogue.ts'
import { addedCatalogue, addedLanguage, type AddedLanguage } from './added.ts'
import type { Language } from './languages.ts'
import { speak, type Catalogue, type Speech, type Translate } from './speak.ts'

export { faultsIn, neededForms, type Fault } from './build/message.ts'
export { holdAdded } from './added.ts'
export type { Translate } from './speak.ts'

const spoken = new Map<string, Translate>()

/** The speaker of a language for code that runs in node; screens take theirs from `words()` in `#ui/context.svelte.ts`. */
export function translate(language: Language, speech: Speech = {}): Translate {
  const key = `${language} ${speech.zone ?? ''} ${speech.digits ?? ''}`
  let found = spoken.get(key)
  if (!found) spoken.set(key, (found = speak(language, readCatalogue(language), speech)))
  return found
}

/** As `translate`, in a language that an organisation added; what it lacks is said in the one it falls back to. */
export function translateInto(tag: string, language: Language, speech: Speech = {}): Translate {
  const added = addedLanguage(tag)
  if (!added) return translate(language, speech)
  const key = `${tag}@${added.version} ${speech.zone ?? ''} ${speech.digits ?? ''}`
  let found = spoken.get(key)
  if (!found) spoken.set(key, (found = speak(added.fallback, readCatalogue(added.fallback), { ...speech, over: { ...added, catalogue: addedCatalogue(tag)! } })))
  return found
}

/** A language that an organisation added, with its words. */
export type AddedWords = AddedLanguage & { catalogue: Catalogue }

/** An added language to take along to where it is not known: only these words, by the beginning of their keys. */
export function addedWords(tag: string, ...keys: string[]): AddedWords | undefined {
  const added = addedLanguage(tag)
  return added && { ...added, catalogue: Object.fromEntries(Object.entries(addedCatalogue(tag)!).filter(([key]) => keys.some((one) => key.startsWith(one)))) }
}

/** As `translateInto`, with words that were taken along. */
export function translateWith(added: AddedWords, speech: Speech = {}): Translate {
  return speak(added.fallback, readCatalogue(added.fallback), { ...speech, over: added })
}

/** All messages of one of ours, for whoever translates them. */
export function catalogueOf(language: Language): Record<string, string> {
  return readCatalogue(language)
}

export { titled } from './titled.ts'
