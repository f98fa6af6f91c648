import { expect, it } from 'vitest'
import type { Language } from './dossier.ts'
import { speechOf } from './speech.ts'
import { words } from './words.ts'

const languages = Object.keys(words) as Language[]

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
}

it('is complete in four languages: every plural form a language has, the same holes, nothing empty', () => {
  for (const language of languages) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const [key, value] of Object.entries(words[language])) {
      if (typeof value !== 'object' || Array.isArray(value) || !('other' in value)) continue
      // "many" in Spanish and French is for millions, where "other" reads the same.
      const needed = categories.filter((c) => language === 'ar' || c !== 'many')
      expect(Object.keys(value).toSorted(), `${language} ${key}`).toEqual(expect.arrayContaining(needed))
    }
    for (const [path, text] of leaves(words[language])) expect(text.trim(), `${language}${path}`).not.toBe('')
    const holes = (of: Language) => Object.entries(words[of]).filter(([, v]) => typeof v === 'string')
      .map(([key, text]) => [key, [...(text as string).matchAll(/\{\w+\}/g)].map(String).toSorted()])
    expect(holes(language)).toEqual(holes('en'))
  }
})

it('says nothing in English that should be said in the other languages', () => {
  const same = new Set(['.channelNames', '.date', '.sources', '.sourcesFoot', '.question'])
  const english = new Map(leaves(words.en))
  for (const language of ['es', 'fr', 'ar'] as const) {
    const copied = leaves(words[language]).filter(([path, text]) =>
      english.get(path) === text && ![...same].some((s) => path.startsWith(s)) && /\p{L}{4}/u.test(text.replace(/\{\w+\}/g, '')))
    expect(copied.filter(([path]) => !(language === 'fr' && path.startsWith('.questions'))), language).toEqual([])
  }
})

it('counts as each language counts', () => {
  const people = (language: Language, n: number) => speechOf(language).counted('people', n)
  expect(people('en', 1)).toBe('1 person')
  expect(people('en', 7940)).toBe('7,940 people')
  expect(people('fr', 0)).toBe('0 personne')
  expect(people('es', 2)).toBe('2 personas')
  expect([1, 2, 3, 11, 100].map((n) => people('ar', n))).toEqual(['شخص واحد', 'شخصان', '3 أشخاص', '11 شخصًا', '100 شخص'])
})
