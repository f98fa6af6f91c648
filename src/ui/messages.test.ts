import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { faultsInMessages } from './build/check.ts'
import type { Language } from './languages.ts'

test('every message is there in all four languages, and every key in code exists', () => {
  expect(faultsInMessages()).toEqual([])
})

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

/** A folder of messages for one slice, complete but for what is given. */
function catalogue(key: string, given: Partial<Record<Language, string>>, code = ''): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'clamor-messages-'))
  made.push(folder)
  mkdirSync(join(folder, 'messages/desk'), { recursive: true })
  mkdirSync(join(folder, 'code'))
  writeFileSync(join(folder, 'code/Screen.svelte'), code)
  for (const language of ['en', 'es', 'fr', 'ar'] as const) {
    const messages = { take: 'x', ...(given[language] === undefined ? {} : { [key]: given[language] }) }
    writeFileSync(join(folder, `messages/desk/${language}.json`), JSON.stringify(messages))
  }
  return faultsInMessages(join(folder, 'messages'), join(folder, 'code'))
}

test.each([
  ['a language that lacks it', 'desk.keep in ar is missing', { en: 'Keep', es: 'Dejar', fr: 'Garder' }],
  ['broken ICU', 'desk.keep in fr is not ICU', { en: 'a', es: 'b', fr: '{count, plural, one {', ar: 'c' }],
  ['another placeholder', 'desk.keep in es has the placeholders (nombre) instead of (name)', { en: '{name}', es: '{nombre}', fr: '{name}', ar: '{name}' }],
  ['a plural without a form', 'desk.keep in ar lacks the plural form few', {
    en: '{n, plural, one {#} other {#}}', es: '{n, plural, one {#} other {#}}', fr: '{n, plural, one {#} other {#}}',
    ar: '{n, plural, zero {#} one {#} two {#} many {#} other {#}}',
  }],
  ['an exclamation mark', 'desk.keep in en has an exclamation mark', { en: 'Done!', es: 'b', fr: 'c', ar: 'd' }],
])('the build stops at %s', (_, fault, messages) => {
  expect(catalogue('keep', messages).join('\n')).toContain(fault)
})

test('the build stops at a key in code that does not exist, or that lacks its values', () => {
  const all = { en: '{name}', es: '{name}', fr: '{name}', ar: '{name}' }
  expect(catalogue('keep', all, `<p>{t('desk.take')} {t('desk.gone')} {t('desk.keep')}</p>`)).toEqual([
    'Screen.svelte says desk.gone, which does not exist',
    'Screen.svelte says desk.keep without its values (name)',
  ])
})
