import { searchForm } from '#statement/index.ts'

/** By language; a word that ends in * stands for all that begin like it. Shorter than the urgent words of the queue: an alarm that rings for everything is not heard. */
export const usualDangerWords: Record<string, string[]> = {
  en: [
    'being beaten', 'beating us', 'beating him', 'beating her', 'beating them', 'shooting at', 'shot at', 'gunfire', 'stabbed', 'bleeding', 'is dying', 'are dying', 'will die', 'going to die',
    'will kill', 'going to kill', 'kill me', 'kill us', 'kidnapped', 'abducted', 'hostage*', 'trapped', 'drowning', 'suicide', 'kill myself', 'save us', 'help us', 'under attack', 'breaking the door',
  ],
  es: [
    'nos están golpeando', 'lo están golpeando', 'la están golpeando', 'disparando', 'balacera', 'tiroteo', 'apuñalad*', 'sangrando', 'desangr*', 'se está muriendo', 'va a morir', 'nos van a matar',
    'lo van a matar', 'la van a matar', 'secuestrad*', 'secuestraron', 'rehen*', 'atrapad*', 'ahogando*', 'suicid*', 'auxilio', 'socorro', 'ayúdennos', 'están tirando la puerta',
  ],
  fr: [
    'nous frappent', 'le frappent', 'la frappent', 'tirent sur', 'fusillade', 'coups de feu', 'poignardé*', 'saigne', 'va mourir', 'en train de mourir', 'vont nous tuer', 'vont le tuer', 'vont la tuer',
    'kidnappé*', 'enlevé*', 'otage*', 'piégé*', 'noie', 'suicid*', 'au secours', 'aidez nous', 'sauvez nous', 'enfoncent la porte',
  ],
  ar: [
    'يضربوننا', 'يضربونه', 'يضربونها', 'يطلقون النار', 'إطلاق نار', 'طعنوه', 'طعنوها', 'ينزف', 'تنزف', 'يحتضر', 'سيموت', 'ستموت', 'سنموت', 'سيقتلوننا', 'سيقتلونه', 'سيقتلونها', 'مخطوف*', 'خطفوه', 'خطفوها', 'رهينة', 'رهائن',
    'محاصر*', 'يغرق', 'انتحار', 'النجدة', 'أنقذونا', 'ساعدونا', 'يكسرون الباب',
  ],
}

/** A campaign's own list of a language stands instead of the usual one. */
export function dangerWords(own: Record<string, string[]>): Record<string, string[]> {
  return { ...usualDangerWords, ...own }
}

const made = new Map<string, string | undefined>()

/** The lists as one search, to be held against the search form of a text; undefined when they are empty. Every language is tried on every text. */
export function dangerQuery(own: Record<string, string[]>): string | undefined {
  const key = JSON.stringify(own)
  if (made.has(key)) return made.get(key)
  if (made.size > 200) made.clear()
  const terms = Object.values(dangerWords(own)).flat().flatMap((word) => termOf(word) ?? [])
  const query = terms.length > 0 ? [...new Set(terms)].join(' | ') : undefined
  made.set(key, query)
  return query
}

/** Only letters and digits reach the query. */
function termOf(word: string): string | undefined {
  const open = word.trim().endsWith('*')
  const lexemes = searchForm(word.replaceAll('*', ' ')).match(/[\p{L}\p{N}\p{M}]+/gu)
  if (!lexemes) return undefined
  const term = lexemes.map((lexeme, at) => `'${lexeme}'${open && at === lexemes.length - 1 ? ':*' : ''}`).join(' <-> ')
  return lexemes.length > 1 ? `(${term})` : term
}
