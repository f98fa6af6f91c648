import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'

/** What is asked most, ready in every language of the house: the volunteer need not write the sender's. */
export const readyTexts = ['source', 'where', 'when', 'more', 'quote', 'refer'] as const
export type ReadyText = (typeof readyTexts)[number]

/** The language in which a sender is asked: that of their post, else the campaign's own, else English. */
export function askingIn(language: string | null, campaign: { languages: string[] }): Language {
  const short = language?.split('-')[0] ?? ''
  return isLanguage(short) ? short : (campaign.languages.find(isLanguage) ?? 'en')
}

export function readyText(language: Language, name: ReadyText): string {
  return translate(language)(`talk.ready.${name}`)
}
