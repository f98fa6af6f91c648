import { describe, expect, test } from 'vitest'
import type { Language } from './languages.ts'
import { translate } from './words.ts'

const noon = new Date('2026-04-14T12:00:00Z')
const before = (minutes: number) => new Date(noon.getTime() - minutes * 60_000)

describe('numbers and counts', () => {
  test('Arabic has six forms and Western digits', () => {
    const t = translate('ar')
    expect([0, 1, 2, 3, 11, 100, 2431].map((count) => t('post.count', { count }))).toEqual([
      'لا منشورات', 'منشور واحد', 'منشوران', '3 منشورات', '11 منشوراً', '100 منشور', '2,431 منشوراً',
    ])
  })

  test('Arabic-Indic digits are there for whoever chose them', () => {
    expect(translate('ar', { digits: 'arab' })('post.count', { count: 11 })).toBe('١١ منشوراً')
  })

  test.each([['en', '41,208'], ['es', '41.208'], ['fr', '41\u202f208'], ['ar', '41,208']] as [Language, string][])(
    '%s groups thousands its own way',
    (language, figure) => expect(translate(language).number(41208)).toBe(figure),
  )
})

describe('time as people say it', () => {
  test.each([[0.5, 'now'], [6, '6 min'], [130, '2 h'], [2 * 24 * 60, 'Sunday'], [10 * 24 * 60, '4 April'], [400 * 24 * 60, '10 March 2025']])(
    'after %d minutes: %s',
    (minutes, said) => expect(translate('en').ago(before(minutes), noon)).toBe(said),
  )

  test('a clock is told in the zone of the campaign', () => {
    expect(translate('es', { zone: 'America/Bogota' }).date(noon, 'clock')).toBe('07:00')
  })
})

test('a list reads as a sentence', () => {
  expect(translate('fr').list(['Lía', 'Omar', 'Inés'])).toBe('Lía, Omar et Inés')
})
