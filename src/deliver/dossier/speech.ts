import { translate, translateWith, type AddedWords, type Translate } from '#ui/words.ts'
import { isLanguage } from '#ui/languages.ts'
import type { Dossier } from './dossier.ts'

/** What is counted, and said with its number. */
type Counted = 'posts' | 'people' | 'questions' | 'statements' | 'channels' | 'postsADay' | 'saidBy' | 'notQuoted'

/** How one dossier speaks: its words, figures, days and names of channels and languages. */
export interface Speech {
  /** Of a language that an organisation added, too. */
  language: string
  direction: 'ltr' | 'rtl'
  t: Translate
  figure(n: number): string
  counted(what: Counted, n: number): string
  /** Day and month; with the year where the dossier spans two. */
  day(moment: Date | string): string
  fullDay(moment: Date): string
  channel(name: string): string
  tongue(code: string): string
  /** What stands before, between and after what is put in: that keeps a direction of its own. */
  around(key: 'answerHow' | 'sourcesFoot' | 'page', ...holes: string[]): string[]
}

/** Stands in no text. */
const hole = '\uE000'

/** Makes the speech of a dossier. Formatters are made once here: `Intl` objects cost more than all their uses. */
export function speechOf({ language, added }: Pick<Dossier, 'language' | 'added'>, options: { timeZone?: string | undefined; withYear?: boolean } = {}): Speech {
  const timeZone = options.timeZone ?? 'UTC'
  const t = added ? translateWith(added, { zone: timeZone }) : translate(isLanguage(language) ? language : 'en', { zone: timeZone })
  const short: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', ...(options.withYear && { year: 'numeric' }) }
  const moments = new Intl.DateTimeFormat(t.locale, { ...short, timeZone })
  const days = new Intl.DateTimeFormat(t.locale, { ...short, timeZone: 'UTC' })
  const tongues = new Intl.DisplayNames([t.locale], { type: 'language', fallback: 'none' })
  const known = new Map<string, string>()

  function tongue(code: string): string {
    let name = known.get(code)
    if (name === undefined) {
      try {
        name = (code === 'und' ? undefined : tongues.of(code)) ?? t('dossier.unknownLanguage')
      } catch {
        name = t('dossier.unknownLanguage')
      }
      known.set(code, name)
    }
    return name
  }

  return {
    language: t.tag,
    direction: t.dir,
    t,
    figure: (n) => t.number(n),
    counted: (what, n) => t(`dossier.${what}`, { count: n }),
    day: (moment) => typeof moment === 'string' ? days.format(new Date(`${moment}T00:00:00Z`)) : moments.format(moment),
    fullDay: (moment) => t.date(moment, 'date'),
    channel: (name) => (t.has(`post.channel.${name}`) ? t(`post.channel.${name}` as 'post.channel.sms') : name),
    tongue,
    around: (key, ...holes) => t(`dossier.${key}`, Object.fromEntries(holes.map((one) => [one, hole]))).split(hole),
  }
}

export type { AddedWords }
