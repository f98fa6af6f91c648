import { franc } from 'franc'

/*
 * The language of a post that came without one. Script first, then the small words of a language, and franc (40 us) only
 * where these do not decide. Measured figures: language.test.ts.
 */

const scripts: [RegExp, string][] = [
  [/[\u3040-\u30ff]/, 'ja'], [/[\uac00-\ud7af]/, 'ko'], [/[\u4e00-\u9fff]/, 'zh'], [/[\u0590-\u05ff]/, 'he'],
  [/[\u0370-\u03ff]/, 'el'], [/[\u0900-\u097f]/, 'hi'], [/[\u0980-\u09ff]/, 'bn'], [/[\u0a00-\u0a7f]/, 'pa'],
  [/[\u0b80-\u0bff]/, 'ta'], [/[\u0c00-\u0c7f]/, 'te'], [/[\u0d00-\u0d7f]/, 'ml'], [/[\u0e00-\u0e7f]/, 'th'],
  [/[\u1000-\u109f]/, 'my'], [/[\u1200-\u137f]/, 'am'], [/[\u10a0-\u10ff]/, 'ka'], [/[\u0530-\u058f]/, 'hy'], [/[\u1780-\u17ff]/, 'km'],
]

const smallWords: Record<string, string> = {
  en: 'the of and is are was were for with that this from have has be been they we you our not on at by as will it what who when why how your an or but if there their',
  es: 'el la los las un una de del y en que por para con no se es son está están como más pero su sus al lo le les nos este esta desde hay qué cuando donde muy sin porque ya',
  fr: 'le la les un une des du et en que qui pour par avec ne pas est sont dans sur au aux ce cette nous vous ils elle mais plus leur depuis où être il je sans',
  pt: 'o a os as um uma de do da dos das e em no na que por para com não se é são está mais mas seu sua ao pelo pela nos você isso como foi muito sem já',
  it: 'il lo la gli le un una di del della dei e in che per con non si è sono nel nella più ma come anche questo questa da al alla',
  de: 'der die das und ist sind nicht ein eine mit von zu im in den dem auf für wir ihr sie es auch seit bei wird haben hat aus nach',
  id: 'yang dan di ke dari untuk dengan tidak ini itu ada kami kita sudah akan pada juga saya belum bisa karena',
  tl: 'ang ng mga sa na at ay ni kay si para po hindi namin natin nila kami tayo dito lang naman yung mag',
  sw: 'na ya wa kwa ni za la katika hii hakuna maji sana kuwa watu yetu wetu bado kila',
  tr: 've bir bu için ile de da değil var yok çok gibi ama biz siz daha kadar sonra olan ne',
  nl: 'de het een en van is zijn niet met op voor dat die in te er aan ook wij naar bij maar',
}

// Word -> languages that have it; a word of one language counts three times one of several.
const votes = new Map<string, string[]>()
for (const [language, words] of Object.entries(smallWords)) {
  for (const word of new Set(words.split(' '))) votes.set(word, [...(votes.get(word) ?? []), language])
}

const codes: Record<string, string> = { eng: 'en', spa: 'es', fra: 'fr', por: 'pt', ita: 'it', deu: 'de', ind: 'id', tgl: 'tl', swh: 'sw', tur: 'tr', nld: 'nl' }
const only = Object.keys(codes)
const noise = /https?:\/\/\S+|[@#]\S+|\bRT\b/g
const words = /\p{L}+/gu

/** ISO 639 code, or undefined when the words are too few to tell. */
export function languageOf(text: string): string | undefined {
  const said = text.length > 400 ? text.slice(0, 400) : text
  const plain = said.includes('@') || said.includes('#') || said.includes('://') || said.includes('RT') ? said.replace(noise, ' ') : said
  if (/[^\u0000-\u024f\u2000-\u2fff]/.test(plain)) {
    const byScript = scriptOf(plain)
    if (byScript) return byScript
  }
  const scores = new Map<string, number>()
  let count = 0
  for (const word of plain.toLowerCase().match(words) ?? []) {
    count += 1
    const languages = votes.get(word)
    if (languages) for (const language of languages) scores.set(language, (scores.get(language) ?? 0) + (languages.length === 1 ? 3 : 1))
  }
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1])
  if (first && first[1] >= 3 && first[1] - (second?.[1] ?? 0) >= 2) return first[0]
  // Of three or four words franc tells one language as readily as another.
  if (count < 5) return first?.[0]
  return codes[franc(plain, { only, minLength: 12 })] ?? first?.[0]
}

function scriptOf(text: string): string | undefined {
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0
  const cyrillic = text.match(/[\u0400-\u04ff]/g)?.length ?? 0
  const latin = text.match(/[a-z\u00c0-\u024f]/gi)?.length ?? 0
  if (arabic > latin) return /[ٹڈڑے]/.test(text) ? 'ur' : /[پچژگ]/.test(text) ? 'fa' : 'ar'
  if (cyrillic > latin) return /[іїєґ]/i.test(text) ? 'uk' : 'ru'
  for (const [script, language] of scripts) {
    if (script.test(text) && (text.match(new RegExp(script, 'g'))?.length ?? 0) * 2 > latin) return language
  }
  return undefined
}

const renamed: Record<string, string> = { iw: 'he', in: 'id', ji: 'yi', fil: 'tl', arb: 'ar' }
const untold = new Set(['und', 'zxx', 'mis', 'mul', 'qam', 'qct', 'qht', 'qme', 'qst', 'art'])

/** The language that came with a post, as its primary subtag; what networks say when they do not know counts as nothing said. */
export function givenLanguage(given: string | undefined): string | undefined {
  if (!given) return undefined
  const primary = given.toLowerCase().split(/[-_]/, 1)[0]!
  return untold.has(primary) ? undefined : (renamed[primary] ?? primary)
}
