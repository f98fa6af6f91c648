/** Live coverage on a real database: scribe, checker, poster, and nothing leaves before it may, whatever clocks, processes and people do. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignById } from '#campaign/index.ts'
import { SetClock, type Clock, type House } from '#core/index.ts'
import { actorOf } from '#person/index.ts'
import { liftHold as liftWhole, setHold } from '#talk/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { changeCoverage, checkEntry, coverageById, coverageBoard, handedTo, handOut, liftStop, makeCoverage, moveCoverage, noteEntry, publicCoverage, stopCoverage } from './index.ts'

let office: Office
let id = ''
const minute = 60_000
const people = new Map<string, string>()

beforeAll(async () => {
  office = await openOffice()
  for (const [name, role] of [['carla', 'coordinator'], ['sara', 'volunteer'], ['chen', 'volunteer'], ['pia', 'volunteer'], ['omar', 'observer']] as const) people.set(name, await office.person(name, role))
})
afterAll(() => office?.close())

const campaign = async () => (await campaignById(office.house.db, office.campaign.id))!
const cov = (rest = '') => `/coverage${rest}`
const board = async () => coverageBoard(office.house, office.campaign, id)
const version = async () => (await coverageById(office.house.db, office.campaign.id, id))!.version
const iso = (minutes: number) => new Date(office.clock.at.getTime() + minutes * minute).toISOString()
const out = (who: string, entry: string, network = 'x') => office.here(who, 'PUT', cov(`/${id}/entries/${entry}/outs/${network}`))

async function noted(text: string, more: Record<string, unknown> = {}, checked = true): Promise<string> {
  const made = await office.here('sara', 'POST', cov(`/${id}/entries`), { kind: 'quotation', text, ...more })
  expect(made.status).toBe(201)
  if (checked) expect((await office.here('chen', 'PUT', cov(`/${id}/entries/${made.body.entry.id}/check`), { version: 1 })).status).toBe(200)
  return made.body.entry.id
}

test('planned by a coordinator, with a rota whose gaps are seen, and speakers entered beforehand', async () => {
  const wish = { title: 'The hearing on the wells', hashtags: ['#Wells'], zone: 'Africa/Nairobi', startsAt: iso(0), endsAt: iso(180) }
  expect((await office.here('sara', 'POST', cov(), wish)).status).toBe(403)
  id = (await office.here('carla', 'POST', cov(), wish)).body.coverage.id
  for (const [part, who, from, until] of [['scribe', 'sara', 0, 180], ['checker', 'chen', 0, 90], ['poster', 'pia', 0, 180]] as const) {
    expect((await office.here('carla', 'POST', cov(`/${id}/turns`), { part, person: people.get(who), from: iso(from), until: iso(until) })).status).toBe(201)
  }
  expect((await board()).gaps).toEqual([{ part: 'checker', from: new Date(iso(90)), until: new Date(iso(180)) }])
  expect((await office.here('sara', 'POST', cov(`/${id}/speakers`), { name: 'Dr Hana Said', office: 'Minister of Water', handles: [{ network: 'x', handle: '@hana' }] })).status).toBe(201)
  // What is under embargo is read by nobody who does not work here.
  expect((await office.here('omar', 'GET', cov(`/${id}`))).status).toBe(403)
  expect((await office.here('sara', 'POST', cov(`/${id}/entries`), { kind: 'observation', text: 'Too early' })).body.code).toBe('coverage-not-running')
  expect((await office.here('carla', 'PUT', cov(`/${id}/state`), { version: await version(), state: 'running' })).status).toBe(200)
})

test('an entry goes from the scribe to the checker to the poster, and never past one of them', async () => {
  const [speaker] = (await board()).speakers
  const entry = await noted('No school goes another year without water.', { speaker: speaker!.id }, false)
  expect((await out('pia', entry)).body.code).toBe('not-checked')
  expect((await office.here('sara', 'PUT', cov(`/${id}/entries/${entry}/check`), { version: 1 })).body.code).toBe('own-entry')
  expect((await office.here('chen', 'PUT', cov(`/${id}/entries/${entry}/check`), { version: 1 })).status).toBe(200)
  const got = await out('pia', entry)
  expect(got.body.handed).toMatchObject({ text: '@hana: “No school goes another year without water.” #Wells', replyTo: null })
  expect(new URL(got.body.handed.href).searchParams.get('text')).toBe(got.body.handed.text)
  // One person for one network; another network may be another person.
  expect((await out('sara', entry)).body).toMatchObject({ code: 'held-by-other', holder: 'pia' })
  expect((await out('chen', entry, 'mastodon')).body.handed.text).toBe('Dr Hana Said: “No school goes another year without water.” #Wells')
  // What is out of the house is corrected in a new entry.
  expect((await office.here('sara', 'PATCH', cov(`/${id}/entries/${entry}`), { version: 2, text: 'Something else' })).body.code).toBe('handed-out')
})

test('a paraphrase carries no marks and its source behind it; a thread goes on wherever the last one posted it', async () => {
  const [first] = (await board()).entries
  const [speaker] = (await board()).speakers
  const second = await noted('Forty wells are to be repaired by June', { kind: 'paraphrase', speaker: speaker!.id, continues: first!.id })
  expect((await office.here('pia', 'PATCH', cov(`/${id}/entries/${first!.id}/outs/x`), { link: 'https://x.com/riverwatch/status/5001' })).status).toBe(204)
  const got = (await out('sara', second)).body.handed
  expect(got).toMatchObject({ text: 'Forty wells are to be repaired by June (@hana) #Wells', replyTo: 'https://x.com/riverwatch/status/5001', lost: false })
  expect(new URL(got.href).searchParams.get('in_reply_to')).toBe('5001')
  // On Mastodon the post before is out, and nobody has kept its address.
  await office.here('chen', 'PATCH', cov(`/${id}/entries/${first!.id}/outs/mastodon`), { link: null })
  expect((await out('pia', second, 'mastodon')).body.handed).toMatchObject({ replyTo: null, lost: true })
  // Given back, somebody else has it.
  expect((await office.here('sara', 'DELETE', cov(`/${id}/entries/${second}/outs/x`))).status).toBe(204)
  expect((await out('pia', second)).status).toBe(200)
})

test('a picture goes nowhere without its description', async () => {
  const entry = await noted('The minister signs', { kind: 'observation', picture: true }, false)
  expect((await office.here('chen', 'PUT', cov(`/${id}/entries/${entry}/check`), { version: 1 })).body.code).toBe('alt-missing')
  await office.here('sara', 'PATCH', cov(`/${id}/entries/${entry}`), { version: 1, alt: 'A woman in a blue jacket signs a sheet of paper at a long table.' })
  expect((await office.here('chen', 'PUT', cov(`/${id}/entries/${entry}/check`), { version: 2 })).status).toBe(200)
  expect((await out('pia', entry)).body.handed.alt).toContain('blue jacket')
})

test('embargo and delay hold to the minute; what people type about when it happened does not shorten them', async () => {
  await office.here('carla', 'PATCH', cov(`/${id}`), { version: await version(), delayMinutes: 30, embargoUntil: iso(20) })
  const entry = await noted('They left by the eastern road', { happenedAt: iso(-600) })
  office.clock.pass(20 * minute)
  expect((await out('pia', entry)).body).toMatchObject({ code: 'held-until', until: iso(10) })
  office.clock.pass(10 * minute - 1)
  expect((await out('pia', entry)).body.code).toBe('held-until')
  office.clock.pass(1)
  expect((await out('pia', entry)).status).toBe(200)
  // Kept in stock and filled with other words it waits anew, and is checked anew.
  const stock = await noted('A placeholder')
  office.clock.pass(31 * minute)
  await office.here('sara', 'PATCH', cov(`/${id}/entries/${stock}`), { version: 2, text: 'They are at the bridge now' })
  expect((await out('pia', stock)).body.code).toBe('not-checked')
  expect((await office.here('chen', 'PUT', cov(`/${id}/entries/${stock}/check`), { version: 3 })).status).toBe(200)
  expect((await out('pia', stock)).body.code).toBe('held-until')
  // A longer delay holds what was about to be free.
  office.clock.pass(30 * minute)
  await office.here('carla', 'PATCH', cov(`/${id}`), { version: await version(), delayMinutes: 60 })
  expect((await out('pia', stock)).body.code).toBe('held-until')
})

test('STOP by anybody, at once: nothing is handed out, what is in hand is gone from it, and only a coordinator lifts it', async () => {
  await office.here('carla', 'PATCH', cov(`/${id}`), { version: await version(), delayMinutes: 0, embargoUntil: null })
  const entry = await noted('They have arrived')
  expect((await out('pia', entry)).status).toBe(200)
  const mine = async () => (await handedTo(office.house, await campaign(), id, people.get('pia')!)).map((one) => one.entryId)
  expect(await mine()).toContain(entry)
  expect((await office.here('sara', 'PUT', cov(`/${id}/stop`), { reason: 'They are followed' })).status).toBe(200)
  expect((await out('chen', entry, 'bluesky')).body.code).toBe('coverage-stopped')
  expect(await mine()).toEqual([])
  expect((await office.here('sara', 'DELETE', cov(`/${id}/stop`))).status).toBe(403)
  expect((await office.here('carla', 'DELETE', cov(`/${id}/stop`))).status).toBe(200)
  expect(await mine()).toContain(entry)
  // So does a STOP of everything that leaves the campaign.
  const { hold } = await setHold(office.house, await as('carla'), office.campaign, {})
  expect([(await out('chen', entry, 'bluesky')).body.code, await mine(), (await board()).held, (await board()).entries.some((one) => one.free)]).toEqual(['coverage-held', [], true, false])
  await liftWhole(office.house, await as('carla'), office.campaign, hold.id)
  expect(await mine()).toContain(entry)
})

test('published: what was posted, and nothing that was not; taken out and stopped it is gone', async () => {
  const { entries } = await board()
  await office.here('carla', 'PUT', cov(`/${id}/state`), { version: await version(), state: 'over' })
  const shown = async () => publicCoverage(office.house, await campaign(), (await coverageById(office.house.db, office.campaign.id, id))!)
  expect(await shown()).toBeUndefined()
  await office.here('carla', 'PUT', cov(`/${id}/state`), { version: await version(), state: 'published' })
  expect((await shown())!.threads.flat().map((one) => one.text)).toEqual(['No school goes another year without water.'])
  await office.here('carla', 'PUT', cov(`/${id}/stop`), {})
  expect(await shown()).toBeUndefined()
  await office.here('carla', 'DELETE', cov(`/${id}/stop`))
  const posted = entries.find((one: { text: string }) => one.text === 'No school goes another year without water.')!
  expect((await office.here('sara', 'PUT', cov(`/${id}/entries/${posted.id}/shown`), { shown: false })).status).toBe(204)
  expect((await shown())!.threads).toEqual([])
})

/** A machine whose clock is wrong, as a process of its own on the same database. */
function wrong(minutes: number): House {
  const clock: Clock = { now: () => new Date(Date.now() + minutes * minute) }
  return { ...office.house, clock, db: office.house.db, flow: office.house.flow, config: office.house.config, keys: office.house.keys, live: office.house.live, log: office.house.log, dataDir: office.house.dataDir, origin: office.house.origin }
}
const as = async (who: string) => (await actorOf(office.house, { cookie: office.cookieOf(who) }))!

test('clocks that run ahead or behind, in whatever process, let nothing out before its time', async () => {
  const at = await campaign()
  const [carla, sara, chen, pia] = [await as('carla'), await as('sara'), await as('chen'), await as('pia')]
  const right = wrong(0)
  const made = await makeCoverage(right, carla, at, { title: 'On two clocks', zone: 'UTC', startsAt: new Date(Date.now() - minute), endsAt: new Date(Date.now() + 600 * minute), delayMinutes: 60, embargoUntil: new Date(Date.now() + 90 * minute) })
  await moveCoverage(right, carla, at, made.id, 1, 'running')
  // Noted by a machine that lags two hours: its delay would be over before it began.
  const entry = await noteEntry(wrong(-120), sara, at, made.id, { kind: 'observation', text: 'The gate is open' })
  expect(Date.now() - entry.notedAt.getTime()).toBeLessThan(minute)
  await checkEntry(right, chen, at, made.id, entry.id, 1)
  for (const minutes of [-600, 0, 89, 91, 600, 100_000]) await expect(handOut(wrong(minutes), pia, at, made.id, entry.id, 'x')).rejects.toMatchObject({ code: 'held-until' })
  await changeCoverage(right, carla, at, made.id, { version: 2, delayMinutes: 0, embargoUntil: null })
  // One that lags waits longer, and never less.
  await expect(handOut(wrong(-30), pia, at, made.id, entry.id, 'x')).rejects.toMatchObject({ code: 'held-until' })
  // Nor where everything of the campaign is under embargo.
  const { hold } = await setHold(right, carla, at, { until: new Date(Date.now() + 90 * minute) })
  for (const minutes of [-600, 0, 91, 100_000]) await expect(handOut(wrong(minutes), pia, at, made.id, entry.id, 'x')).rejects.toMatchObject({ code: 'coverage-held' })
  await liftWhole(right, carla, at, hold.id)
  await expect(handOut(wrong(600), pia, at, made.id, entry.id, 'x')).resolves.toMatchObject({ text: 'The gate is open' })
})

test('many processes and people at once, while STOP is pressed and the delay is changed: to one person each, and to nobody once it holds', async () => {
  const at = await campaign()
  const [carla, sara, chen] = [await as('carla'), await as('sara'), await as('chen')]
  const posters = [await as('pia'), await as('chen'), await as('sara')]
  const made = await makeCoverage(office.house, carla, at, { title: 'All at once', zone: 'UTC', startsAt: office.clock.now(), endsAt: new Date(office.clock.at.getTime() + 600 * minute) })
  await moveCoverage(office.house, carla, at, made.id, 1, 'running')
  const entries: string[] = []
  for (let n = 0; n < 12; n++) {
    const { id: entry } = await noteEntry(office.house, sara, at, made.id, { kind: 'observation', text: `Minute ${n} of the march` })
    await checkEntry(office.house, chen, at, made.id, entry, 1)
    entries.push(entry)
  }
  const tries = entries.flatMap((entry) => posters.map((poster) => handOut(office.house, poster, at, made.id, entry, 'x')))
  const stop = (n: number) => (n === 0 ? stopCoverage(office.house, sara, at, made.id, 'now') : changeCoverage(office.house, carla, at, made.id, { version: 2, delayMinutes: 500 }))
  const [results] = await Promise.all([Promise.allSettled(tries), Promise.allSettled([0, 1].map(stop))])
  const won = results.filter((one) => one.status === 'fulfilled')
  const board = await coverageBoard(office.house, at, made.id)
  // Exactly what was given is written down, each text to one.
  expect(board.entries.flatMap((one) => one.outs)).toHaveLength(won.length)
  expect(board.entries.every((one) => one.outs.length <= 1)).toBe(true)
  // From now on nobody is given anything, by any process.
  const after = await Promise.allSettled(entries.flatMap((entry) => posters.map((poster) => handOut(office.house, poster, at, made.id, entry, 'mastodon'))))
  expect(after.every((one) => one.status === 'rejected' && ['coverage-stopped', 'held-until'].includes((one.reason as { code: string }).code))).toBe(true)
  await liftStop(office.house, carla, at, made.id)
  expect(office.house.clock).toBeInstanceOf(SetClock)
})
