import type { Cookies } from '@sveltejs/kit'
import { expect, test } from 'vitest'
import { languageOf, pageIn } from './page.ts'

/** A request with its cookies, as kit hands it over; cookies set are kept in `jar`. */
function asking(address: string, headers: Record<string, string> = {}, jar: Record<string, string> = {}) {
  const cookies = { get: (name: string) => jar[name], set: (name: string, value: string) => void (jar[name] = value) } as unknown as Cookies
  return { url: new URL(address, 'http://clamor.example'), request: new Request('http://clamor.example', { headers }), cookies, jar }
}

test('a pressed language is remembered, a browser’s is not', () => {
  const pressed = asking('/x?lang=fr')
  expect(languageOf(pressed)).toBe('fr')
  expect(pressed.jar).toEqual({ 'clamor-language': 'fr' })
  const arrived = asking('/x', { 'accept-language': 'ar' })
  expect(languageOf(arrived)).toBe('ar')
  expect(arrived.jar).toEqual({})
})

test('the page says its language, direction, theme and wish to save data', async () => {
  const event = asking('/x', { 'save-data': 'on' }, { 'clamor-theme': 'dark' })
  const html = await pageIn('ar', event).transformPageChunk!({ html: '<html lang="%clamor.lang%" dir="%clamor.dir%"%clamor.marks%>', done: true })
  expect(html).toBe('<html lang="ar" dir="rtl" data-theme="dark" data-saving>')
})

test('a theme in the cookie cannot write into the page', async () => {
  const event = asking('/x', {}, { 'clamor-theme': '"><script>' })
  expect(await pageIn('en', event).transformPageChunk!({ html: '<html%clamor.marks%>', done: true })).toBe('<html>')
})

test('fonts are announced early only at the desk, and only those of the language', () => {
  const font = (script: string) => ({ type: 'font' as const, path: '/x.woff2', filename: `node_modules/x/files/x-${script}.woff2` })
  const announced = (language: 'en' | 'ar', fontsEarly: boolean) =>
    ['latin-wght-normal', 'latin-ext-wght-normal', 'arabic-wght-normal', 'arabic-600-normal'].filter((script) =>
      pageIn(language, asking('/x'), { fontsEarly }).preload!(font(script)),
    )
  expect(announced('en', false)).toEqual([])
  expect(announced('en', true)).toEqual(['latin-wght-normal'])
  expect(announced('ar', true)).toEqual(['latin-wght-normal', 'arabic-wght-normal', 'arabic-600-normal'])
})
