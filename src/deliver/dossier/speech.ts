import type { Language } from './dossier.ts'
import { words, type Words } from './words.ts'

/** Latin digits in Arabic too: they must match the reference numbers and what stands in the CSV. */
const locales: Record<Language, string> = { en: 'en-GB', es: 'es', fr: 'fr', ar: 'ar-u-nu-latn' }

type CountedKey = { [K in keyof Words]: Words[K] extends { other: string; one?: string } ? K : never }[keyof Words]

/** How one dossier speaks: its words, figures, days and names of channels and languages. */
export interface Speech {
  language: Language
  direction: 'ltr' | 'rtl'
  words: Words
  figure(n: number): string
  counted(key: CountedKey, n: number): string
  /** Day and month; with the year where the dossier spans two. */
  day(moment: Date | string): string
  fullDay(moment: Date): string
  channel(name: string): string
  tongue(code: string): string
  fill(template: string, values: Record<string, string>): string
}

/** Makes the speech of a language. Formatters are made once here: `Intl` objects cost more than all their uses. */
export function speechOf(language: Language, options: { timeZone?: string; withYear?: boolean } = {}): Speech {
  const locale = locales[language]
  const said = words[language]
  const timeZone = options.timeZone ?? 'UTC'
  const figures = new Intl.NumberFormat(locale, { useGrouping: true })
  const plural = new Intl.PluralRules(locale)
  const short: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(options.withYear && { year: 'numeric' }) }
  const moments = new Intl.DateTimeFormat(locale, { ...short, timeZone })
  const days = new Intl.DateTimeFormat(locale, { ...short, timeZone: 'UTC' })
  const full = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  const tongues = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' })
  const known = new Map<string, string>()

  function fill(template: string, values: Record<string, string>): string {
    return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
  }

  function tongue(code: string): string {
    let name = known.get(code)
    if (name === undefined) {
      try {
        name = (code === 'und' ? undefined : tongues.of(code)) ?? said.languageNames.unknown
      } catch {
        name = said.languageNames.unknown
      }
      known.set(code, name)
    }
    return name
  }

  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    words: said,
    figure: (n) => figures.format(n),
    counted(key, n) {
      const forms = said[key]
      return (forms[plural.select(n)] ?? forms.other).replace('{n}', figures.format(n))
    },
    day: (moment) => typeof moment === 'string' ? days.format(new Date(`${moment}T00:00:00Z`)) : moments.format(moment),
    fullDay: (moment) => full.format(moment),
    channel: (name) => said.channelNames[name] ?? name,
    tongue,
    fill,
  }
}
