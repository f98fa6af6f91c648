import { describe, expect, it } from 'vitest'
import { suggesterOf } from './suggest.ts'

// As searchForm of statement/ does it: lower case, no accents, one form of each Arabic letter.
const form = (text: string) =>
  text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u064b-\u0652]/g, '').replace(/[أإآ]/g, 'ا').replace(/ة/g, 'ه').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

const areas = [
  { id: 'water', words: { en: ['water', 'well', 'running dry'], es: ['agua', 'pozo'], fr: ['eau'], ar: ['ماء', 'بئر'] } },
  { id: 'health', words: { en: ['clinic', 'doctor'], es: ['clínica', 'médico'], fr: ['médecin'], ar: ['عيادة', 'طبيب'] } },
]
const suggest = suggesterOf(areas, form)

describe('the issue area that the words suggest', () => {
  it.each([
    ['The water is brown', 'water'],
    ['Two doctors left the CLINIC', 'health'],
    ['Sin médicos desde enero', 'health'],
    ["Plus d'eau ici", 'water'],
    ['الماء مقطوع', 'water'],
    ['والعيادة مغلقة', 'health'],
    ['the tap is running dry', 'water'],
    ['the doctor says the water of the well is bad', 'water'],
    ['we want a road', undefined],
    ['welcome to the town', undefined],
  ])('of "%s" is %s', (text, area) => {
    expect(suggest(form(text))).toBe(area)
  })

  it('is none when the campaign has no words', () => {
    expect(suggesterOf([{ id: 'x', words: {} }], form)('water')).toBeUndefined()
  })
})
