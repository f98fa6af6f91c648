import { describe, expect, test } from 'vitest'
import { chooseLanguage, directionOf } from './languages.ts'

describe('the language of a page', () => {
  test.each([
    ['what was pressed wins', { asked: 'fr', remembered: 'es', accepted: 'ar', campaign: ['en'] }, 'fr'],
    ['then what was pressed last time', { remembered: 'es', accepted: 'ar', campaign: ['en'] }, 'es'],
    ['then the browser, by its weights', { accepted: 'de-DE, fr;q=0.3, ar-EG;q=0.8', campaign: ['en'] }, 'ar'],
    ['then the campaign, its first language first', { accepted: 'de', campaign: ['pt', 'es', 'en'] }, 'es'],
    ['a refused language is not taken', { accepted: 'fr;q=0, es;q=0.1', campaign: ['en'] }, 'es'],
    ['a language we do not speak is passed over', { asked: 'tlh', campaign: ['fr'] }, 'fr'],
    ['nonsense ends in English', { asked: '../../etc', remembered: '', accepted: ';;;q=x,,*', campaign: [] }, 'en'],
  ] as const)('%s', (_, wishes, language) => {
    expect(chooseLanguage(wishes)).toBe(language)
  })

  test('Arabic is read from the right', () => {
    expect(['ar', 'ar-EG', 'en', 'argentine'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr', 'ltr'])
  })
})
