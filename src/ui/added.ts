import type { Direction, Language } from './languages.ts'
import type { Catalogue } from './speak.ts'

/** A language that an organisation added to ours. */
export interface AddedLanguage {
  tag: string
  /** How it calls itself. */
  ownName: string
  dir: Direction
  /** Which of ours is spoken where it has no words. */
  fallback: Language
  /** What was fetched under another one is old. */
  version: number
}

/** What this process knows of them: all on a server, which the language slice keeps up to date; in a browser those that were fetched. */
const held = new Map<string, { added: AddedLanguage; catalogue: Catalogue }>()

/** On a server: these are the languages that were added, and no others. */
export function holdAdded(all: (AddedLanguage & { catalogue: Catalogue })[]): void {
  held.clear()
  for (const { catalogue, ...added } of all) held.set(added.tag, { added, catalogue })
}

export function addedLanguages(): AddedLanguage[] {
  return [...held.values()].map(({ added }) => added)
}

export function addedLanguage(tag: string): AddedLanguage | undefined {
  return held.get(tag)?.added
}

export function addedCatalogue(tag: string): Catalogue | undefined {
  return held.get(tag)?.catalogue
}

/** The words of an added language for a page: at hand on a server; in a browser fetched once and kept under their version. */
export async function wordsOf(added: AddedLanguage, get: typeof fetch): Promise<Catalogue> {
  const found = held.get(added.tag)
  if (found?.added.version === added.version) return found.catalogue
  // Without them the page still speaks, in the language that they fall back to.
  const answer = await get(`/api/languages/${added.tag}/${added.version}`).catch(() => undefined)
  if (!answer?.ok) return {}
  const catalogue = (await answer.json()) as Catalogue
  held.set(added.tag, { added, catalogue })
  return catalogue
}
