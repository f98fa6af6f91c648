import type { Cookies } from '@sveltejs/kit'
import type { ResolveOptions } from '@sveltejs/kit/hooks'
import { chooseLanguage, directionOf, languageCookie, type Language } from './languages.ts'

interface Asking {
  url: URL
  request: Request
  cookies: Cookies
}

/** The language of a request; remembers it when somebody pressed one. `campaign`: the campaign's languages, its first one first. */
export function languageOf({ url, request, cookies }: Asking, campaign: readonly string[] = []): Language {
  const asked = url.searchParams.get('lang')
  const remembered = cookies.get(languageCookie)
  const language = chooseLanguage({ asked, remembered, accepted: request.headers.get('accept-language'), campaign })
  if (asked === language && remembered !== language) {
    cookies.set(languageCookie, language, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'lax', httpOnly: true })
  }
  return language
}

/**
 * How hooks.server.ts resolves a page: language, direction, theme and saving of data on <html>, fonts announced early at the desk only.
 * `return resolve(event, pageIn(event.locals.language, event))`
 */
export function pageIn(language: Language, { request, cookies }: Pick<Asking, 'request' | 'cookies'>): ResolveOptions {
  const theme = cookies.get('clamor-theme')
  const marks = [
    theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '',
    request.headers.get('save-data') === 'on' ? ' data-saving' : '',
  ].join('')
  return {
    transformPageChunk: ({ html }) =>
      html.replace('%clamor.lang%', language).replace('%clamor.dir%', directionOf(language)).replace('%clamor.marks%', marks),
    preload: (file) =>
      file.type === 'css' || file.type === 'js' || (file.type === 'font' && announced(file.filename, language)),
  }
}

/** Public pages must not fetch a font early: their fonts are optional, and none is used on a narrow screen. */
function announced(file: string, language: Language): boolean {
  return file.includes('/fonts/desk/') && (/-latin-wght/.test(file) || (language === 'ar' && /arabic-(wght|400|600)/.test(file)))
}
