import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { asRefusal } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { directionOf } from '#ui/languages.ts'
import { languageOf, pageIn } from '#ui/page.ts'
import { translate } from '#ui/words.ts'
import { readyPage } from './ready-pages.ts'
import { running } from './running.ts'

/** Says who asks, in which language, and hands every screen the house. */
export const handle: Handle = async ({ event, resolve }) => {
  const house = running()
  event.locals.house = house
  event.locals.actor = await actorOf(house, { cookie: event.request.headers.get('cookie') })
  const language = languageOf(event)
  event.locals.language = language
  event.locals.dir = directionOf(language)
  event.locals.t = translate(language)
  const draw = async () => resolve(event, pageIn(language, event, { fontsEarly: event.locals.actor !== undefined }))
  const look = `${language} ${event.cookies.get('clamor-theme') ?? ''} ${event.request.headers.get('save-data') ?? ''} ${event.locals.actor !== undefined}`
  const asked = { method: event.request.method, routeId: event.route.id, slug: event.params['slug'], path: event.url.pathname + event.url.search, look }
  const response = (await readyPage(house, asked, draw)) ?? (await draw())
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(self)')
  if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

/** A refusal says what is wrong and what to do; a bug says nothing but its reference, which the log knows. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return error
  const { status, message, code, mend, extra } = asRefusal(error, running())
  return { status, message, code, mend, reference: extra['reference'] as string | undefined }
}
