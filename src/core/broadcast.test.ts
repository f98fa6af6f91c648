import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { broadcastOf, eventsKept, notify, uuid7, type Broadcast, type House, type Live, type LiveSignal } from './index.ts'

let opened: TestHouse
let house: House
let campaignId: string
/** How often each signal of PostgreSQL gets through. */
let times = 1
const line = new EventEmitter().setMaxListeners(0)

beforeAll(async () => {
  opened = await openTestHouse()
  const live = {
    subscribe(id: string, listener: (signal: LiveSignal) => void) {
      const stop = opened.house.live.subscribe(id, (signal) => {
        for (let time = 0; time < times; time++) listener(signal)
      })
      line.on('again', listener)
      return () => {
        stop()
        line.off('again', listener)
      }
    },
  } as Live
  house = { ...opened.house, live }
})
afterAll(() => opened?.close())
beforeEach(() => {
  campaignId = uuid7()
  times = 1
})

const say = (count = 1, kind = 'tick') => house.db.transact(async (t) => {
  for (let n = 0; n < count; n++) await notify(t, campaignId, { kind, person: 'ana' })
})

/** Reads what there is whenever it is told to. */
class Listener {
  readonly heard: number[] = []
  readonly out: string[] = []
  readonly pieces: Uint8Array[] = []
  at = 0
  reloads = 0
  readonly ready: Promise<void>
  readonly leave: () => void
  readonly #broadcast: Broadcast

  constructor(at = 0, reads = true) {
    this.at = at
    this.#broadcast = broadcastOf(house, campaignId)
    const { ready, leave } = this.#broadcast.follow({ moved: () => reads && this.read(), personOut: (id) => this.out.push(id) })
    this.ready = ready
    this.leave = leave
  }

  read(): void {
    const piece = this.#broadcast.since(this.at)
    if (!piece) {
      this.reloads++
      this.at = this.#broadcast.at
      return
    }
    this.pieces.push(piece.bytes)
    for (const [, id] of Buffer.from(piece.bytes).toString().matchAll(/^id: (\d+)$/gm)) this.heard.push(Number(id))
    this.at = piece.at
  }

  async until(id: number): Promise<void> {
    for (let tries = 0; this.at < id; tries++) {
      if (tries > 3_000) throw new Error(`heard up to ${this.at}, not ${id}`)
      await new Promise((done) => setTimeout(done, 10))
    }
  }
}

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

test('whatever is lost or said twice on the way: each who follows hears every event once, in its order', async () => {
  const doing = fc.array(fc.record({ count: fc.integer({ min: 1, max: 4 }), fate: fc.constantFrom('told', 'lost', 'twice', 'again') }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(doing, async (steps) => {
      campaignId = uuid7()
      const first = new Listener()
      await first.ready
      let said = 0
      for (const { count, fate } of steps) {
        times = fate === 'lost' ? 0 : fate === 'twice' ? 2 : 1
        await say(count)
        said += count
        if (fate === 'again') line.emit('again', { campaign: '*', count: 0 } satisfies LiveSignal)
      }
      times = 1
      await say()
      const late = new Listener()
      await Promise.all([first.until(said + 1), late.ready])
      late.read()
      expect(first.heard).toEqual(upTo(said + 1))
      expect(late.heard).toEqual(upTo(said + 1))
      first.leave()
      late.leave()
    }),
    { numRuns: 30 },
  )
})

test('what several hear at the same place is made ready once', async () => {
  const listeners = upTo(5).map(() => new Listener())
  await Promise.all(listeners.map((one) => one.ready))
  await say(3)
  await Promise.all(listeners.map((one) => one.until(3)))
  const last = listeners.map((one) => one.pieces.filter((piece) => piece.length > 0).at(-1))
  expect(new Set(last).size).toBe(1)
  for (const one of listeners) one.leave()
})

test('however much happens while somebody reads nothing, only the last events are kept; they are told to begin afresh', async () => {
  const [deaf, quick] = [new Listener(0, false), new Listener()]
  await Promise.all([deaf.ready, quick.ready])
  await say(1)
  await quick.until(1)
  for (let round = 0; round < 4; round++) await say(eventsKept / 2)
  await quick.until(2 * eventsKept + 1)
  const broadcast = broadcastOf(house, campaignId)
  expect(broadcast.since(broadcast.at - eventsKept)).toBeDefined()
  expect(broadcast.since(broadcast.at - eventsKept - 1)).toBeUndefined()
  expect(broadcast.since(broadcast.at + 1)).toBeUndefined()
  deaf.read()
  expect([deaf.reloads, deaf.heard]).toEqual([1, []])
  deaf.leave()
  quick.leave()
})

test('when nobody follows nothing is kept; whoever comes then hears what is in the log, and what happens', async () => {
  await say(2)
  const one = new Listener()
  await one.ready
  one.leave()
  expect(broadcastOf(house, campaignId).at).toBe(0)
  await say(2)
  const back = new Listener(2)
  await back.ready
  back.read()
  await say(1)
  await back.until(5)
  expect(back.heard).toEqual([3, 4, 5])
  back.leave()
})

test('that a person is out is told inside and to nobody outside; nobody is put out by what was before they came', async () => {
  await say(1, 'person-out')
  const listener = new Listener()
  await listener.ready
  expect(listener.out).toEqual([])
  await say(1, 'person-out')
  await say(1)
  await listener.until(3)
  expect(listener.out).toEqual(['ana'])
  expect(listener.heard).toEqual([3])
  listener.leave()
})

test('that a person is out is told also where nothing has ever happened before, and while everybody leaves and somebody comes', async () => {
  const first = new Listener()
  await first.ready
  await say(1, 'person-out')
  await say(1)
  await first.until(2)
  expect(first.out).toEqual(['ana'])

  // The page is loaded anew: the last who followed leaves in the middle of a reading, and is back before it is done.
  const reading = broadcastOf(house, campaignId).catchUp()
  first.leave()
  const back = new Listener(2)
  await Promise.all([reading, back.ready])
  await say(1, 'person-out')
  await say(1)
  await back.until(4)
  expect([back.out, back.heard]).toEqual([['ana'], [4]])
  back.leave()
})
