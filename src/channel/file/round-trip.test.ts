/** What is exported comes back as the same posts. */
import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels, readArrival, type Arrival } from '../contract.ts'
import { outcome } from './harness.ts'
import { contactColumns, geoJson, postFeatures, postLines, postTable, type PostOut } from './write.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  fc.stringMatching(/^'*[=+\-@\t\r"',;|\n a]{1,12}$/),
  fc.constantFrom('null', 'n/a', '-', 'None', '#tag', 'مرحبا بالعالم', '{"a":1}'),
)
const short = fc.oneof(text, fc.stringMatching(/^[\w@#=+'" -]{1,20}$/))
const degrees = (most: number) =>
  fc.double({ min: -most, max: most, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6 + 0)
const some = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const word = fc.stringMatching(/^[\p{L}\d_]{1,12}$/u)

const post = fc.record({
  channel: fc.constantFrom(...channels),
  externalId: short,
  text,
  author: some(fc.record({ name: short, handle: short }, { requiredKeys: [] })),
  postedAt: some(
    fc
      .date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true })
      .map((date) => date.toISOString()),
  ),
  language: some(fc.constantFrom('es', 'pt-BR', 'ar')),
  place: some(fc.record({ name: short, lat: degrees(90), lon: degrees(180) })),
  repostOf: some(short),
  quoteOf: some(short),
  replyTo: some(short),
  links: some(fc.array(fc.webUrl(), { minLength: 1, maxLength: 3 })),
  hashtags: some(fc.array(word, { minLength: 1, maxLength: 3 })),
  mentions: some(fc.array(word, { minLength: 1, maxLength: 3 })),
  knows: some(fc.constantFrom('lived', 'saw', 'heard')),
  contact: some(fc.record({ email: fc.constant('ana@example.org'), phone: fc.constantFrom('+51 900', '@x') })),
  consent: some(fc.record({ quote: fc.boolean(), name: fc.boolean(), passOn: fc.boolean(), write: fc.boolean() })),
})

/** As intake would hold them: only what the contract takes, with its cleaning done. */
const posts = fc.array(post, { minLength: 1, maxLength: 8 }).map((items) =>
  items.flatMap((item) => {
    const read = readArrival(JSON.parse(JSON.stringify(item)), Buffer.from(JSON.stringify(item)))
    return 'arrival' in read ? [read.arrival] : []
  }),
)

const bare = ({ original: _, ...arrival }: Arrival) => JSON.parse(JSON.stringify(prune(arrival)))
const prune = (value: object): object =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([, entry]) =>
        entry !== undefined &&
        !(typeof entry === 'object' && !(entry instanceof Date) && Object.keys(entry).length === 0),
    ),
  )
const written = async (parts: AsyncIterable<string>) => (await Array.fromAsync(parts)).join('')

test('JSON lines: every post with every field', async () => {
  await fc.assert(
    fc.asyncProperty(posts, async (given) => {
      fc.pre(given.length > 0)
      const found = await outcome(await written(postLines(given.map(({ original: _, ...out }) => out))))
      expect(found.rejects).toEqual([])
      expect(found.arrivals.map(bare)).toEqual(given.map(bare))
    }),
    { numRuns: 300 },
  )
})

test('CSV with HXL tags: every post with every field, formulas defused on the way', async () => {
  await fc.assert(
    fc.asyncProperty(posts, async (given) => {
      fc.pre(given.length > 0)
      const file = await written(postTable(given, contactColumns))
      const found = await outcome(file, { chunk: 64 })
      expect(found.rejects).toEqual([])
      expect(found.arrivals.map(bare)).toEqual(given.map(bare))
    }),
    { numRuns: 300 },
  )
})

test('an apostrophe before a formula is taken away only in files of ours', async () => {
  const [post] = (await outcome("id,text\n1,'@ana said =no\n")).arrivals
  expect(post!.text).toBe("'@ana said =no")
  expect((await outcome(await written(postTable([post!])))).arrivals[0]!.text).toBe("'@ana said =no")
  expect((await outcome(await written(postTable([{ ...post!, text: '@ana' }])))).arrivals[0]!.text).toBe('@ana')
})

test('with private data the original comes back byte for byte; with a wrong hash it does not count', async () => {
  const original = Buffer.from([0xff, 0x00, 0x41])
  const out: PostOut = {
    channel: 'sms',
    externalId: '1',
    text: 'a',
    original,
    sha256: hash('sha256', original, 'hex'),
    more: { statement: 's1' },
  }
  const line = await written(postLines([out]))
  expect(JSON.parse(line)).toMatchObject({ id: '1', externalId: '1', statement: 's1', original: '/wBB' })
  expect(Buffer.from((await outcome(line)).arrivals[0]!.original)).toEqual(original)
  const forged = await written(postLines([{ ...out, sha256: '0'.repeat(64) }]))
  expect(Buffer.from((await outcome(forged)).arrivals[0]!.original)).toEqual(Buffer.from(forged.trimEnd()))
})

test('GeoJSON: longitude first, posts without a place left out', async () => {
  const given: PostOut[] = [
    { channel: 'form', externalId: '1', text: 'a', place: { name: 'Sur', lat: -12.5, lon: -77 } },
    { channel: 'form', externalId: '2', text: 'b', place: { name: 'Norte' } },
    { channel: 'form', externalId: '3', text: 'c', place: { lat: 0, lon: 0 } },
  ]
  const collection = JSON.parse(await written(geoJson(postFeatures(given))))
  expect(collection.type).toBe('FeatureCollection')
  expect(
    collection.features.map((feature: { id: string; geometry: unknown }) => [feature.id, feature.geometry]),
  ).toEqual([
    ['1', { type: 'Point', coordinates: [-77, -12.5] }],
    ['3', { type: 'Point', coordinates: [0, 0] }],
  ])
  expect(JSON.parse(await written(geoJson([])))).toEqual({ type: 'FeatureCollection', features: [] })
})
