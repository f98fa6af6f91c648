import { addedLanguage, addedLanguages } from '#ui/added.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = ({ locals }) => ({
  language: locals.language,
  zone: locals.t.zone,
  /** The language of the page, where an organisation added it; and all of those, to choose from. */
  added: addedLanguage(locals.t.tag),
  offers: addedLanguages().map(({ tag, ownName }) => ({ tag, ownName })),
})
