import type { Handle, HandleServerError } from '@sveltejs/kit/hooks'
import { campaignBySlug, copyPrefix } from '#campaign/index.ts'
import { asRefusal, type House } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { freshLanguages } from '#language/index.ts'
import type { Language } from '#ui/languages.ts'
import { languageOf, pageIn } from '#ui/page.ts'
import { translateInto } from '#ui/words.ts'
import { readyPage } from './ready-pages.ts'
import { running } from './running.ts'

/** Says who asks, in which language, and hands every screen the house. */
export const handle: Handle = async ({ event, resolve }) => {
  const house = running()
  event.locals.house = house
  event.locals.draws = event.isDataRequest || /text\/html/.test(event.request.headers.get('accept') ?? '')
  event.locals.actor = await actorOf(house, { cookie: event.request.headers.get('cookie') })
  if (await hiddenCopy(house, event.params['slug'], event.route.id)) return new Response('Not found', { status: 404 })
  const added = await freshLanguages(house)
  const tag = languageOf(event, added.map((one) => one.tag))
  const over = added.find((one) => one.tag === tag)
  // What exists only in our own languages (a map, a dossier) is drawn in the one that an added language falls back to.
  event.locals.language = over?.fallback ?? (tag as Language)
  event.locals.t = translateInto(tag, event.locals.language)
  event.locals.dir = event.locals.t.dir
  const draw = async () => resolve(event, pageIn(tag, event, { fontsEarly: event.locals.actor !== undefined, dir: event.locals.dir }))
  const look = `${tag}@${over?.version ?? 0} ${event.cookies.get('clamor-theme') ?? ''} ${event.request.headers.get('save-data') ?? ''} ${event.locals.actor !== undefined}`
  const asked = { method: event.request.method, routeId: event.route.id, slug: event.params['slug'], path: event.url.pathname + event.url.search, look }
  const response = (await readyPage(house, asked, draw)) ?? (await draw())
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(self)')
  if (event.url.protocol === 'https:') response.headers.set('strict-transport-security', 'max-age=31536000')
  return response
}

/** The copy of a rehearsal has no public page, file or form: whoever asks from outside is told that nothing is there. */
async function hiddenCopy(house: House, slug: string | undefined, route: string | null): Promise<boolean> {
  if (!slug?.startsWith(copyPrefix) || /^\/\[slug\]\/\((work|kept)\)/.test(route ?? '')) return false
  return Boolean((await campaignBySlug(house.db, slug))?.rehearses)
}

/** A refusal says what is wrong and what to do; a bug says nothing but its reference, which the log knows. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return error
  const { status, message, code, mend, extra } = asRefusal(error, running())
  return { status, message, code, mend, reference: extra['reference'] as string | undefined }
}
