import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthOn } from './count.ts'
import { networkRules, networks } from './network.ts'
import { smsLength } from '#channel/sms/index.ts'

const used = (network: (typeof networks)[number], text: string) => lengthOn(network, text).used

test.each([
  ['a link is 23 on X, with or without its protocol', 'x', 'See https://example.org/a/very/long/address/that/goes/on and example.org', 4 + 23 + 5 + 23],
  ['an ideogram is two on X, an Arabic letter one', 'x', '水 ماء', 2 + 1 + 3],
  ['a family is two on X and one sign on Bluesky', 'x', '👨‍👩‍👧', 2],
  ['a family is two on X and one sign on Bluesky', 'bluesky', '👨‍👩‍👧', 1],
  ['a letter with its mark is one sign', 'bluesky', 'e\u0301te\u0301', 3],
  ['a link is 23 on Mastodon, and of a remote name only the name counts', 'mastodon', '@ana@social.example see https://example.org/a/very/long/address/that/goes/on', 4 + 1 + 3 + 1 + 23],
  ['a link counts whole on Bluesky', 'bluesky', 'https://example.org/abc', 23],
  ['an emoji counts its bytes on Threads', 'threads', 'ab 🌊', 3 + 4],
  ['others count UTF-16 units', 'telegram', '🌊', 2],
] as const)('%s', (_, network, text, length) => {
  expect(used(network, text)).toBe(length)
})

test('what fits and what does not, at the edge', () => {
  for (const network of ['x', 'mastodon', 'bluesky', 'threads', 'telegram'] as const) {
    const most = networkRules[network].most!
    expect([network, lengthOn(network, 'a'.repeat(most)).fits, lengthOn(network, 'a'.repeat(most + 1)).fits]).toEqual([network, true, false])
  }
  expect(lengthOn('mastodon', 'a'.repeat(1_000), 5_000), 'a server has a length of its own').toMatchObject({ most: 5_000, fits: true })
  // 300 signs of many bytes each: Bluesky counts both.
  expect(lengthOn('bluesky', '👩🏽‍🚀'.repeat(290))).toMatchObject({ used: 290, fits: false })
})

test.each([
  ['160 Latin signs are one SMS', 'a'.repeat(160), 1, 'gsm'],
  ['161 are two', 'a'.repeat(161), 2, 'gsm'],
  ['306 are two, 307 three', 'a'.repeat(306), 2, 'gsm'],
  ['306 are two, 307 three', 'a'.repeat(307), 3, 'gsm'],
  ['70 Arabic letters are one', 'م'.repeat(70), 1, 'ucs2'],
  ['71 are two', 'م'.repeat(71), 2, 'ucs2'],
  ['ñ is in the alphabet, á is not', 'ñ'.repeat(160), 1, 'gsm'],
  ['ñ is in the alphabet, á is not', 'á'.repeat(71), 2, 'ucs2'],
  ['a euro sign costs two', '€'.repeat(80), 1, 'gsm'],
  ['and is not cut in two: 76 fit into a part of 153', '€'.repeat(153), 3, 'gsm'],
  ['nor is an emoji: 33 fit into a part of 67', '🌊'.repeat(67), 3, 'ucs2'],
  ['nothing is nothing', '', 0, 'gsm'],
] as const)('SMS: %s', (_, text, parts, alphabet) => {
  expect(smsLength(text)).toMatchObject({ parts, alphabet })
})

test('SMS: parts hold what is in them, whatever is written', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
    const { used: length, parts, room } = smsLength(text)
    expect(length).toBeLessThanOrEqual(room)
    // At most one unit is left empty at the end of a part that is not the last.
    if (parts > 1) expect(length).toBeGreaterThan((parts - 1) * (room / parts - 1))
  }), { seed: 90 })
})

test('every network can count every text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), fc.constantFrom(...networks), (text, network) => {
    const length = lengthOn(network, text)
    expect(Number.isInteger(length.used) && length.used >= 0).toBe(true)
  }), { seed: 90, numRuns: 60 })
})
