import { callSteps, type CallStep, type ScriptWords } from '#call/index.ts'
import { languages, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'

export type Script = Record<Language, Record<CallStep, string>>

/** The words of every step in every language: the campaign's own, else the house's. A caller need not speak the language of the screen. */
export function scriptIn(own: ScriptWords, nameIn: (language: Language) => string): Script {
  return Object.fromEntries(languages.map((language) => [language, { ...usualScript(language, nameIn(language)), ...own[language] }])) as Script
}

export function usualScript(language: Language, campaign: string): Record<CallStep, string> {
  const t = translate(language)
  return Object.fromEntries(callSteps.map((step) => [step, step === 'greet' ? t('call.script.greet', { campaign }) : t(`call.script.${step}`)])) as Record<CallStep, string>
}
