import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuid7 } from '#core/index.ts'
import { lend, plain, recordedIn } from '../../../test/peers/recorded.ts'
import { blueskyOutlet, facetsOf, mentionsIn } from './index.ts'
import { recordKey } from './key.ts'

const session = { did: 'did:plc:deskdeskdeskdeskdeskdesk', handle: 'desk.example', accessJwt: 'access', refreshJwt: 'refresh' }
const connection = { server: 'https://pds.example', handle: 'desk.example', password: 'abcd-efgh-ijkl-mnop', session }
const message = { id: '0193b0a0-0000-7000-8000-0000000000a1', to: { address: '' }, text: 'The tap has been dry since Monday.', language: 'en' }

test.each(recordedIn(import.meta.dirname))('$name', async ({ fate, there, ...answer }) => {
  const uri = `at://${session.did}/app.bsky.feed.post/${recordKey(message.id)}`
  const means = lend([[/createRecord/, answer], [/getRecord/, there ? { status: 200, body: { uri, cid: 'bafyreid', value: {} } } : { status: 400, body: { error: 'RecordNotFound', message: `Could not locate record: ${uri}` } }]])
  expect(plain(await blueskyOutlet.send(message, connection, means))).toMatchObject(fate)
  const written = JSON.parse(String(means.asked[0]!.wish.body)) as Record<string, any>
  expect(written).toMatchObject({ repo: session.did, collection: 'app.bsky.feed.post', rkey: recordKey(message.id), record: { text: message.text, langs: ['en'], createdAt: '2026-11-26T09:00:00.000Z' } })
})

test('an access token that ran out is renewed once, and the new session kept; sign-ins are spent from the ledger', async () => {
  const renewed = { ...session, accessJwt: 'access2', refreshJwt: 'refresh2' }
  const create = (wish: { headers?: Record<string, string> }) => (wish.headers!['authorization'] === 'Bearer access2' ? { status: 200, body: { uri: `at://${session.did}/app.bsky.feed.post/k`, cid: 'c' } } : { status: 400, body: { error: 'ExpiredToken', message: 'Token has expired' } })
  const means = lend([[/createRecord/, create], [/refreshSession/, { status: 200, body: renewed }]])
  expect(await blueskyOutlet.send(message, connection, means)).toMatchObject({ state: 'sent' })
  expect([means.kept, means.spent]).toEqual([[renewed], []])
  const afresh = lend([[/createRecord/, create], [/refreshSession/, { status: 400, body: { error: 'ExpiredToken' } }], [/createSession/, { status: 200, body: renewed }]])
  expect(await blueskyOutlet.send(message, connection, afresh)).toMatchObject({ state: 'sent' })
  expect(afresh.spent).toEqual([{ logins: 1 }])
})

test.each([
  ['Read https://example.org/a(b). #Agua', [['link', 'https://example.org/a(b)', 'https://example.org/a(b)'], ['tag', '#Agua', 'Agua']]],
  ['معا #ماء_نظيف الآن https://example.org/ar', [['tag', '#ماء_نظيف', 'ماء_نظيف'], ['link', 'https://example.org/ar', 'https://example.org/ar']]],
  ['👩🏽‍🚒 #💧 #2026 #H2O', [['tag', '#H2O', 'H2O']]],
  ['@ministry.example answers, @nobody.example does not', [['mention', '@ministry.example', 'did:plc:ministry']]],
  ['mail desk@example.org, no mention', []],
])('facets of %s', (text, expected) => {
  const bytes = Buffer.from(text)
  const found = facetsOf(text, new Map([['ministry.example', 'did:plc:ministry']])).map(({ index, features: [feature] }) => [feature!.$type.split('#')[1], bytes.subarray(index.byteStart, index.byteEnd).toString(), 'uri' in feature! ? feature.uri : 'tag' in feature! ? feature.tag : feature!.did])
  expect(found).toEqual(expected)
})

test('facets lie within the text, in its order, on whole characters, whatever the text', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('#agua', '#ماء', ' ', '@ministry.example', 'https://example.org/x?y=1', 'example.com', '👨‍👩‍👧', '\n'))), (parts) => {
    const text = parts.join('')
    const bytes = Buffer.from(text.toWellFormed())
    let last = 0
    for (const { index: { byteStart, byteEnd } } of facetsOf(text.toWellFormed(), new Map([['ministry.example', 'did:plc:m']]))) {
      expect(byteStart).toBeGreaterThanOrEqual(last)
      expect(byteEnd).toBeGreaterThan(byteStart)
      expect(byteEnd).toBeLessThanOrEqual(bytes.length)
      expect(bytes.subarray(byteStart, byteEnd).toString()).not.toContain('�')
      last = byteEnd
    }
  }))
})

test('a record key is a TID, the same for the same message, and another for another, also of thousands in one millisecond, in their order', () => {
  const keys = Array.from({ length: 3_000 }, () => recordKey(uuid7(new Date('2026-11-26T09:00:00Z'))))
  expect(keys.every((key) => /^[234567abcdefghij][234567a-z]{12}$/.test(key))).toBe(true)
  expect(new Set(keys).size).toBe(3_000)
  expect(keys).toEqual(keys.toSorted())
  expect(recordKey(message.id)).toBe(recordKey(message.id))
  expect(mentionsIn('@A.example @a.example x@b.example')).toEqual(['a.example'])
})
