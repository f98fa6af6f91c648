export type Language = 'en' | 'es' | 'fr' | 'ar'

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

interface Words {
  title: string
  description: string
  several: string
  incidents: Forms
  people: Forms
}

/** What the picture says to those who hear it; all else on the page belongs to the page. */
const words: Record<Language, Words> = {
  en: {
    title: 'Map of {incidents}',
    description: '{incidents}, reported by {people}: {verified} verified, {corroborated} corroborated, {unverified} not yet verified. The list says the same in words.',
    several: '{incidents}, {people}',
    incidents: { one: '{n} incident', other: '{n} incidents' },
    people: { one: '{n} person', other: '{n} people' },
  },
  es: {
    title: 'Mapa de {incidents}',
    description: '{incidents}, con avisos de {people}: {verified} con verificación, {corroborated} con corroboración, {unverified} sin verificar todavía. La lista dice lo mismo con palabras.',
    several: '{incidents}, {people}',
    incidents: { one: '{n} hecho', other: '{n} hechos' },
    people: { one: '{n} persona', other: '{n} personas' },
  },
  fr: {
    title: 'Carte de {incidents}',
    description: '{incidents}, d’après {people} : {verified} avec vérification, {corroborated} avec recoupement, {unverified} sans vérification pour l’instant. La liste dit la même chose en mots.',
    several: '{incidents}, {people}',
    incidents: { one: '{n} fait', other: '{n} faits' },
    people: { one: '{n} personne', other: '{n} personnes' },
  },
  ar: {
    title: 'خريطة: {incidents}',
    description: '{incidents}، أبلغ بها {people}: المتحقق منها {verified}، والمعززة {corroborated}، وغير المتحقق منها بعد {unverified}. القائمة تقول الشيء نفسه بالكلمات.',
    several: '{incidents}، {people}',
    incidents: { zero: 'لا حوادث', one: 'حادث واحد', two: 'حادثان', few: '{n} حوادث', many: '{n} حادثًا', other: '{n} حادث' },
    people: { zero: 'لا أحد', one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', many: '{n} شخصًا', other: '{n} شخص' },
  },
}

export interface Speech {
  figure(n: number): string
  say(key: 'title' | 'description' | 'several', values: Record<string, string>): string
  counted(key: 'incidents' | 'people', n: number): string
}

export function speechOf(language: Language): Speech {
  const locale = language === 'ar' ? 'ar-u-nu-latn' : language
  const said = words[language]
  const figures = new Intl.NumberFormat(locale)
  const plural = new Intl.PluralRules(locale)
  return {
    figure: (n) => figures.format(n),
    say: (key, values) => said[key].replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole),
    counted(key, n) {
      const forms = said[key]
      return (forms[plural.select(n)] ?? forms.other).replace('{n}', figures.format(n))
    },
  }
}
