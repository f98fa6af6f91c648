import { IntlMessageFormat } from 'intl-messageformat'
import { ago, dateForms, type DateForm } from './dates.ts'
import { directionOf, type Direction, type Language } from './languages.ts'
import type { MessageKey } from './messages/keys.ts'

/** All messages of one language: `desk.take` -> its ICU text. */
export type Catalogue = Record<string, string>

export type Values = Record<string, string | number | Date | boolean | undefined>

/** Says a message in one language; carries that language's way with numbers, dates and lists. */
export interface Translate {
  (key: MessageKey, values?: Values): string
  /** Whether there is such a message: for keys composed from data, like the code of a refusal. */
  has(key: string): key is MessageKey
  /** The one of ours that is spoken, or that a language added by an organisation falls back to. */
  readonly language: Language
  /** The language that is spoken, also where an organisation added it. */
  readonly tag: string
  readonly dir: Direction
  /** BCP 47, with Western digits for Arabic unless a person chose otherwise. */
  readonly locale: string
  /** The time zone in which times are told. */
  readonly zone: string
  number(value: number, options?: Intl.NumberFormatOptions): string
  /** A share of one as per cent. */
  percent(share: number): string
  /** `day` 14 April, `date` 14 April 2026, `clock` 14:05, `moment` 14 April, 14:05. */
  date(value: Date | string | number, form?: DateForm): string
  /** Time as people say it: "6 min ago", "since" is left to the message. */
  ago(value: Date | string | number, now?: Date | string | number): string
  list(words: readonly string[], type?: 'conjunction' | 'disjunction'): string
}

export interface Speech {
  zone?: string
  /** Arabic-Indic digits are a person's choice; Western ones match codes and keys. */
  digits?: 'latn' | 'arab'
  /** A language that an organisation added: its words are said wherever it has them. */
  over?: { tag: string; dir: Direction; catalogue: Catalogue }
}

/** A text among others that are read from the other side: marks keep its full stop at its end. */
function ended(text: string, dir: Direction): string {
  const mark = dir === 'ltr' ? '\u200E' : '\u200F'
  return `${/^\p{P}/u.test(text) ? mark : ''}${text}${/\p{P}$/u.test(text) && !text.endsWith('}') ? mark : ''}`
}

const locales: Record<Language, string> = { en: 'en-GB', es: 'es', fr: 'fr', ar: 'ar' }

/** Makes the speaker of a language from its catalogue; messages are compiled when first said. */
export function speak(language: Language, catalogue: Catalogue, { zone = 'UTC', digits = 'latn', over }: Speech = {}): Translate {
  const base = language === 'ar' ? `ar-u-nu-${digits}` : locales[language]
  // Of a language that the runtime does not know, numbers and dates are told as in the one it falls back to.
  const locale = over && Intl.NumberFormat.supportedLocalesOf([over.tag]).length > 0 ? `${over.tag}-u-nu-latn` : base
  const compiled = new Map<string, IntlMessageFormat>()
  const formatters = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>()

  function formatter<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>(key: string, make: () => F): F {
    let found = formatters.get(key) as F | undefined
    if (!found) formatters.set(key, (found = make()))
    return found
  }

  function say(key: MessageKey, values?: Values): string {
    let message = compiled.get(key)
    if (!message) {
      const own = over?.catalogue[key]
      const text = own ?? catalogue[key]
      // A key that TypeScript could not see (composed from data): its name is better than an empty place or a failed page.
      if (text === undefined) return key
      const said = over && own === undefined && over.dir !== directionOf(language) ? ended(text, directionOf(language)) : text
      compiled.set(key, (message = new IntlMessageFormat(said, own === undefined ? base : locale, undefined, { ignoreTag: true })))
    }
    return String(message.format(values))
  }

  const number: Translate['number'] = (value, options = {}) =>
    formatter(JSON.stringify(options), () => new Intl.NumberFormat(locale, options)).format(value)

  const date: Translate['date'] = (value, form = 'date') =>
    formatter(form, () => new Intl.DateTimeFormat(locale, { ...dateForms[form], timeZone: zone })).format(new Date(value))

  return Object.assign(say, {
    has: (key: string): key is MessageKey => key in catalogue,
    language,
    tag: over?.tag ?? language,
    dir: over?.dir ?? directionOf(language),
    locale,
    zone,
    number,
    date,
    percent: (share: number) => number(share, { style: 'percent', maximumFractionDigits: 0 }),
    ago: (value: Date | string | number, now: Date | string | number = new Date()) =>
      ago(say, date, new Date(value), new Date(now)),
    list: (words: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
      formatter(`list ${type}`, () => new Intl.ListFormat(locale, { type })).format(words),
  })
}
