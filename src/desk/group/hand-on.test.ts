import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, sentence, type Office } from '../../../test/harness/office.ts'

let office: Office
const ids: Record<string, string> = {}
let said = 0
beforeAll(async () => {
  office = await openOffice()
  for (const name of ['ana', 'ben', 'cleo', 'dora']) ids[name] = await office.person(name, 'volunteer')
  ids['cora'] = await office.person('cora', 'coordinator')
  ids['olga'] = await office.person('olga', 'observer')
})
afterAll(() => office?.close())

const here = (who: string, method: string, path: string, body?: unknown) => office.here(who, method, path, body)

async function taken(who: string): Promise<{ id: string; version: number }> {
  await office.say([{ channel: 'form', externalId: `s${said}`, text: sentence(said++) }])
  const { body } = await here(who, 'POST', '/claims', { count: 1 })
  return body.claims[0].statement
}

const handOn = ({ id, version }: { id: string; version: number }, who: string, to: object) => here(who, 'POST', `/statements/${id}/decisions`, { version, decision: 'hand-on', ...to })
const seen = async (id: string) => (await here('cora', 'GET', `/statements/${id}`)).body

async function group(name: string, members: string[]): Promise<string> {
  const made = await here('cora', 'POST', '/groups', { name, members: members.map((one) => ids[one]) })
  expect(made.status).toBe(201)
  return made.body.id
}

test('handed on to a person it is held by them, with the note, and by nobody else', async () => {
  const one = await taken('ana')
  const { status } = await handOn(one, 'ana', { person: ids['ben'], note: 'She knows the pump house' })
  expect(status).toBe(200)
  expect(await seen(one.id)).toMatchObject({ state: 'held', holder: 'ben', notes: [{ by: 'ana', text: 'She knows the pump house' }] })
  expect((await here('ana', 'PUT', `/claims/${one.id}`)).body).toMatchObject({ code: 'held-by-other', holder: 'ben' })
  expect((await here('ben', 'PUT', `/claims/${one.id}`)).status).toBe(200)
})

test('taken back within ten seconds it is as it was: held by the first, and the note is gone', async () => {
  const one = await taken('ana')
  const { body } = await handOn(one, 'ana', { person: ids['ben'], note: 'For you' })
  expect((await here('ana', 'DELETE', `/statements/${one.id}/decisions/${body.decision}`)).status).toBe(200)
  expect(await seen(one.id)).toMatchObject({ state: 'held', holder: 'ana', notes: [] })
  // Whoever went on with it meanwhile keeps it.
  const two = await taken('ana')
  const again = await handOn(two, 'ana', { person: ids['ben'] })
  const { version } = await seen(two.id)
  await here('ben', 'PATCH', `/statements/${two.id}`, { version, note: 'I am at it' })
  expect((await here('ana', 'DELETE', `/statements/${two.id}/decisions/${again.body.decision}`)).body.code).toBe('stale-version')
  expect(await seen(two.id)).toMatchObject({ holder: 'ben' })
})

test('handed on to a group it waits for the group: one of them takes it, others never get it', async () => {
  const law = await group('Lawyers', ['cleo', 'dora'])
  const one = await taken('ana')
  const { body } = await handOn(one, 'ana', { group: law, note: 'A contract' })
  expect(body.statement).toMatchObject({ state: 'waiting', holder: null, group: { id: law, name: 'Lawyers' } })
  expect((await here('ben', 'POST', '/claims', { count: 25 })).body.claims).toEqual([])
  expect((await here('cora', 'GET', '/groups')).body.groups).toMatchObject([{ name: 'Lawyers', waiting: 1, members: [{ name: 'cleo' }, { name: 'dora' }] }])
  const [got] = (await here('cleo', 'POST', '/claims', { count: 1 })).body.claims
  expect(got.statement.id).toBe(one.id)
  // Released it waits for the same group again, until that group ends.
  await here('cleo', 'DELETE', `/claims/${one.id}`)
  expect((await here('ben', 'POST', '/claims', { count: 1 })).body.claims).toEqual([])
  expect((await here('cora', 'DELETE', `/groups/${law}`)).status).toBe(204)
  expect((await here('ben', 'POST', '/claims', { count: 1 })).body.claims[0].statement.id).toBe(one.id)
})

test('a hand-on to a group is taken back too, and a member may pass it to another group', async () => {
  const [north, south] = [await group('North', ['cleo']), await group('South', ['dora'])]
  const one = await taken('ana')
  const { body } = await handOn(one, 'ana', { group: north })
  const back = await here('ana', 'DELETE', `/statements/${one.id}/decisions/${body.decision}`)
  expect(back.body.statement).toMatchObject({ holder: 'ana', group: null })
  await handOn(back.body.statement, 'ana', { group: north })
  const [got] = (await here('cleo', 'POST', '/claims', { count: 1 })).body.claims
  const passed = await handOn(got.statement, 'cleo', { group: south })
  expect(passed.body.statement.group).toMatchObject({ name: 'South' })
  const undone = await here('cleo', 'DELETE', `/statements/${one.id}/decisions/${passed.body.decision}`)
  expect(undone.body.statement.group).toMatchObject({ name: 'North' })
})

test('only to people and groups that can take it, and only one of them', async () => {
  const one = await taken('ana')
  const codes = await Promise.all([
    handOn(one, 'ana', {}), handOn(one, 'ana', { person: ids['ben'], group: 'x' }), handOn(one, 'ana', { person: ids['ana'] }),
    handOn(one, 'ana', { person: ids['olga'] }), handOn(one, 'ana', { person: 'nobody' }), handOn(one, 'ana', { group: 'nothing' }),
  ])
  expect(codes.map(({ body }) => body.code)).toEqual(['invalid', 'invalid', 'own-hands', 'cannot-work', 'not-found', 'not-found'])
  expect(await seen(one.id)).toMatchObject({ holder: 'ana' })
})

test('volunteers see groups and do not make them; two of one name are refused', async () => {
  expect((await here('ana', 'POST', '/groups', { name: 'Mine' })).status).toBe(403)
  expect((await here('ana', 'GET', '/groups')).status).toBe(200)
  await group('Radio', [])
  expect((await here('cora', 'POST', '/groups', { name: 'radio' })).body.code).toBe('name-taken')
  expect((await here('cora', 'POST', '/groups', { name: '  ' })).body.code).toBe('name-wrong')
})

test('whoever is taken out of the campaign is in none of its groups, also when they come back', async () => {
  const id = await group('Drivers', ['ben', 'dora'])
  const members = async () => (await here('cora', 'GET', '/groups')).body.groups.find((one: { name: string }) => one.name === 'Drivers').members.map((one: { name: string }) => one.name)
  await here('cora', 'PUT', `/members/${ids['ben']}/freeze`, {})
  expect(await members(), 'a frozen account may open again').toEqual(['ben', 'dora'])
  expect((await here('cora', 'DELETE', `/members/${ids['dora']}`)).status).toBeLessThan(300)
  expect(await members()).toEqual(['ben'])
  // A list that still named her could not be sent back.
  expect((await here('cora', 'PATCH', `/groups/${id}`, { name: 'Drivers', members: [ids['ben']] })).status).toBeLessThan(300)
})
