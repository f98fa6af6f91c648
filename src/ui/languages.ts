/** The languages Clamor speaks; the first is the one that is never missing. */
export const languages = ['en', 'es', 'fr', 'ar'] as const

export type Language = (typeof languages)[number]

export type Direction = 'ltr' | 'rtl'

/** How a language calls itself: the words of the language switch. */
export const ownNames: Record<Language, string> = { en: 'English', es: 'Español', fr: 'Français', ar: 'العربية' }

/** Whether a text is one of our languages; narrows what came from a query, a cookie or a header. */
export function isLanguage(value: string | null | undefined): value is Language {
  return languages.includes(value as Language)
}

/** The direction in which a language is read. */
export function directionOf(language: string): Direction {
  return /^(ar|fa|he|ur|ps|ckb|dv|yi)\b/.test(language) ? 'rtl' : 'ltr'
}

/** The direction of what people wrote: by its language where that runs from the right, else found out by the browser. */
export function writtenDirection(language: string | null | undefined): 'rtl' | 'auto' {
  return language && directionOf(language) === 'rtl' ? 'rtl' : 'auto'
}

export interface LanguageWishes {
  /** `?lang=` of the address: somebody pressed a language just now. */
  asked?: string | null
  /** The cookie `clamor-language`: what they pressed last time. */
  remembered?: string | null
  /** The header Accept-Language: what their browser was set to. */
  accepted?: string | null
  /** The languages of the campaign, its first language first. */
  campaign?: readonly string[]
}

export const languageCookie = 'clamor-language'

/**
 * The language of a page: what was pressed, then what was pressed last time, then the browser's, then the campaign's.
 * `added`: the tags of those that organisations added to ours.
 */
export function chooseLanguage({ asked, remembered, accepted, campaign = [] }: LanguageWishes, added: readonly string[] = []): string {
  const wishes = [asked, remembered, ...byWeight(accepted ?? ''), ...campaign].map((wish) => wish?.slice(0, 80).toLowerCase())
  return wishes.flatMap((wish) => [wish, wish?.split('-')[0]]).find((tag) => tag !== undefined && (isLanguage(tag) || added.includes(tag))) ?? languages[0]
}

/** The tags of Accept-Language, best first; what is refused (`q=0`) or malformed is left out. */
function byWeight(header: string): string[] {
  return header
    .slice(0, 400)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
