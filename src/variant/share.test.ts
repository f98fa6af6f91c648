import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networks, oneTap } from './network.ts'
import { composed, shareLink } from './share.ts'

const text = 'Señor ministro: ¿qué día? 100 % & more\n#Agua ماء'
const link = 'https://example.org/a?b=c&d=e#f'

test('the addresses are those of the networks', () => {
  const all = Object.fromEntries(networks.map((network) => [network, shareLink(network, { text: 'a b', link: 'https://e.org/x' })]))
  expect(all).toEqual({
    x: 'https://x.com/intent/tweet?text=a%20b&url=https%3A%2F%2Fe.org%2Fx',
    mastodon: 'https://share.joinmastodon.org/#text=a%20b%20https%3A%2F%2Fe.org%2Fx',
    bluesky: 'https://bsky.app/intent/compose?text=a%20b%20https%3A%2F%2Fe.org%2Fx',
    threads: 'https://www.threads.com/intent/post?text=a%20b&url=https%3A%2F%2Fe.org%2Fx',
    whatsapp: 'https://wa.me/?text=a%20b%20https%3A%2F%2Fe.org%2Fx',
    telegram: 'https://t.me/share/url?url=https%3A%2F%2Fe.org%2Fx&text=a%20b',
    facebook: 'https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fe.org%2Fx',
    linkedin: 'https://www.linkedin.com/sharing/share-offsite/?url=https%3A%2F%2Fe.org%2Fx',
    instagram: undefined, messenger: undefined, line: undefined, reddit: undefined, lemmy: undefined, tiktok: undefined,
    sms: 'sms:?body=a%20b%20https%3A%2F%2Fe.org%2Fx',
    email: 'mailto:?body=a%20b%0D%0A%0D%0Ahttps%3A%2F%2Fe.org%2Fx',
  })
})

test('what else the networks know goes along', () => {
  expect(shareLink('x', { text: 'a', hashtags: ['b', 'c'], via: 'us', related: ['d'], inReplyTo: '12' })).toBe('https://x.com/intent/tweet?text=a&hashtags=b%2Cc&via=us&related=d&in_reply_to=12')
  expect(shareLink('mastodon', { text: 'a b', server: 'social.example' })).toBe('https://social.example/share?text=a%20b')
  expect(shareLink('threads', { text: 'a', tag: 'water', replyControl: 'everyone' })).toBe('https://www.threads.com/intent/post?text=a&tag=water&reply_control=everyone')
  expect(shareLink('whatsapp', { text: 'a', to: ['+503 7000 0000'] })).toBe('https://wa.me/50370000000?text=a')
  expect(shareLink('sms', { text: 'a', to: ['+503 70', '+503 71'] })).toBe('sms:+50370,+50371?body=a')
  expect(shareLink('email', { text: 'a\nb', to: ['m@gob.example', 'x y@gob.example'], cc: ['c@d.example'], subject: 'Water & you' })).toBe(
    'mailto:m@gob.example,x%20y@gob.example?subject=Water%20%26%20you&body=a%0D%0Ab&cc=c%40d.example')
  expect(shareLink('telegram', { text: 'only words' })).toBe('https://t.me/share/url?url=only%20words')
  expect([shareLink('facebook', { text: 'a' }), shareLink('linkedin', { text: 'a' })]).toEqual([undefined, undefined])
})

/** What the other side reads out of an address. */
function read(network: (typeof oneTap)[number], address: string): { text: string; fields: string[] } {
  const url = new URL(address)
  const fields = new URLSearchParams((network === 'mastodon' ? url.hash.slice(1) : url.search.slice(1)).replaceAll('+', '%2B'))
  const names = [...fields.keys()]
  return { text: (fields.get('text') ?? fields.get('body') ?? fields.get('url'))!, fields: names }
}

test('whatever is written arrives as it was written, and nothing in it becomes a field of its own', () => {
  const words = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }), fc.constantFrom(text, '&url=http://evil.example', '#text=x', 'a+b', '%0D%0ABcc: all', "it's (so)*!"))
  fc.assert(fc.property(words, fc.constantFrom(...oneTap), (written, network) => {
    const address = shareLink(network, { text: written })!
    expect(address).toMatch(/^[a-z]+:[A-Za-z0-9._~:/?#&=%@,+-]*$/)
    const { text: arrived, fields } = read(network, address)
    const whole = written.toWellFormed()
    expect(arrived).toBe(network === 'x' ? whole.normalize('NFC') : network === 'email' ? whole.replaceAll(/\r\n?|\n/g, '\r\n') : whole)
    expect(fields).toHaveLength(1)
  }), { seed: 91, numRuns: 500 })
})

test('with a link, both arrive', () => {
  fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.constantFrom('x', 'threads', 'telegram', 'bluesky', 'mastodon', 'whatsapp'), (to, network) => {
    const url = new URL(shareLink(network, { text, link: to })!)
    const fields = new URLSearchParams(network === 'mastodon' ? url.hash.slice(1) : url.search)
    if (['x', 'threads', 'telegram'].includes(network)) expect([fields.get('text'), fields.get('url')]).toEqual([text, to])
    else expect(fields.get('text')).toBe(composed(network, { text, link: to }))
  }), { seed: 92 })
  expect(read('whatsapp', shareLink('whatsapp', { text, link })!).text).toBe(`${text} ${link}`)
})
