/** Who waits in which language and for which group, against who is there for it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../test/harness/office.ts'

let office: Office
const ids: Record<string, string> = {}

beforeAll(async () => {
  office = await openOffice()
  for (const name of ['ana', 'ben', 'dita']) ids[name] = await office.person(name, 'volunteer')
  ids['cora'] = await office.person('cora', 'coordinator')
})
afterAll(() => office?.close())

const room = async () => (await office.here('cora', 'GET', '/room')).body

async function take(who: string, text: string): Promise<{ id: string; version: number }> {
  const row = await office.house.db.row<{ id: string }>('select statement_id as id from statement_text where campaign_id = $1 and text = $2', [office.campaign.id, text])
  return (await office.here(who, 'POST', '/claims', { statement: row!.id })).body.claims[0].statement
}

async function decide(who: string, text: string, deed: object): Promise<void> {
  const { id, version } = await take(who, text)
  const { status, body } = await office.here(who, 'POST', `/statements/${id}/decisions`, { version, ...deed })
  expect([status, body.detail]).toEqual([200, undefined])
}

test('languages stand against those who read them by their skills; whoever set none gets every one and is counted apart', async () => {
  await office.here('cora', 'PUT', `/skills/${ids['ana']}`, { languages: ['es', 'ar'] })
  await office.here('cora', 'PUT', `/skills/${ids['dita']}`, { languages: ['es'] })
  await office.say(['es', 'es', 'ar', 'en', undefined].map((language, at) => ({ channel: 'sms', externalId: `l${at}`, text: sentence(at), ...(language ? { language } : {}) })))
  await decide('ana', sentence(0), { decision: 'done' })
  const { languages, readEvery } = await room()
  const of = (key: string) => languages.find((one: { key: string }) => one.key === key)
  expect(of('es')).toMatchObject({ waiting: 1, decidedHour: 1, readers: 2, readersAtWork: 1 })
  expect(of('ar')).toMatchObject({ waiting: 1, decidedHour: 0, readers: 1, readersAtWork: 1 })
  expect(of('en')).toMatchObject({ readers: 0, readersAtWork: 0 })
  expect(readEvery).toEqual({ people: 2, atWork: 0 })
  office.clock.pass(61 * 60_000)
  expect((await room()).languages.find((one: { key: string }) => one.key === 'es')).toMatchObject({ waiting: 1, decidedHour: 0, readersAtWork: 0 })
})

test('a group has what waits for it, since when, who of it is at work, and what its members decided', async () => {
  const { body } = await office.here('cora', 'POST', '/groups', { name: 'Lawyers', members: [ids['ana'], ids['dita']] })
  const before = office.clock.now()
  await office.say([6, 7].map((at) => ({ channel: 'sms', externalId: `g${at}`, text: sentence(at) })))
  await decide('ben', sentence(6), { decision: 'hand-on', group: body.id })
  await decide('dita', sentence(7), { decision: 'done' })
  const { groups } = await room()
  expect(groups).toMatchObject([{ key: body.id, name: 'Lawyers', waiting: 1, members: 2, atWork: 1, decidedHour: 1 }])
  expect(new Date(groups[0].oldest).getTime()).toBeGreaterThanOrEqual(before.getTime())
  // One of them takes it: nothing waits for the group, and what is held is no throughput yet.
  await take('ana', sentence(6))
  expect((await room()).groups).toMatchObject([{ waiting: 0, oldest: null, atWork: 2, decidedHour: 1 }])
})

test('an issue area has what was decided of it in the last hour, also where nothing of it waits', async () => {
  await office.say([{ channel: 'sms', externalId: 'a1', text: sentence(11) }])
  const { id, version } = await take('ben', sentence(11))
  const worked = (await office.here('ben', 'PATCH', `/statements/${id}`, { version, issueArea: 'health' })).body.statement
  await office.here('ben', 'POST', `/statements/${id}/decisions`, { version: worked.version, decision: 'done' })
  expect((await room()).areas.find((one: { key: string }) => one.key === 'health')).toMatchObject({ waiting: 0, oldest: null, decidedHour: 1 })
})
