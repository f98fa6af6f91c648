import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alike, glance, normalForm, searchForm, sign } from './index.ts'

describe('the normal form', () => {
  test.each([
    ['RT @a: RT @b: Water is gone https://x.example/1 via @c', 'water is gone'],
    ['¡Más agua, señor alcalde!', 'mas agua senor alcalde'],
    ['مَدْرَسَةٌ إلى الأبـــد', 'مدرسه الي الابد'],
    ['١٢٬٠٠٠ and १२ and 12', '12000 and 12 and 12'],
    ['ｆｕｌｌ　ｗｉｄｔｈ', 'full width'],
    ['mail me at rosa@example.org', 'mail me at rosa example org'],
    ['and/or, 5/6, U.S./Mexico', 'and or 5 6 u s mexico'],
    ['see example.org/path?x=1 now', 'see now'],
    ['look (here,example.org/path) now', 'look here now'],
    ['glued:https://x.example/1 text', 'glued text'],
    ['don’t, dont, don\'t', 'dont dont dont'],
  ])('%s', (text, whole) => {
    expect(normalForm(text).whole).toBe(whole)
  })

  test('knows the body from the hashtags at its end, but not inside a sentence', () => {
    expect(normalForm('The #well is dry #AskThem #water_now').body).toBe('the well is dry')
    expect(normalForm('Five dead in #Arvela').body).toBe('five dead in arvela')
  })

  test('knows what a cut copy has in common with its whole', () => {
    expect(normalForm('The well is dry and nobo…').head).toBe('the well is dry and')
    expect(normalForm('The well is dry and nobody ...').head).toBe('the well is dry and nobody')
    expect(normalForm('The well is dry… https://x.example/1 #water').head).toBe('the well is')
    expect(normalForm('The well is dry... said nobody').head).toBeUndefined()
  })

  test('reads numbers in any digits and some in words', () => {
    expect(normalForm('5,000 homes, 3.5 km, ٧ wells, twelve schools').numbers).toEqual([5000, 3, 5, 7, 12])
    expect(normalForm('1\u202f200\u202f000 lirios, 5 000 familles, en 2012 300 puits').numbers).toEqual([1_200_000, 5000, 2012, 300])
  })

  test.each(['not', "isn't", 'isnt', 'nunca', 'jamás', 'n’est', 'ليس', 'لا', 'नहीं', 'não', 'nicht', 'не'])('hears the negation in %s', (word) => {
    expect(normalForm(`abc ${word} def`).negated).toBe(true)
  })

  test('does not change when it is taken of itself', () => {
    const calm = fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !/\b(rt|via|mt|qt|ht|cc|rts)\b/i.test(text.normalize('NFKD')))
    fc.assert(fc.property(calm, (text) => {
      const { whole } = normalForm(text)
      expect(normalForm(whole).whole).toBe(whole)
    }))
  })
})

describe('any text at all', () => {
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ maxLength: 300 }))

  test('is signed, is equal to itself, and compares the same both ways', () => {
    fc.assert(fc.property(anything, anything, (a, b) => {
      const one = sign(a)
      const other = sign(b)
      expect(one.exact).toBe(glance(a))
      expect(alike(one, sign(a)).together).toBe(true)
      expect(alike(one, other)).toEqual(alike(other, one))
    }))
  })

  test('may hold half a character', () => {
    expect(() => sign('half \ud83d of a sign \udc00 and a good deal of text after it')).not.toThrow()
  })

  test('of a million letters is read in a moment and kept small', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 10_007).join(' ')
    const start = performance.now()
    const signature = sign(long)
    expect(performance.now() - start).toBeLessThan(25_000)
    expect(signature.full.length).toBeLessThanOrEqual(4096)
    expect(alike(signature, sign(long + ' and one more thing')).together).toBe(true)
  })
})

test('the hashes that lie in databases never change', () => {
  const signature = sign('The well in our village has been dry since March #AskThem')
  expect(signature.exact).toMatchInlineSnapshot(`-5446094886099861186n`)
  expect([...signature.keys].slice(0, 3)).toMatchInlineSnapshot(`
    [
      -8192201357378082014n,
      -7027148814307293926n,
      -2465995324299774487n,
    ]
  `)
})

describe('the search form', () => {
  test.each([
    ['¿Dónde está el MÉDICO? @ministro #Salud_Ya https://x.example/1', 'donde esta el medico ministro salud ya https x example 1'],
    ['إلى المدرسة', 'الي المدرسه'],
    ['学校没有水', '学 校 没 有 水'],
    ['COVID-19 ＡＢＣ', 'covid 19 abc'],
    ["l'école", 'lecole'],
  ])('%s', (text, form) => {
    expect(searchForm(text)).toBe(form)
  })

  test('finds what is typed without accents', () => {
    expect(searchForm('médicos en Río')).toBe(searchForm('MEDICOS en rio'))
  })
})
