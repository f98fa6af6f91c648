import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Incoming } from './incoming.ts'
import { itemsOf, pack, partsOf, unpack } from './items.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })
const line = fc.string({ minLength: 1, maxLength: 20 }).map((one) => one.replace(/[\x00-\x1f]/g, '-'))
const item: fc.Arbitrary<Incoming> = fc.record(
  {
    channel: fc.constantFrom('x', 'sms', 'paper'),
    externalId: line,
    text,
    original: fc.uint8Array({ maxLength: 60 }),
    author: fc.record({ name: text, handle: line, network: line }, { requiredKeys: [] }),
    postedAt: fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
    place: fc.record({ name: text, lat: fc.double({ min: -90, max: 90, noNaN: true }).map((one) => one + 0), lon: fc.constant(-77.01) }, { requiredKeys: [] }),
    links: fc.array(line),
    contact: fc.record({ email: line, phone: line }, { requiredKeys: [] }),
    consent: fc.record({ quote: fc.boolean(), write: fc.boolean() }, { requiredKeys: [] }),
  },
  { requiredKeys: ['channel', 'externalId', 'text', 'original'] },
)

test('whatever a post holds is the same on the other side of a thread', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), (items) => {
      const packed = pack(items)
      const over = unpack(structuredClone(packed, { transfer: [packed.bytes] }))
      expect(packed.bytes.byteLength, 'handed over, not copied').toBe(0)
      expect(over.count).toBe(items.length)
      const original = (one: Incoming) => Buffer.from(one.original).toString('hex')
      items.forEach((one, place) => {
        const there = over.item(place)
        expect({ ...there, original: original(there) }).toEqual({ ...one, original: original(one) })
      })
      expect(over.names).toEqual(itemsOf(items).names)
    }),
  )
})

test('names come apart as they were put together; who wrote it stays unsaid where nobody can say', () => {
  const posts = [{ author: { handle: '@Ana' } }, {}, { contact: { email: 'B@example.org' } }].map((more, at) => ({ channel: 'sms', externalId: `e${at}`, text: 't', original: Buffer.alloc(0), ...more }))
  const { names } = itemsOf(posts)
  expect(partsOf(names.externalIds, 3)).toEqual(['e0', 'e1', 'e2'])
  expect(partsOf(names.addresses, 3)).toEqual(['sms/ana', '', 'email/b@example.org'])
  expect(partsOf(itemsOf([]).names.channels, 0)).toEqual([])
})
