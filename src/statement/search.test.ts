import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#core/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { boxAround } from './around.ts'
import { conditionsOf } from './filter.ts'
import { parseSearch, searchKeys } from './search.ts'

let desk: TestHouse
beforeAll(async () => void (desk = await openTestHouse()))
afterAll(() => desk.close())

test('words, phrases, exclusion, tags and an unfinished last word, in any script', () => {
  expect(parseSearch('dry "the old well" -lamp fer').words).toBe(`('dry') & ('the' <-> 'old' <-> 'well') & !('lamp') & ('fer':*)`)
  expect(parseSearch('#ExijoSaber agua').words).toBe(`('#exijosaber') & ('agua':*)`)
  expect(parseSearch('-#Other').words).toBe(`!('#other')`)
  expect(parseSearch('Água').words, 'accents do not matter').toBe(parseSearch('agua').words)
  expect(parseSearch('مَاء').words, 'nor do Arabic vowel signs').toBe(parseSearch('ماء').words)
  expect(parseSearch('  ').words).toBeUndefined()
})

test('what stands before a colon narrows, in quotes with spaces, and what is no key is words', () => {
  expect(parseSearch('from:K7QX -from:@Ana_R channel:sms language:AR area:"Public money" held-by:"Omar B" is:waiting well')).toEqual({
    words: `('well':*)`, from: [{ pseudonym: 'K7QX' }], notFrom: [{ handle: 'ana_r' }], channel: ['sms'], notChannel: [], language: ['ar'], area: ['Public money'], heldBy: ['Omar B'], state: ['waiting'],
  })
  expect(parseSearch('near:"Villa del Sur" within:800m').near).toEqual({ place: 'Villa del Sur', km: 0.8 })
  expect(parseSearch('within:3km near:10.5,-20.25').near).toEqual({ lat: 10.5, lon: -20.25, km: 3 })
  expect(parseSearch('since:2026-03-01 until:2026-03-09')).toMatchObject({ since: new Date('2026-03-01'), until: new Date('2026-03-10') })
  expect(parseSearch('at 10:30 http://example.org').words).toContain(`'30'`)
})

test.each(['is:nowhere', 'since:yesterday', 'since:2026-02-30', 'box:1,2,3', 'box:5,0,1,9', 'within:far', 'within:9000km', '-area:water'])('%s is refused with the part that is wrong', (typed) => {
  try {
    parseSearch(`well ${typed}`)
    expect.unreachable()
  } catch (error) {
    expect(isRefusal(error) && [error.code, error.extra['part']]).toEqual(['search-wrong', typed])
  }
})

test('nothing that somebody types makes a query that the database cannot read', async () => {
  const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom(...searchKeys.map((key) => `${key}:`), '"', '-', '#', ' ', '-"', "'", '\\', '&', '!', '<->', ':*', 'ماء', '水', 'within:3km', 'near:1,2'))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      let search
      try {
        search = parseSearch(pieces.join(''))
      } catch (error) {
        expect(isRefusal(error)).toBe(true)
        return
      }
      const parameters: unknown[] = ['00000000-0000-0000-0000-000000000000']
      const { words, since, until, box, near } = search
      const within = [...(box ? [box] : []), ...(near?.lat !== undefined ? [{ lat: near.lat, lon: near.lon!, km: near.km }] : [])]
      const conditions = conditionsOf({ within, ...(words ? { words } : {}), ...(since ? { since } : {}), ...(until ? { until } : {}) }, parameters)
      await desk.house.db.rows(`select 1 from statement s where s.campaign_id = $1 ${conditions}`, parameters)
    }),
    { numRuns: 300 },
  )
})

test('the box around a circle holds every point of it, over the edge of the map and at the poles', () => {
  fc.assert(
    fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 0.01, max: 1_500, noNaN: true }), fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }), (lat, lon, km, angle) => {
      const { south, west, north, east } = boxAround({ lat, lon, km })
      const [a, b, d] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180, (km * 0.999) / 6_371]
      const lat2 = Math.asin(Math.sin(a) * Math.cos(d) + Math.cos(a) * Math.sin(d) * Math.cos(angle))
      const lon2 = b + Math.atan2(Math.sin(angle) * Math.sin(d) * Math.cos(a), Math.cos(d) - Math.sin(a) * Math.sin(lat2))
      const at = { lat: (lat2 * 180) / Math.PI, lon: ((((lon2 * 180) / Math.PI + 540) % 360) + 360) % 360 - 180 }
      expect(at.lat).toBeGreaterThanOrEqual(south - 1e-6)
      expect(at.lat).toBeLessThanOrEqual(north + 1e-6)
      const inside = west <= east ? at.lon >= west - 1e-6 && at.lon <= east + 1e-6 : at.lon >= west - 1e-6 || at.lon <= east + 1e-6
      expect(inside, JSON.stringify({ lat, lon, km, angle, at, west, east })).toBe(true)
    }),
  )
})
