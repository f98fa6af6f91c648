/** Addresses of posts as people copy them: the same post is known again, and nothing of who passed it on is kept. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOf, linkOfPost } from './address.ts'
import { dueFor } from './turn.ts'
import { addressBy, waysOf } from './way.ts'

test.each([
  ['x 1790000000000000001', 'https://x.com/lucia/status/1790000000000000001?s=20&t=abc', 'https://twitter.com/lucia/status/1790000000000000001', 'https://mobile.twitter.com/lucia/statuses/1790000000000000001/photo/1', 'https://x.com/i/web/status/1790000000000000001'],
  ['bluesky 3kabc', 'https://bsky.app/profile/lucia.example/post/3kabc', 'https://bsky.app/profile/did:plc:abc/post/3kabc?ref_src=embed'],
  ['mastodon social.example 112233445566', 'https://social.example/@lucia/112233445566', 'https://social.example/users/lucia/statuses/112233445566', 'https://social.example/@lucia@other.example/112233445566', 'https://social.example/@lucia/112233445566/'],
  ['threads C9xyz', 'https://www.threads.net/@lucia/post/C9xyz?igshid=1', 'https://www.threads.com/@lucia/post/C9xyz'],
  ['telegram waternow 42', 'https://t.me/WaterNow/42', 'https://t.me/s/waternow/42'],
  ['web example.org/report?page=2', 'https://www.example.org/report/?page=2&utm_source=x#top', 'https://example.org/report?page=2&fbclid=77'],
])('%s', (key, ...links) => {
  expect(links.map((link) => addressOf(link).key)).toEqual(links.map(() => key))
})

test('what is no address of a page is refused, and no ending of an address makes another post of it', () => {
  for (const wrong of ['', 'javascript:alert(1)', 'ftp://example.org/a', 'https://name:word@example.org/', 'water']) expect(() => addressOf(wrong)).toThrow('not the address')
  fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 19n }), fc.webQueryParameters(), fc.webFragments(), (id, query, fragment) => {
    const plain = addressOf(`https://x.com/lucia/status/${id}`)
    const decorated = addressOf(`https://twitter.com/omar/status/${id}?${query}#${fragment}`)
    expect(decorated.key).toBe(plain.key)
    // An address that was cut clean is clean.
    expect(addressOf(decorated.link)).toMatchObject({ key: plain.key, link: decorated.link })
  }), { numRuns: 50 })
})

test('what came in here leads to where it can be seen, as far as its id says where', () => {
  expect(linkOfPost('x', '1790000000000000001')).toBe('https://x.com/i/status/1790000000000000001')
  expect(linkOfPost('bluesky', 'at://did:plc:abc/app.bsky.feed.post/3kabc')).toBe('https://bsky.app/profile/did:plc:abc/post/3kabc')
  expect(linkOfPost('mastodon', 'https://social.example/users/lucia/statuses/112233445566')).toBe('https://social.example/users/lucia/statuses/112233445566')
  expect([linkOfPost('mastodon', '112233445566'), linkOfPost('x', 'no id'), linkOfPost('sms', 'x1')]).toEqual([undefined, undefined, undefined])
})

test('each network has its own ways, and a quote carries no words of ours', () => {
  const post = (link: string, words = '') => ({ network: addressOf(link).network ?? null, link: addressOf(link).link, words })
  const x = post('https://x.com/lucia/status/17', 'Dry since May.')
  expect(waysOf(x)).toEqual(['repost', 'open', 'quote', 'whatsapp', 'telegram', 'facebook', 'linkedin', 'sms', 'email'])
  expect(addressBy('repost', x, 'WaterNow')).toBe('https://x.com/intent/retweet?tweet_id=17')
  expect(addressBy('quote', x, 'WaterNow')).toBe('https://x.com/intent/tweet?text=%23WaterNow&url=https%3A%2F%2Fx.com%2Flucia%2Fstatus%2F17')
  expect(addressBy('whatsapp', x, 'WaterNow')).toBe('https://wa.me/?text=Dry%20since%20May.%20https%3A%2F%2Fx.com%2Flucia%2Fstatus%2F17')
  expect(addressBy('facebook', x, 'WaterNow')).toBe('https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fx.com%2Flucia%2Fstatus%2F17')
  expect(addressBy('quote', post('https://social.example/@lucia/112233445566'), undefined)).toBe('https://share.joinmastodon.org/#text=https%3A%2F%2Fsocial.example%2F%40lucia%2F112233445566')
  expect(waysOf(post('https://t.me/WaterNow/42'))).not.toContain('telegram')
  expect(waysOf(post('https://example.org/report'))).toEqual(['open', 'whatsapp', 'telegram', 'facebook', 'linkedin', 'sms', 'email', 'x', 'mastodon', 'bluesky', 'threads'])
})

test('members get a post one after the other: at no minute more than a few of them, and none twice as often first', () => {
  const from = new Date('2027-03-01T12:00:00Z')
  const minutes = (id: string) => Array.from({ length: 120 }, (_, member) => Math.floor((dueFor({ id, from, spreadMinutes: 30, putOnBy: 'amal' }, `member ${member}`).getTime() - from.getTime()) / 60_000))
  const first = new Map<number, number>()
  for (let post = 0; post < 40; post++) {
    const due = minutes(`post ${post}`)
    expect(Math.min(...due)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...due)).toBeLessThan(30)
    const most = Math.max(...[...Map.groupBy(due, (minute) => minute).values()].map((some) => some.length))
    expect(most).toBeLessThan(16)
    const leader = due.indexOf(Math.min(...due))
    first.set(leader, (first.get(leader) ?? 0) + 1)
  }
  expect(Math.max(...first.values())).toBeLessThan(6)
  expect(dueFor({ id: 'post 1', from, spreadMinutes: 30, putOnBy: 'amal' }, 'amal')).toEqual(from)
})
