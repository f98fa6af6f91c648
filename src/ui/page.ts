import type { Cookies } from '@sveltejs/kit'
import type { ResolveOptions } from '@sveltejs/kit/hooks'
import { chooseLanguage, directionOf, languageCookie, type Direction } from './languages.ts'

interface Asking {
  url: URL
  request: Request
  cookies: Cookies
}

/** The language of a request; remembers it when somebody pressed one. `added`: the tags of those that organisations added. */
export function languageOf({ url, request, cookies }: Asking, added: readonly string[] = []): string {
  const asked = url.searchParams.get('lang')
  const remembered = cookies.get(languageCookie)
  const language = chooseLanguage({ asked, remembered, accepted: request.headers.get('accept-language') }, added)
  if (asked === language && remembered !== language) {
    cookies.set(languageCookie, language, { path: '/', maxAge: 365 * 24 * 3600, sameSite: 'lax', httpOnly: true })
  }
  return language
}

/**
 * How hooks.server.ts resolves a page: language, direction, theme and the wish to save data on <html>. Fonts are announced early only to
 * people who are signed in: those of public pages are optional, and a narrow screen uses none.
 * `return resolve(event, pageIn(event.locals.t.tag, event, { fontsEarly: Boolean(event.locals.actor), dir: event.locals.dir }))`
 */
export function pageIn(
  language: string,
  { request, cookies }: Pick<Asking, 'request' | 'cookies'>,
  { fontsEarly = false, dir = directionOf(language) }: { fontsEarly?: boolean; dir?: Direction } = {},
): ResolveOptions {
  const theme = cookies.get('clamor-theme')
  const marks = [
    theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '',
    request.headers.get('save-data') === 'on' ? ' data-saving' : '',
  ].join('')
  return {
    transformPageChunk: ({ html }) =>
      html.replace('%clamor.lang%', language).replace('%clamor.dir%', dir).replace('%clamor.marks%', marks),
    preload: (file) =>
      file.type === 'css' || file.type === 'js' || (file.type === 'font' && fontsEarly && needed(file.filename, dir)),
  }
}

function needed(font: string, dir: Direction): boolean {
  return /-latin-wght-normal/.test(font) || (dir === 'rtl' && /-arabic-(wght|400|600)-normal/.test(font))
}
