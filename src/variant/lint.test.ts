import { expect, test } from 'vitest'
import { coverTags, lint, type Judged } from './lint.ts'

const bank: Judged[] = [
  'Nine days, one tanker, one street. Minister, on what date does the water come? #TellUsNow',
  'Nine days and one tanker for one street. Minister, on what date does the water come? #TellUsNow',
  'My mother carries forty litres up the hill, and her knees are seventy years old. #TellUsNow',
  'Tres jueves, tres promesas. ¿Qué día llega el agua? #TellUsNow',
  'The route is planned on Thursday behind a closed door; open it.',
].map((text, at) => ({ id: String(at), language: 'en', networks: [], text, link: null }))

test('texts that share too much of their wording are named in pairs, with how much', () => {
  const warnings = lint(bank, ['TellUsNow'])
  expect(warnings.get('0')).toEqual([{ kind: 'too-alike', with: '1', share: expect.any(Number) }])
  expect(warnings.get('1')).toEqual([{ kind: 'too-alike', with: '0', share: expect.any(Number) }])
  const [found] = warnings.get('0') as { share: number }[]
  expect(found!.share).toBeGreaterThan(0.5)
  expect(warnings.get('2') ?? []).toEqual([])
})

test('what all of them share by a hashtag or a few short words makes nobody alike', () => {
  const tag = 'AVeryLongHashtagThatIsMostOfEachOfTheseTexts'
  const short = ['Give us the date', 'When is it', 'Water now, please'].map((text, at) => ({ ...bank[0]!, id: String(at), text: `${text} #${tag}` }))
  expect(lint(short, [tag])).toEqual(new Map())
})

test('a missing hashtag is named; one of several is enough, in any case', () => {
  expect(lint(bank, ['TellUsNow']).get('4')).toEqual([{ kind: 'hashtag-missing' }])
  expect(lint([{ ...bank[2]!, text: 'Water for the hill #tellusnow' }], ['Other', 'TellUsNow'])).toEqual(new Map())
  expect(lint([{ ...bank[2]!, text: 'Water for the hill #TellUsNowPlease' }], ['TellUsNow']).get('2')).toEqual([{ kind: 'hashtag-missing' }])
  expect(lint([{ ...bank[2]!, text: 'Sin etiqueta' }], []), 'a bank without hashtags wants none').toEqual(new Map())
})

test('too long is said for each network that it is meant for, link included', () => {
  const long = { ...bank[2]!, text: `${'word '.repeat(56).trim()} #a`, link: 'https://example.org' }
  expect(lint([long], ['a']).get('2')).toEqual([{ kind: 'too-long', network: 'x', used: 282 + 24, most: 280 }, { kind: 'too-long', network: 'bluesky', used: 282 + 20, most: 300 }])
  expect(lint([{ ...long, networks: ['mastodon'] }], ['a'])).toEqual(new Map())
  expect(lint([{ ...long, networks: ['sms'] }], ['a']).get('2')).toEqual([{ kind: 'parts', network: 'sms', parts: 2 }])
})

test('a covered hashtag shows nothing of itself', () => {
  expect(coverTags('Now #TellUsNow, #tellusnow and #Water', ['TellUsNow'])).toBe('Now #…, #… and #Water')
})
