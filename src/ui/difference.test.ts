import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { difference } from './difference.ts'

const said = 'Nine days without water in Villa Enza, and the tanker only stops at the mayor’s street. Who decides the route? #TellUsNow'

/** A difference as one line: [changed] words, <left out> words. */
function line(base: string, copy: string, whole = false): string {
  const marks = { same: '%', changed: '[%]', missing: '<%>', elided: '%' }
  return difference(base, copy, { whole }).stretches.map(({ kind, text }) => marks[kind].replace('%', () => text)).join(' ')
}

describe('what a copy says differently', () => {
  test('a changed word is marked and the rest shortened', () => {
    expect(line(said, said.replace('Nine', 'Ten'))).toBe('[Ten] days without water in Villa Enza, and the …')
  })

  test('an added tag at the end shows the words before it', () => {
    expect(line(said, `${said} @OrvalaWater`)).toBe('… Who decides the route? #TellUsNow [@OrvalaWater]')
  })

  test('a sentence put in front', () => {
    expect(line('the tanker never came', 'My mother carries it. The tanker never came')).toBe('[My mother carries it.] The tanker never came')
  })

  test('a word that was left out is not silently lost', () => {
    expect(line('The water is not safe here', 'The water is safe here')).toBe('The water is <not> safe here')
  })

  test('case and punctuation around a word make no difference', () => {
    expect(line('Who decides the route?', 'who decides the “route”')).toBe('who decides the “route”')
  })

  test('Arabic words are compared too', () => {
    expect(line('تسعة أيام بلا ماء', 'عشرة أيام بلا ماء')).toBe('[عشرة] أيام بلا ماء')
  })
})

describe('a cut copy', () => {
  test.each(['Nine days without water in Villa Enza, and the tanker only st…', 'Nine days without water in Villa Enza, and the tanker only ...'])('%s', (copy) => {
    const { cut, stretches } = difference(said, copy)
    expect(cut).toBe(true)
    expect(stretches.map(({ kind }) => kind)).toEqual(['same'])
  })

  test('the whole wording is not cut', () => expect(difference(said, said).cut).toBe(false))
})

const texts = fc.array(fc.constantFrom('water', 'Water,', 'no', 'ten', '9', 'ماء', '#x', '😀'), { minLength: 1, maxLength: 30 }).map((words) => words.join(' '))

test('whole, it keeps every word of the copy in order', () => {
  fc.assert(
    fc.property(texts, texts, (base, copy) => {
      const { stretches, shared } = difference(base, copy, { whole: true })
      const kept = stretches.filter(({ kind }) => kind !== 'missing').map(({ text }) => text)
      expect(kept.join(' ')).toBe(copy)
      expect(shared).toBeLessThanOrEqual(1)
    }),
  )
})

test('a text does not differ from itself', () => {
  fc.assert(fc.property(texts, (text) => difference(text, text).stretches.every(({ kind }) => kind === 'same')))
})
