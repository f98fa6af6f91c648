import type { Handle } from '@sveltejs/kit/hooks'
import { directionOf } from '#ui/languages.ts'
import { languageOf, pageIn } from '#ui/page.ts'
import { translate } from '#ui/words.ts'

export const handle: Handle = async ({ event, resolve }) => {
  const language = languageOf(event)
  event.locals.language = language
  event.locals.dir = directionOf(language)
  event.locals.t = translate(language)
  return resolve(event, pageIn(language, event))
}
