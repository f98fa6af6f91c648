import { expect, test } from 'vitest'
import { lend, plain, recordedIn } from '../../../test/peers/recorded.ts'
import { signed, xOutlet } from './index.ts'

const keys = { consumerKey: 'consumer', consumerSecret: 'consumer-secret', token: '42-token', tokenSecret: 'token-secret' }
const connection = { server: 'https://api.x.com', ref: '42', ...keys }
const message = { id: '0193b0a0-0000-7000-8000-0000000000a1', to: { address: '' }, text: 'The tap has been dry since Monday.' }
const outlet = xOutlet(20)

test.each(recordedIn(import.meta.dirname))('$name', async ({ fate, ...answer }) => {
  const means = lend([[/POST .*\/2\/tweets$/, answer]])
  expect(plain(await outlet.send(message, connection, means))).toMatchObject(fate)
  expect(means.asked[0]!.wish).toMatchObject({ body: JSON.stringify({ text: message.text }), headers: { authorization: expect.stringMatching(/^OAuth .*oauth_signature="/) } })
})

test('a request is signed as the example in the documents of X is', () => {
  // https://docs.x.com: "Creating a signature"; its keys were taken back long ago.
  const header = signed('POST', 'https://api.x.com/1.1/statuses/update.json?include_entities=true', {
    consumerKey: 'xvz1evFS4wEEPTGEFPHBog', consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
    token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb', tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
  }, new Date(1_318_622_958_000), 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg', { status: 'Hello Ladies + Gentlemen, a signed OAuth request!' })
  expect(header).toContain('oauth_signature="Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D"')
})

test.each([
  ['words alone', message.text, 0, 15],
  ['with a link', 'Read https://example.org/a', 0, 200],
  ['with what X makes a link of', 'Read example.org', 0, 200],
  ['with two described pictures', 'Look', 2, 25],
])('what a post costs: %s', (_, text, pictures, mills) => {
  const media = Array.from({ length: pictures }, () => ({ bytes: Buffer.from('p'), type: 'image/webp', alt: 'A dry tap' }))
  expect(outlet.cost!({ ...message, text, media })).toEqual({ messages: 1, uploads: pictures, mills })
})

const posted = (text: string, urls: object[] = []) => ({ id: '7', text, entities: { urls } })
test.each([
  ['the same words', 'The tap is dry.', posted('The tap is dry.'), 'there'],
  ['with signs that X escapes', 'Taps & pumps < wells', posted('Taps &amp; pumps &lt; wells'), 'there'],
  ['with a link that became a t.co', 'Read https://Example.org/a/ now', posted('Read https://t.co/x1 now', [{ url: 'https://t.co/x1', expanded_url: 'https://example.org/a' }]), 'there'],
  ['with a picture behind it', 'Look', posted('Look https://t.co/p', [{ url: 'https://t.co/p', expanded_url: 'https://x.com/desk/status/7/photo/1', media_key: '3_1' }]), 'there'],
  ['with a link to somewhere else', 'Read https://example.org/a', posted('Read https://t.co/x1', [{ url: 'https://t.co/x1', expanded_url: 'https://example.org/b' }]), 'absent'],
  ['other words', 'The tap is dry.', posted('The tap is dry again.'), 'absent'],
])('reading back: %s', async (_, text, tweet, state) => {
  const means = lend([[/\/2\/users\/42\/tweets/, { status: 200, body: { data: [tweet], meta: {} } }]])
  expect((await outlet.find!({ ...message, text }, connection, means, means.now())).state).toBe(state)
  expect(means.spent).toEqual([{ mills: 50 }])
})

test('a second one is refused as a duplicate: after an attempt of unknown fate that means the first is there', async () => {
  const again = { ...message, triedAt: new Date('2026-11-26T08:50:00Z') }
  const answers: Parameters<typeof lend>[0] = [
    [/POST .*\/2\/tweets$/, { status: 403, body: { detail: 'You are not allowed to create a Tweet with duplicate content.' } }],
    [/\/2\/users\/42\/tweets/, { status: 200, body: { data: [posted(message.text)], meta: {} } }],
  ]
  expect(await outlet.send(again, connection, lend(answers))).toMatchObject({ state: 'sent', externalId: '7' })
  expect(await outlet.send(message, connection, lend(answers))).toMatchObject({ state: 'refused', permanent: true })
})
