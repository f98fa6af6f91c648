import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { dueAt, dueSql, earnedMinutes, partsOf, searchForm, SignalFinder, signals, usualWeights, weightsArray, type Weights } from './index.ts'

let opened: TestHouse
beforeAll(async () => {
  opened = await openTestHouse()
})
afterAll(() => opened?.close())

const minute = 60_000
const anyWeights: fc.Arbitrary<Weights> = fc.integer({ min: 10, max: 10_080 }).chain((patience) => {
  const part = fc.integer({ min: 0, max: patience })
  return fc.record({ patience: fc.constant(patience), doubling: part, copies: part, urgent: part, vulnerable: part, near: part, answer: part })
})
const anySignals = fc.subarray([...signals])

test('the program and PostgreSQL agree to the millisecond on when a statement is due', async () => {
  const one = fc.record({ weights: anyWeights, posts: fc.oneof(fc.integer({ min: 1, max: 400_000_000 }), fc.nat(27).chain((n) => fc.constantFrom(2 ** n, Math.max(1, 2 ** n - 1)))), raised: anySignals, arrivedAt: fc.date({ min: new Date('2013-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }) })
  await fc.assert(
    fc.asyncProperty(one, async ({ weights, posts, raised, arrivedAt }) => {
      const row = await opened.house.db.row<{ due: Date }>(
        `select ${dueSql('$4', { arrivedAt: '$1::timestamptz', posts: '$2::int', raised: '$3::text[]' })} as due`, [arrivedAt, posts, raised, weightsArray(weights)])
      expect(row!.due).toEqual(dueAt(weights, { arrivedAt, posts, signals: raised }))
    }),
    { numRuns: 300 },
  )
})

test('the parts add up to what is earned, and no statement earns more than the patience', () => {
  fc.assert(
    fc.property(anyWeights, fc.integer({ min: 1, max: 1e9 }), anySignals, (weights, posts, raised) => {
      const sum = partsOf(weights, { posts, signals: raised }).reduce((all, part) => all + part.minutes, 0)
      expect(earnedMinutes(weights, { posts, signals: raised })).toBe(Math.min(weights.patience, sum))
    }),
  )
  expect(partsOf(usualWeights, { posts: 33, signals: ['vulnerable', 'urgent'] })).toEqual([
    { part: 'copies', minutes: 75 }, { part: 'urgent', minutes: 240 }, { part: 'vulnerable', minutes: 90 },
  ])
})

interface Waiting {
  arrivedAt: Date
  posts: number
  signals: string[]
}

const arrival = fc.record({ gap: fc.nat(40), posts: fc.integer({ min: 1, max: 5_000 }), signals: anySignals, copyOf: fc.option(fc.nat(60), { freq: 2 }) })

/**
 * Desks of random speed and random arrivals, bursts of urgent ones included, copies that make old ones louder: nobody waits
 * longer than the patience and the time that it takes to work off what waits when the patience is over.
 */
test('the longest possible wait: the patience, and then what waits at that moment', () => {
  fc.assert(
    fc.property(anyWeights, fc.array(arrival, { minLength: 5, maxLength: 120 }), fc.integer({ min: 1, max: 90 }), (weights, arrivals, perStatement) => {
      const queue: Waiting[] = []
      /** What waited when the patience of each was over, itself included. */
      const backlog = new Map<Waiting, number>()
      const patience = weights.patience * minute
      let now = 0
      let free = 0
      const over = (until: number) => {
        for (const one of queue) {
          const ends = one.arrivedAt.getTime() + patience
          if (ends <= until && !backlog.has(one)) backlog.set(one, queue.filter((other) => other.arrivedAt.getTime() <= ends).length)
        }
      }
      const workUntil = (until: number) => {
        while (queue.length > 0 && free <= until) {
          over(free)
          const next = queue.reduce((first, one) => (dueAt(weights, one).getTime() < dueAt(weights, first).getTime() ? one : first))
          queue.splice(queue.indexOf(next), 1)
          const bound = patience + (backlog.get(next) ?? 1) * perStatement * minute
          expect(free - next.arrivedAt.getTime()).toBeLessThanOrEqual(bound)
          free += perStatement * minute
        }
      }
      const begin = 1_000_000
      free = now = begin
      for (const { gap, posts, signals: raised, copyOf } of arrivals) {
        now += gap * minute
        workUntil(now - 1)
        free = Math.max(free, now)
        const grown = copyOf === null ? undefined : queue[copyOf]
        if (grown) grown.posts += posts
        else queue.push({ arrivedAt: new Date(now), posts, signals: raised })
      }
      workUntil(Infinity)
      expect(queue).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('words raise signals in four languages, with particles, endings and phrases; harmless ones do not', () => {
  const finder = new SignalFinder({})
  const found = (text: string) => Object.fromEntries(finder.find(searchForm(text)))
  expect(found('My sister is TRAPPED on the roof')).toEqual({ urgent: 'trapped' })
  expect(found('Please, help us')).toEqual({ urgent: 'help us' })
  expect(found('Who will help the clerk with the form?')).toEqual({})
  expect(found('Hay dos heridos, una niña de seis años')).toEqual({ urgent: 'herido', vulnerable: 'niña' })
  expect(found('Une femme enceinte attend, c’est urgent')).toEqual({ urgent: 'urgent', vulnerable: 'femme enceinte' })
  expect(found('والأطفال عالقون في المدرسة')).toEqual({ vulnerable: 'أطفال', urgent: 'عالق' })
  expect(found('The budget of the ministry was published late')).toEqual({})
})

test('a campaign’s own list replaces the one of its language only', () => {
  const finder = new SignalFinder({ urgent: { en: ['flood*'] } })
  expect([...finder.find(searchForm('flooding')).keys()]).toEqual(['urgent'])
  expect([...finder.find(searchForm('trapped')).keys()]).toEqual([])
  expect([...finder.find(searchForm('ambulancia')).keys()]).toEqual(['urgent'])
})
