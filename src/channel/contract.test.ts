import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels, dateOf, limits, readArrival } from './contract.ts'

const bytes = Buffer.from('{}')
const good = { channel: 'form', externalId: 'a-1', text: 'The well has been dry since May.' }
const read = (more: object) => readArrival({ ...good, ...more }, bytes)
const arrival = (more: object) => {
  const result = read(more)
  if ('reject' in result) throw new Error(result.reject.detail)
  return result.arrival
}

test('the least and the most that an item may say', () => {
  expect(arrival({})).toEqual({ ...good, original: bytes })
  const full = {
    author: { name: 'Ana', handle: 'ana', network: 'mastodon' },
    language: 'es',
    place: { name: 'Sur', lat: -12.5, lon: -77 },
    repostOf: '1',
    quoteOf: '2',
    replyTo: '3',
    links: ['https://example.org/a'],
    media: [{ url: 'https://example.org/a.jpg', kind: 'photo', alt: 'a well' }],
    hashtags: ['agua'],
    mentions: ['ana'],
    knows: 'saw',
    contact: { email: 'ana@example.org', phone: '+51 900 000 000', handle: '@ana' },
    consent: { quote: true, name: false, passOn: true, write: false },
  }
  expect(arrival({ ...full, postedAt: '2026-03-14T09:30:00+02:00' })).toEqual({
    ...good,
    ...full,
    postedAt: new Date('2026-03-14T07:30:00Z'),
    original: bytes,
  })
})

test('null is the same as nothing, and what is not named is left out', () => {
  expect(
    arrival({ author: null, postedAt: null, place: { name: 'Sur', lat: null, lon: null }, links: null, surprise: 1 }),
  ).toEqual({ ...good, place: { name: 'Sur' }, original: bytes })
})

test.each([
  [{ text: undefined }, 'missing', 'text is missing'],
  [{ externalId: undefined }, 'missing', 'externalId is missing'],
  [{ channel: undefined }, 'missing', 'channel is missing'],
  [{ externalId: 12 }, 'wrong-type', 'externalId is a number; it has to be a text in quotes'],
  [{ text: ' \n\t ' }, 'empty', 'text is empty'],
  [{ text: '\u0001\u0002' }, 'empty', 'text is empty'],
  [{ text: 'x'.repeat(limits.text + 1) }, 'too-long', 'text has 20001 characters; at most 20000 are taken'],
  [{ externalId: 'x'.repeat(501) }, 'too-long', 'externalId has 501 characters; at most 500 are taken'],
  [{ text: 'a\0b' }, 'nul', 'text holds a NUL character'],
  [{ channel: 'fax' }, 'unknown-value', `channel is "fax"; it has to be one of ${channels.join(', ')}`],
  [{ knows: 'guessed' }, 'unknown-value', 'knows is "guessed"; it has to be one of lived, saw, heard'],
  [
    { postedAt: 'yesterday' },
    'not-a-date',
    'postedAt is not a date: "yesterday" should look like 2026-03-14T09:30:00Z',
  ],
  [
    { postedAt: '2026-02-30' },
    'not-a-date',
    'postedAt is not a date: "2026-02-30" should look like 2026-03-14T09:30:00Z',
  ],
  [{ place: { lat: 91, lon: 0 } }, 'out-of-range', 'place.lat is "91"; at most 90 is possible'],
  [{ place: { lat: 0, lon: -180.5 } }, 'out-of-range', 'place.lon is "-180.5"; at least -180 is possible'],
  [{ place: { lat: 1 } }, 'half-a-place', 'place has only one of lat and lon'],
  [{ links: ['javascript:alert(1)'] }, 'not-a-link', 'links.0 is not a link: it has to begin with http:// or https://'],
  [
    { media: [{ url: 'file:///etc/passwd' }] },
    'not-a-link',
    'media.0.url is not a link: it has to begin with http:// or https://',
  ],
  [{ hashtags: Array.from({ length: 101 }, () => 'a') }, 'too-many', 'hashtags has 101 entries; at most 100 are taken'],
  [{ contact: { email: 'nobody' } }, 'not-an-address', 'contact.email is not an e-mail address'],
  [{ consent: { quote: 'yes' } }, 'wrong-type', 'consent.quote is a text; it has to be true or false'],
  [{ language: 'Spanish!' }, 'unknown-value', 'language is not a language code such as es or pt-BR'],
  [{ author: 'Ana' }, 'wrong-type', 'author is a text; it has to be an object'],
])('%j is refused in plain words', (more, code, detail) => {
  expect(read(more)).toEqual({ reject: { code, detail } })
})

test.each([[null], [undefined], ['text'], [7], [[]], [[good]]])('%j is no item', (item) => {
  expect(readArrival(item, bytes)).toMatchObject({ reject: { code: expect.stringMatching(/missing|wrong-type/) } })
})

test('control characters go, line ends become one, halves of pairs are replaced', () => {
  expect(arrival({ text: 'a\r\nb\rc\td\u0007\u001b[31m\u0085e\u007f' }).text).toBe('a\nb\nc\td[31me')
  expect(arrival({ text: 'half \ud83d pair' }).text).toBe('half \ufffd pair')
  expect(arrival({ text: 'مرحبا\u200f 👩‍👩‍👧' }).text).toBe('مرحبا\u200f 👩‍👩‍👧')
})

test('whatever comes, the answer is an arrival that can be stored or a reason', () => {
  const key = fc.constantFrom(
    'channel',
    'externalId',
    'text',
    'author',
    'postedAt',
    'place',
    'links',
    'media',
    'knows',
    'contact',
    'consent',
    '__proto__',
    'constructor',
  )
  fc.assert(
    fc.property(fc.dictionary(key, fc.anything()), (item) => {
      const result = readArrival({ ...good, ...item }, bytes)
      if ('reject' in result) expect(result.reject.detail.length).toBeGreaterThan(5)
      else {
        expect(result.arrival.text.isWellFormed()).toBe(true)
        expect(JSON.stringify(result.arrival)).not.toContain('\\u0000')
      }
    }),
    { numRuns: 1000 },
  )
})

test('dates: ISO 8601 with and without time, zone and fraction', () => {
  expect(dateOf('2026-03-14')).toEqual(new Date('2026-03-14T00:00:00Z'))
  expect(dateOf('2026-03-14T09:30')).toEqual(new Date('2026-03-14T09:30:00Z'))
  expect(dateOf('2026-03-14 09:30:15.1234567-0530')).toEqual(new Date('2026-03-14T15:00:15.123Z'))
  expect(dateOf('2024-02-29')).toEqual(new Date('2024-02-29T00:00:00Z'))
  for (const wrong of [
    '2023-02-29',
    '2026-13-01',
    '2026-00-10',
    '1850-01-01',
    '2026-03-14T25:00',
    '14/03/2026',
    '',
    'now',
  ])
    expect(dateOf(wrong)).toBeUndefined()
})
