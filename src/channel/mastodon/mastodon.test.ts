import { expect, test } from 'vitest'
import { NoAnswer } from '#core/index.ts'
import { lend, plain, recordedIn } from '../../../test/peers/recorded.ts'
import { mastodonOutlet } from './index.ts'

const connection = { server: 'https://social.example', token: 'user-token', ref: '17' }
const message = { id: '0193b0a0-0000-7000-8000-0000000000a1', to: { address: '' }, text: 'The tap has been dry since Monday.', language: 'en-GB' }

test.each(recordedIn(import.meta.dirname))('$name', async ({ fate, ...answer }) => {
  const means = lend([[/POST .*\/api\/v1\/statuses$/, answer]])
  expect(plain(await mastodonOutlet.send(message, connection, means))).toMatchObject(fate)
  const [{ wish }] = means.asked as [(typeof means.asked)[0]]
  expect(wish.headers).toMatchObject({ authorization: 'Bearer user-token', 'idempotency-key': message.id })
  expect(JSON.parse(String(wish.body))).toEqual({ status: message.text, media_ids: [], language: 'en', visibility: 'public' })
})

test.each([
  ['a line that was never there', new NoAnswer('no-connection', 'ECONNREFUSED'), { state: 'refused', permanent: false }],
  ['a line that broke once it stood', new NoAnswer('broken-off', 'ECONNRESET', true), { state: 'unconfirmed' }],
  ['no answer in time', new NoAnswer('too-slow', 'too slow', true), { state: 'unconfirmed' }],
  ['a server within the house', new NoAnswer('forbidden-address', 'is not on the public internet'), { state: 'refused', permanent: true }],
])('%s', async (_, error, fate) => {
  expect(await mastodonOutlet.send(message, connection, lend([[/./, error]]))).toMatchObject(fate)
})

test('of a picture that was not taken nothing is in doubt: no status was asked for', async () => {
  const withPicture = { ...message, media: [{ bytes: Buffer.from('p'), type: 'image/webp', alt: 'A dry tap' }] }
  for (const broken of [new NoAnswer('broken-off', 'ECONNRESET', true), { status: 500, text: 'no' }]) {
    const means = lend([[/media/, broken]])
    expect(await mastodonOutlet.send(withPicture, connection, means)).toMatchObject({ state: 'refused', permanent: false })
    expect(means.asked).toHaveLength(1)
  }
  expect(mastodonOutlet.cost!(withPicture)).toEqual({ messages: 1, requests: 3, uploads: 1 })
})

test('what is sent again is the same for a server only as long as it keeps the key', () => {
  const since = new Date('2026-11-26T09:00:00Z')
  expect([10, 44, 46, 600].map((minutes) => mastodonOutlet.repeatable!(since, new Date(since.getTime() + minutes * 60_000)))).toEqual([true, true, false, false])
})
