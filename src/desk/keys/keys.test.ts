import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from '../../../test/harness/office.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
  await office.person('vera', 'volunteer')
  await office.person('omar', 'volunteer')
})
afterAll(() => office?.close())

const keys = (who: string | undefined, method: string, body?: unknown) => office.call(who, method, '/me/keys', body)

test('somebody changes a key and has it the next time; everybody else keeps theirs; all come back at once', async () => {
  expect((await keys('vera', 'PATCH', { keys: { discard: 'd' } })).body).toMatchObject({ keys: { discard: 'D', place: 'P' }, off: false })
  expect((await keys('vera', 'GET')).body.keys.discard).toBe('D')
  expect((await keys('omar', 'GET')).body.keys.discard).toBe('X')
  expect((await keys('vera', 'PATCH', { off: true })).body).toMatchObject({ keys: { discard: 'D' }, off: true })
  expect((await keys('vera', 'DELETE')).body).toMatchObject({ keys: { discard: 'X' }, off: false })
})

test('one key never does two things: the second is refused and says what the first is; nothing is changed', async () => {
  const refused = await keys('vera', 'PATCH', { keys: { discard: 'p' } })
  expect(refused).toMatchObject({ status: 409, body: { code: 'key-taken', key: 'P', doings: ['place', 'discard'] } })
  expect((await keys('vera', 'GET')).body.keys).toMatchObject({ discard: 'X', place: 'P' })
  // Two that change places do it in one call, or by way of no key.
  expect((await keys('vera', 'PATCH', { keys: { down: 'K', up: 'J' } })).body.keys).toMatchObject({ down: 'K', up: 'J' })
  expect((await keys('vera', 'PATCH', { keys: { down: '', release: '' } })).body.keys).toMatchObject({ down: '', release: '' })
  await keys('vera', 'DELETE')
})

test.each([['two letters', 'ab'], ['a space between', 'a b'], ['a letter of another script, which is pressed by its place', 'ش'], ['what cannot be seen', '\u200f']])('%s is no key', async (_, key) => {
  const { status, body } = await keys('vera', 'PATCH', { keys: { discard: key } })
  expect([status, body.code]).toEqual([422, 'single-key-wrong'])
})

test('what no key does is refused, and a token reaches nobody’s keys', async () => {
  expect((await keys('vera', 'PATCH', { keys: { explode: 'Z' } })).status).toBe(400)
  expect((await keys(await office.token('vera', ['desk']), 'PATCH', { off: true })).status).toBe(403)
  expect((await keys(undefined, 'GET')).status).toBe(401)
})
