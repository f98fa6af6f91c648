/** The exports of networks and of Ushahidi, from the payloads beside: what becomes of each field. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outcome } from './harness.ts'
import { openFile } from './open.ts'

const payload = (name: string) => readFile(join(import.meta.dirname, 'payloads', name))
const withoutOriginal = <T extends { original: unknown }>({ original: _, ...rest }: T) => rest

const page = [
  {
    channel: 'x',
    externalId: '1800000000000000001',
    text: 'Three nights without water & no word from the <council> #DryTaps https://t.co/aa',
    author: { name: 'Amaru R.', handle: 'amaru_r', network: 'x' },
    postedAt: new Date('2026-03-14T09:30:00Z'),
    language: 'en',
    place: { name: 'Villa del Sur', lat: -12.05, lon: -77.03 },
    links: ['https://news.example/taps-closed'],
    hashtags: ['DryTaps'],
    mentions: ['riverwatch'],
    media: [{ url: 'https://pbs.example/1.jpg', kind: 'photo', alt: 'An empty bucket' }],
  },
  {
    channel: 'x',
    externalId: '1800000000000000002',
    text: 'RT @amaru_r: The clinic turned us away because the generator has no fuel. They told my mother to come back on Monday, and on Monday it was closed again & dark.',
    author: { name: 'River Watch', handle: 'riverwatch', network: 'x' },
    postedAt: new Date('2026-03-14T10:00:00Z'),
    language: 'en',
    repostOf: '1799999999999999999',
  },
  {
    channel: 'x',
    externalId: '1800000000000000003',
    text: 'This. https://t.co/bb',
    author: { handle: '99', network: 'x' },
    postedAt: new Date('2026-03-14T11:00:00Z'),
    quoteOf: '1799999999999999998',
    replyTo: '1799999999999999997',
  },
  {
    channel: 'x',
    externalId: '1800000000000000004',
    text: 'A long one that the short form cuts, but here it goes on until its very end & a bit further.',
    author: { name: 'Amaru R.', handle: 'amaru_r', network: 'x' },
    postedAt: new Date('2026-03-14T12:00:00Z'),
    language: 'en',
  },
]

test('a page of X as one document: users, whole reposts, media and places come from what stands behind the posts', async () => {
  const found = await outcome(await payload('x-v2-page.json'))
  expect(found.format).toBe('x')
  expect(found.arrivals.map(withoutOriginal)).toEqual(page)
  expect(JSON.parse(Buffer.from(found.arrivals[0]!.original).toString()).text).toContain('&amp;')
})

test('pages of X one per line, as twarc writes them, give the same, each post with its own bytes', async () => {
  const document = JSON.parse((await payload('x-v2-page.json')).toString())
  const line = JSON.stringify(document)
  const found = await outcome(`${line}\n{"data":\n${line.replaceAll('18000000', '19000000')}\n`)
  expect(found.arrivals.map(withoutOriginal).slice(0, 4)).toEqual(page)
  expect(found.arrivals).toHaveLength(8)
  expect(found.rejects).toEqual([[2, 'not-json']])
  expect(found.lines).toEqual([1, 1, 1, 1, 2, 3, 3, 3, 3])
  expect(Buffer.from(found.arrivals[1]!.original).toString()).toBe(JSON.stringify(document.data[1]))
})

test('a page longer than what is read ahead is still one page', async () => {
  const document = JSON.parse((await payload('x-v2-page.json')).toString())
  document.data.push(
    ...Array.from({ length: 400 }, (_, index) => ({
      ...document.data[0],
      id: String(1900000000000000000n + BigInt(index)),
      text: 'y'.repeat(3000),
    })),
  )
  const found = await outcome(
    `${JSON.stringify(document)}\n${JSON.stringify({ ...document, data: document.data.slice(0, 1) })}`,
  )
  expect(found.format).toBe('x')
  expect(found.arrivals).toHaveLength(405)
  expect(found.arrivals.map((arrival) => arrival.author!.handle)).not.toContain('11')
})

test('X v1.1: whole texts, reposts, quotes, replies; numbers too large for JSON do not matter', async () => {
  const found = await outcome(await payload('x-legacy.jsonl'))
  expect(found.arrivals.map(withoutOriginal)).toEqual([
    {
      channel: 'x',
      externalId: '1800000000000000101',
      text: 'Bridge & road closed at km 14 https://t.co/cc',
      author: { name: 'Sami O.', handle: 'sami_o', network: 'x' },
      postedAt: new Date('2026-03-14T09:30:00Z'),
      language: 'en',
      place: { name: 'Kilometre 14', lat: -1.3, lon: 36.8 },
      replyTo: '1800000000000000100',
      links: ['https://roads.example/km14'],
      hashtags: ['km14'],
      mentions: ['roads'],
      media: [{ url: 'https://pbs.example/2.jpg', kind: 'photo' }],
    },
    {
      channel: 'x',
      externalId: '1800000000000000102',
      text: 'RT @sami_o: Bridge & road closed at km 14 and the detour is under water too, take the hill road',
      author: { name: 'Lea', handle: 'lea', network: 'x' },
      postedAt: new Date('2026-03-14T10:30:00Z'),
      language: 'en',
      repostOf: '1800000000000000090',
    },
    {
      channel: 'x',
      externalId: '1800000000000000103',
      text: 'Streamed and truncated only in the short form',
      author: { name: 'Lea', handle: 'lea', network: 'x' },
      postedAt: new Date('2026-03-14T11:30:00Z'),
      quoteOf: '1800000000000000080',
      hashtags: ['whole'],
    },
  ])
})

test('the archive of X: entities decoded in the text, kept in the original', async () => {
  const found = await outcome(await payload('x-archive.js'))
  expect(found.format).toBe('x-archive')
  expect(found.arrivals.map(({ externalId, text, replyTo }) => [externalId, text, replyTo])).toEqual([
    ['1800000000000000201', 'We counted the broken pumps: 14 of 20 < half work', undefined],
    ['1800000000000000202', '¿Y el pozo? [sigue] {seco} "todavía"', '1800000000000000201'],
  ])
  expect(found.lines).toEqual([2, 13])
  expect(Buffer.from(found.arrivals[0]!.original).toString()).toContain('20 &lt; half')
})

test('Mastodon: HTML becomes text, a repost says what it reposts, a picture speaks by its description', async () => {
  const found = await outcome(await payload('mastodon.json'))
  expect(found.format).toBe('mastodon')
  expect(found.arrivals.map(withoutOriginal)).toEqual([
    {
      channel: 'mastodon',
      externalId: '115000000000000001',
      text: 'Flood\n\nThe school is under water & the road <gone>\nSend boats to @town\n\nhttps://maps.example/long/path?x=1&y=2 #flood',
      author: { name: 'Noor', handle: 'noor@social.example', network: 'mastodon' },
      postedAt: new Date('2026-03-14T09:30:00Z'),
      language: 'en',
      replyTo: '114999999999999999',
      links: ['https://maps.example/long/path?x=1&y=2'],
      hashtags: ['flood'],
      mentions: ['town'],
      media: [{ url: 'https://files.example/3.png', kind: 'image', alt: 'A classroom under water' }],
    },
    {
      channel: 'mastodon',
      externalId: '115000000000000002',
      text: 'The school is under water',
      author: { name: 'ben', handle: 'ben', network: 'mastodon' },
      postedAt: new Date('2026-03-14T10:30:00Z'),
      language: 'en',
      repostOf: '115000000000000001',
    },
    {
      channel: 'mastodon',
      externalId: '115000000000000003',
      text: 'A boat at the school gate',
      author: { name: 'Ben', handle: 'ben', network: 'mastodon' },
      postedAt: new Date('2026-03-14T11:30:00Z'),
      media: [{ url: 'https://files.example/4.png', kind: 'image', alt: 'A boat at the school gate' }],
    },
  ])
})

test('Ushahidi: title and description are said once, dates day first, a report without coordinates is a report', async () => {
  const found = await outcome(await payload('ushahidi.csv'))
  expect(found.format).toBe('ushahidi')
  expect(found.mapping!.dates).toMatch(/^day first/)
  expect(found.arrivals.map(withoutOriginal)).toEqual([
    {
      channel: 'file',
      externalId: '12',
      text: 'Well broken since Monday.\n\nForty families walk to the river.',
      postedAt: new Date('2026-02-13T17:26:00Z'),
      place: { name: 'Sur, Villa', lat: -12.5, lon: -77.01 },
    },
    {
      channel: 'file',
      externalId: '11',
      text: 'Road gone\nThe hill road has slid away',
      postedAt: new Date('2026-02-02T08:05:00Z'),
      place: { name: 'Km 14' },
    },
    {
      channel: 'file',
      externalId: '10',
      text: 'No doctor',
      postedAt: new Date('2026-01-28T23:59:00Z'),
      place: { name: 'Norte', lat: -12.1, lon: -77.2 },
    },
  ])
})

test('a path opens as well as a stream, with progress up to the size of the file', async () => {
  const path = join(import.meta.dirname, 'payloads', 'ushahidi.csv')
  const seen: { bytes: number; total?: number }[] = []
  const file = await openFile(path, { onProgress: (at) => void seen.push(at) })
  expect(await Array.fromAsync(file.records)).toHaveLength(3)
  expect(seen.at(-1)).toEqual({
    bytes: (await payload('ushahidi.csv')).length,
    total: (await payload('ushahidi.csv')).length,
  })
})

test('the archive of Mastodon: what was said to everybody; reposts without words and private ones are rejected', async () => {
  const found = await outcome(await payload('outbox.json'))
  expect(found.format).toBe('mastodon')
  expect(found.arrivals.map(withoutOriginal)).toEqual([
    {
      channel: 'mastodon',
      externalId: 'https://social.example/users/noor/statuses/1',
      text: 'No doctor since March #clinic',
      author: { handle: 'noor@social.example', network: 'mastodon' },
      postedAt: new Date('2026-03-14T09:30:00Z'),
      language: 'en',
      replyTo: 'https://other.example/statuses/9',
      hashtags: ['clinic'],
      media: [{ kind: 'image/png', alt: 'A closed door' }],
    },
  ])
  expect(found.rejects.map(([, code]) => code)).toEqual(['unknown-form', 'not-public'])
})

test('what a network did not show to everybody is not taken', async () => {
  const status = { id: '1', content: '<p>only for followers</p>', account: { acct: 'a' }, visibility: 'private' }
  const good = { ...status, id: '2', visibility: 'unlisted' }
  expect((await outcome(JSON.stringify([status, good]))).rejects).toEqual([[1, 'not-public']])
  const legacy = { id_str: '3', full_text: 'mine', user: { screen_name: 'a', protected: true } }
  const open = { ...legacy, id_str: '4', user: { screen_name: 'b', protected: false } }
  expect((await outcome(JSON.stringify([legacy, open]))).rejects).toEqual([[1, 'not-public']])
  const page = {
    data: [
      { id: '5', text: 'mine', author_id: '9', lang: 'en' },
      { id: '6', text: 'ours', author_id: '8', lang: 'en' },
    ],
    includes: {
      users: [
        { id: '9', username: 'a', protected: true },
        { id: '8', username: 'b' },
      ],
    },
  }
  expect((await outcome(JSON.stringify(page))).rejects).toEqual([[1, 'not-public']])
})
