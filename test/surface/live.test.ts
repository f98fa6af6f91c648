import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsKept, notify } from '#core/index.ts'
import { claimNext } from '#desk/index.ts'
import { acceptWayIn, freezePerson, actorOf, makeWayIn, removeMember } from '#person/index.ts'
import { apiOf } from '../../src/api.ts'
import { closeHouse, houseOn } from '../../src/open.ts'
import { testSecret } from '../harness/house.ts'
import { openOffice, sentence, type Office } from '../harness/office.ts'

let office: Office
let said = 0
const people: Record<string, string> = {}

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['carim', 'coordinator'], ['vera', 'volunteer'], ['viktor', 'volunteer'], ['nadia', 'observer']] as const) people[name] = await office.person(name, role)
  await statements(6)
})
afterAll(() => office?.close())

interface Event {
  event: string
  id: string
  data: any
}

interface Listening {
  /** The next event; fails when none comes. */
  next(): Promise<Event>
  /** Until the server ends the stream. */
  ended(): Promise<void>
  leave(): Promise<void>
}

/** Listens as a browser does. */
async function listen(who: string, lastEventId?: string, api = office.api): Promise<Listening> {
  const headers: Record<string, string> = who.startsWith('clm_') ? { authorization: `Bearer ${who}` } : { cookie: office.cookieOf(who) }
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId
  const response = await api.request(`${office.house.origin}/api/campaigns/${office.campaign.slug}/live`, { headers })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const more = async () => {
    const { value, done } = await reader.read()
    text += value ?? ''
    return !done
  }
  return {
    async next() {
      while (!text.includes('\n\n')) if (!(await inTime(more()))) throw new Error('the stream ended')
      const lines = text.slice(0, text.indexOf('\n\n')).split('\n')
      text = text.slice(text.indexOf('\n\n') + 2)
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
      return { event: field('event'), id: field('id'), data: JSON.parse(field('data')) }
    },
    async ended() {
      while (await inTime(more()));
    },
    leave: () => reader.cancel(),
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('nothing came')), 30_000)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function statements(count: number): Promise<void> {
  await office.say(Array.from({ length: count }, () => ({ channel: 'x', externalId: `l${said}`, text: sentence(said++) })))
}

async function claim(who: string): Promise<any> {
  return (await office.here(who, 'POST', '/claims', {})).body.claims[0].statement
}

test('who listens hears what others do, and nobody hears words or addresses', async () => {
  const nadia = await listen('nadia')
  expect((await nadia.next()).event).toBe('hello')
  const statement = await claim('vera')
  const held = await nadia.next()
  expect(held).toMatchObject({ event: 'held', data: { statements: [statement.id], by: 'vera', until: expect.any(String) } })
  await office.here('vera', 'POST', `/statements/${statement.id}/decisions`, { version: statement.version, decision: 'done' })
  const decided = await nadia.next()
  expect(decided).toMatchObject({ event: 'decided', id: String(Number(held.id) + 1), data: { statements: [statement.id], by: 'vera', decision: 'done' } })
  await statements(2)
  const arrived = await nadia.next()
  expect(arrived).toMatchObject({ event: 'arrived', data: { posts: 2, statements: 2 } })
  expect(JSON.stringify([held, decided, arrived])).not.toMatch(/example\.org|quarter/)
  await nadia.leave()
})

test('Last-Event-ID catches up: exactly what was missed, in its order, then what happens', async () => {
  const before = await listen('nadia')
  const { id } = await before.next()
  await before.leave()
  const one = await claim('vera')
  await office.here('vera', 'DELETE', `/claims/${one.id}`)
  await statements(1)
  const back = await listen('nadia', id)
  const missed = [await back.next(), await back.next(), await back.next()]
  expect(missed.map(({ event }) => event)).toEqual(['held', 'back', 'arrived'])
  expect(missed.map((event) => Number(event.id))).toEqual([1, 2, 3].map((n) => Number(id) + n))
  const again = await listen('nadia', missed[1]!.id)
  expect(await again.next()).toEqual(missed[2])
  await claim('vera')
  const [here, there] = [await back.next(), await again.next()]
  expect(here).toEqual(there)
  expect(here.event).toBe('held')
  await back.leave()
  await again.leave()
})

test('what is not kept any more, and a number that was never given, say: read the queue afresh', async () => {
  const last = await office.house.db.row<{ last: string }>('select last from live where campaign_id = $1', [office.campaign.id])
  for (const strange of ['999999', 'abc', '-1', `${'9'.repeat(40)}`]) {
    const stream = await listen('nadia', strange)
    expect([strange, await stream.next()]).toEqual([strange, { event: 'reload', id: last!.last, data: {} }])
    await stream.leave()
  }
  const nobody = { kind: 'tick' }
  for (let round = 0; round < 11; round++) {
    await office.house.db.transact(async (t) => {
      for (let n = 0; n < 100; n++) await notify(t, office.campaign.id, nobody)
    })
  }
  const kept = await office.house.db.row<{ n: number }>('select count(*)::int as n from live_event where campaign_id = $1', [office.campaign.id])
  expect(kept!.n).toBeLessThanOrEqual(eventsKept + 100)
  const stream = await listen('nadia', last!.last)
  expect((await stream.next()).event).toBe('reload')
  await stream.leave()
})

test('an event longer than PostgreSQL carries arrives all the same', async () => {
  const stream = await listen('nadia')
  await stream.next()
  const statements = Array.from({ length: 500 }, () => office.campaign.id)
  await office.house.db.transact((t) => notify(t, office.campaign.id, { kind: 'back', statements }))
  expect((await stream.next()).data.statements).toHaveLength(500)
  await stream.leave()
})

test('what is rolled back was never announced, and many at once are heard once each, in order', async () => {
  const stream = await listen('nadia')
  const { id } = await stream.next()
  await office.house.db.transact(async (t) => {
    await notify(t, office.campaign.id, { kind: 'never' })
    throw new Error('no')
  }).catch(() => {})
  await Promise.all(Array.from({ length: 40 }, (_, n) => office.house.db.transact((t) => notify(t, office.campaign.id, { kind: 'tick', n }))))
  const heard: Event[] = []
  while (heard.length < 40) heard.push(await stream.next())
  expect(heard.map((event) => Number(event.id))).toEqual(Array.from({ length: 40 }, (_, n) => Number(id) + 1 + n))
  expect(new Set(heard.map((event) => event.data.n)).size).toBe(40)
  await stream.leave()
})

test('whoever reads nothing takes no more memory than a page; when they read again they hear all that is kept, or that they must begin afresh', async () => {
  const quick = await listen('nadia')
  const { id } = await quick.next()
  const response = await office.api.request(`${office.house.origin}/api/campaigns/${office.campaign.slug}/live`, { headers: { cookie: office.cookieOf('nadia'), 'last-event-id': id } })
  const long = 'x'.repeat(500)
  for (let round = 0; round < 25; round++) {
    await office.house.db.transact(async (t) => {
      for (let n = 0; n < 100; n++) await notify(t, office.campaign.id, { kind: 'tick', long })
    })
    for (let heard = 0; heard < 100; heard++) await quick.next()
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('event: reload')) text += (await inTime(reader.read())).value
  // One piece of what had come together may be over the limit of 64 kB; 2,500 events would be 1.4 MB.
  expect(text.length).toBeLessThan(64 * 1024 + 120 * 600)
  const ids = [...text.matchAll(/^id: (\d+)\nevent: tick$/gm)].map(([, one]) => Number(one))
  expect(ids).toEqual(ids.map((_, at) => Number(id) + 1 + at))
  await reader.cancel()
  await quick.leave()
})

test('a stream ends with the part of its person, and nobody else is told of it', async () => {
  const carim = await actorOf(office.house, { cookie: office.cookieOf('carim') })
  const [nadia, vera, viktor] = [await listen('nadia'), await listen('vera'), await listen('viktor')]
  for (const one of [nadia, vera, viktor]) await one.next()
  await freezePerson(office.house, carim, office.campaign, people['vera']!)
  await vera.ended()
  await removeMember(office.house, carim, office.campaign, people['viktor']!)
  await viktor.ended()
  // Frozen and removed people's claims go back; that is what the others hear.
  await statements(1)
  const heard: string[] = []
  while (!heard.includes('arrived')) heard.push((await nadia.next()).event)
  expect(heard).not.toContain('person-out')
  await nadia.leave()
})

test('a lost phone: at once no process takes anything of that person, and all they held waits again', async () => {
  const lea = await office.person('lea', 'coordinator')
  const token = await office.token('lea', ['desk', 'read', 'intake'])
  const owner = await office.actor('olga', 'owner')
  const before = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
  const other = await houseOn(office.url, testSecret, { config: office.house.config, log: office.house.log, dataDir: office.house.dataDir, clock: office.clock })
  const there = apiOf(other, () => '192.0.2.1')
  try {
    await statements(3)
    const held = (await office.here('lea', 'POST', '/claims', { count: 2 })).body.claims.map((one: any) => one.statement.id)
    expect(held).toHaveLength(2)
    const [here, far, program] = [await listen('lea'), await listen('lea', undefined, there), await listen(token, undefined, there)]
    for (const one of [here, far, program]) expect((await one.next()).event).toBe('hello')

    const began = performance.now()
    await freezePerson(office.house, owner, office.campaign, lea, 'telephone taken at the border')
    const told = await Promise.all([here, far, program].map(async (one) => {
      let event = ''
      while (event !== 'out') ({ event } = await one.next())
      await one.ended()
      return performance.now() - began
    }))
    const refused = await Promise.all([office.api, there].flatMap((api) => ([{ cookie: office.cookieOf('lea') }, { authorization: `Bearer ${token}` }] as Record<string, string>[]).map(async (headers) =>
      (await api.request(`${office.house.origin}/api/campaigns/${office.campaign.slug}/statements`, { headers })).status)))
    const waiting = await office.house.db.rows(`select 1 from statement where campaign_id = $1 and id = any($2) and state = 'waiting'`, [office.campaign.id, held])
    const milliseconds = performance.now() - began
    console.log(`a frozen account: streams of two processes ended after ${told.map((one) => Math.round(one)).join(', ')} ms; all checked after ${Math.round(milliseconds)} ms`)
    expect([refused, waiting.length]).toEqual([[401, 401, 401, 401], 2])
    // Not by the beat of a stream, which looks again after twenty seconds.
    expect(milliseconds).toBeLessThan(10_000)

    // A call that had begun before takes something after all: it is found a moment later, whatever became of the process that froze the account.
    expect(await claimNext(office.house, office.campaign.id, before, 1, {})).toHaveLength(1)
    const { payload } = (await office.house.db.row<{ payload: { personId: string } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'giveBackFrozen' and j.payload->>'personId' = $1`, [lea]))!
    await office.house.flow.jobs.find((job) => job.name === 'giveBackFrozen')!.run(office.house, payload)
    expect(await office.house.db.rows('select 1 from claim where campaign_id = $1 and person_id = $2', [office.campaign.id, lea])).toEqual([])

    const { link } = await makeWayIn(office.house, owner, office.campaign, lea, 'return')
    await acceptWayIn(office.house, link.split('/').at(-1)!, 'other words that nobody knows')
    expect((await office.here('lea', 'GET', '/statements')).status).toBe(401)
  } finally {
    await closeHouse(other)
  }
})

test('a session or role that stays keeps its streams, whatever else ends', async () => {
  const stays = await listen('carim')
  await stays.next()
  await office.house.db.transact((t) => notify(t, office.campaign.id, { kind: 'person-out', person: people['carim']! }))
  await office.house.db.transact((t) => notify(t, office.campaign.id, { kind: 'tick' }))
  expect((await stays.next()).event).toBe('tick')
  await stays.leave()
})

test('who may not read may not listen', async () => {
  const token = await office.token('carim', ['intake'])
  expect((await office.here(undefined, 'GET', '/live')).status).toBe(401)
  expect((await office.here(token, 'GET', '/live')).status).toBe(403)
  expect((await office.here('vera', 'GET', '/live')).status).toBe(401)
  expect((await office.here('viktor', 'GET', '/live')).status).toBe(404)
})
