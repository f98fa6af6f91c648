/** A name in several languages: {"en": "Water", "es": "Agua"}. */
export type Names = Record<string, string>

/** The name in a language: that one, its base (`pt` for `pt-BR`), the next that is given, English, whichever there is. */
export function nameIn(names: Names, ...languages: string[]): string {
  return languages.map((language) => names[language] ?? names[language.split('-')[0]!]).find((name) => name !== undefined) ?? names['en'] ?? Object.values(names)[0] ?? ''
}
