/** A name in several languages: {"en": "Water", "es": "Agua"}. */
export type Names = Record<string, string>

/** The name in a language: that one, its base (`pt` for `pt-BR`), English, whichever there is. */
export function nameIn(names: Names, language: string): string {
  return names[language] ?? names[language.split('-')[0]!] ?? names['en'] ?? Object.values(names)[0] ?? ''
}
