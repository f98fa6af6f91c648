import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkHashtag, formOf, oneApart, unluckyIn, wordsOf } from './check.ts'

const codes = (tag: string, others = { house: [] as { tag: string; campaign: string }[], own: [] as string[] }) => checkHashtag(tag, others).map((one) => one.code)

test.each([
  ['TellUsNow', []],
  ['WaterForAll', []],
  ['QueNosDigan', []],
  ['من_حقنا_نعرف', []],
  ['水を返せ', []],
  ['ماء', []],
])('nothing speaks against #%s', (tag, found) => {
  expect(codes(tag)).toEqual(found)
})

test.each([
  ['a number alone', '2027', 'no-hashtag'],
  ['a space', 'tell us', 'no-hashtag'],
  ['a hyphen', 'tell-us', 'no-hashtag'],
  ['nothing', '#', 'no-hashtag'],
  ['no word border where one reads several', 'tellusnowplease', 'one-word'],
  ['capitals only', 'TELLUSNOWPLEASE', 'one-word'],
  ['no underscore in a script without capitals', 'منحقنانعرفالحقيقة', 'one-word'],
  ['more than a glance takes in', 'TellUsEverythingYouKnowNow', 'long'],
  ['more than any network takes', `Tell${'Us'.repeat(60)}`, 'too-long'],
  ['two scripts whose letters look alike', 'Wаter', 'mixed-scripts'],
  ['two scripts', 'Waterماء', 'mixed-scripts'],
  ['accents that many leave out', 'ÉcolesOuvertes', 'accents'],
  ['vowel signs that nobody types', 'مَاء', 'marks'],
  ['a digit that looks like a letter', 'Tell0urStory', 'look-alike'],
  ['a year', 'TellUs2027', 'digits'],
])('%s is said: #%s', (_, tag, code) => {
  expect(codes(tag)).toContain(code)
})

test('an unlucky word is found where two words meet, and not within one', () => {
  expect(unluckyIn('PenIsland')).toEqual(['penis'])
  expect(unluckyIn('pen_island')).toEqual(['penis'])
  expect(unluckyIn('TherapistsUnite')).toEqual([])
  expect(unluckyIn('ClassActionNow')).toEqual([])
  expect(unluckyIn('SpeedOfArtists')).toEqual(['fart'])
  // Without any border every reading is possible.
  expect(unluckyIn('penisland')).toEqual(['penis'])
})

test('a hashtag of another campaign of the house is a clash, whatever its capitals and accents; one letter apart is nearly one', () => {
  const house = [{ tag: 'SavetheRiver', campaign: 'River Watch' }]
  expect(codes('SaveTheRiver', { house, own: [] })).toContain('clash')
  expect(codes('SaveTheRivers', { house, own: [] })).toContain('near')
  expect(codes('SaveTheForest', { house, own: [] })).toEqual([])
})

test('sisters in two languages may be alike; it is said, and stops nobody', () => {
  const found = checkHashtag('SalveBeatriz', { house: [], own: ['SaveBeatriz'] })
  expect(found).toEqual([{ code: 'near', level: 'note', values: { campaign: '', tag: 'SaveBeatriz' } }])
})

test('words are those that capitals, underscores and digits show', () => {
  expect(wordsOf('SaveOurWater')).toEqual(['Save', 'Our', 'Water'])
  expect(wordsOf('UNReview2027')).toEqual(['UN', 'Review', '2027'])
  expect(wordsOf('من_حقنا')).toEqual(['من', 'حقنا'])
})

test('whatever is typed, there is an answer; one letter apart is the same both ways', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 150 }), fc.string({ unit: 'grapheme', maxLength: 20 }), (tag, other) => {
    for (const finding of checkHashtag(tag, { house: [{ tag: other, campaign: 'x' }], own: [other] })) expect(['wrong', 'warn', 'note']).toContain(finding.level)
    expect(oneApart(tag, other)).toBe(oneApart(other, tag))
    expect(formOf(formOf(tag))).toBe(formOf(tag))
  }), { numRuns: 500 })
})
