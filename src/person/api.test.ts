import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import type { Api, Role } from '#core/index.ts'
import { apiOf } from '../api.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { cookieOf } from '../../test/harness/signed-in.ts'
import { addTokenFor, addUser, blankAnswers } from './index.ts'

let desk: TestHouse
let api: Api
let water: Campaign
const password = 'four words nobody puts together'
const cookies: Record<string, string> = {}

beforeAll(async () => {
  desk = await openTestHouse()
  const { house } = desk
  api = apiOf(house, () => '192.0.2.1')
  water = await addCampaign(house, { slug: 'water', name: 'Water' })
  await addCampaign(house, { slug: 'forest', name: 'Forest', organisation: 'Forest Watch' })
  for (const [name, role, campaign] of [['olga', 'owner', 'water'], ['carim', 'coordinator', 'water'], ['vera', 'volunteer', 'water'], ['fanny', 'coordinator', 'forest']] as [string, Role, string][]) {
    await addUser(house, { email: `${name}@example.org`, role, campaign, password, name })
    cookies[name] = await cookieOf(house, { email: `${name}@example.org`, password, address: name })
  }
})
afterAll(async () => {
  await desk?.close()
})

async function call(who: string | undefined, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: any; headers: Headers }> {
  const address = `http://localhost:8420${path === '/api/me' ? path : `/api/campaigns${path}`}`
  // Ids of one millisecond have no order among themselves.
  desk.clock.pass(1)
  const sent: Record<string, string> = { ...(who?.startsWith('clm_') ? { authorization: `Bearer ${who}` } : who ? { cookie: cookies[who]! } : {}), ...headers }
  if (body !== undefined) sent['content-type'] = 'application/json'
  const response = await api.request(address, { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers }
}

test('people of another organisation, and nobody at all, are told the same of a campaign that is there and one that is not', async () => {
  for (const path of ['', '/members', '/invitations', '/tokens', '/audit', '/places?q=a']) {
    const [there, nowhere] = [await call('fanny', 'GET', `/water${path}`), await call('fanny', 'GET', `/nowhere${path}`)]
    expect([path, there.status, there.body]).toEqual([path, 404, nowhere.body])
    const [outside, outsideNowhere] = [await call(undefined, 'GET', `/water${path}`), await call(undefined, 'GET', `/nowhere${path}`)]
    expect([path, outside.status, outside.body]).toEqual([path, 401, outsideNowhere.body])
    expect(outside.headers.get('content-type')).toBe('application/problem+json')
  }
})

test('a token reaches its campaign and its scopes, and ends when it is ended', async () => {
  await addUser(desk.house, { email: 'fanny@example.org', role: 'coordinator', campaign: 'water' })
  const made = await call('fanny', 'POST', '/water/tokens', { scopes: ['read'] })
  expect(made.status).toBe(201)
  const { id, token } = made.body as { id: string; token: string }
  expect(token).toMatch(/^clm_[\w-]{43}$/)
  expect((await call(token, 'GET', '/water')).status).toBe(200)
  expect((await call(token, 'GET', '/forest')).status).toBe(404)
  expect((await call(token, 'GET', '')).body.campaigns.map((one: { slug: string }) => one.slug)).toEqual(['water'])
  expect(await call(token, 'GET', '/water/members')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect((await call(token, 'POST', '/water/tokens', { scopes: ['desk'] })).status).toBe(403)
  expect((await call('carim', 'GET', '/water/tokens')).body.tokens).toMatchObject([{ id, person: { name: 'fanny' }, scopes: ['read'] }])
  expect(JSON.stringify(await desk.house.db.rows('select * from token'))).not.toContain(token)
  expect((await call('carim', 'DELETE', `/water/tokens/${id}`)).status).toBe(204)
  expect((await call(token, 'GET', '/water')).status).toBe(401)
  expect((await call('vera', 'POST', '/water/tokens', { scopes: ['read'] })).status).toBe(403)
})

test('people are invited, changed, frozen over the API, and the log tells who did it', async () => {
  const invited = await call('carim', 'POST', '/water/invitations', { role: 'volunteer', hours: 1 })
  expect(invited).toMatchObject({ status: 201, body: { link: expect.stringContaining('http://localhost:8420/invite/') } })
  expect((await call('carim', 'POST', '/water/invitations', { role: 'king' })).body).toMatchObject({ code: 'invalid', status: 400 })
  expect((await call('vera', 'POST', '/water/invitations', { role: 'observer' })).body).toMatchObject({ code: 'forbidden' })

  const { members } = (await call('carim', 'GET', '/water/members')).body as { members: { id: string; name: string }[] }
  const vera = members.find((one) => one.name === 'vera')!
  expect((await call('carim', 'PATCH', `/water/members/${vera.id}`, { ready: false })).status).toBe(204)
  expect((await call('vera', 'GET', '/water')).status).toBe(200)
  expect((await call('carim', 'PUT', `/water/members/${vera.id}/freeze`, { reason: 'lost phone' })).status).toBe(204)
  expect((await call('vera', 'GET', '/water')).status).toBe(401)
  expect(await call('carim', 'POST', `/water/members/${vera.id}/ways-in`, { kind: 'return' })).toMatchObject({ status: 201, body: { link: expect.stringMatching(/\/way-in\/[\w-]{32}$/) } })

  const first = (await call('olga', 'GET', '/water/audit?limit=2')).body as { entries: { kind: string; person: { name: string } }[]; next: string }
  expect(first.entries.map((one) => [one.kind, one.person.name])).toEqual([['account.way-in', 'carim'], ['account.frozen', 'carim']])
  const second = (await call('olga', 'GET', `/water/audit?limit=2&after=${first.next}`)).body as { entries: { kind: string }[] }
  expect(second.entries.map((one) => one.kind)).toEqual(['member.changed', 'person.invited'])
})

test('the same POST with the same Idempotency-Key is done once and answered twice', async () => {
  const count = async () => (await desk.house.db.row<{ n: number }>(`select count(*)::int as n from token where campaign_id = $1`, [water.id]))!.n
  const before = await count()
  const post = (body: unknown, key = 'k-1') => call('olga', 'POST', '/water/tokens', body, { 'idempotency-key': key })
  const answers = await Promise.all([1, 2, 3, 4].map(() => post({ scopes: ['read'] })))
  expect(answers.map((one) => one.status)).toEqual([201, 201, 201, 201])
  expect(new Set(answers.map((one) => one.body.token)).size).toBe(1)
  expect(answers.filter((one) => one.headers.get('idempotency-replayed') === 'true')).toHaveLength(3)
  expect(await count()).toBe(before + 1)

  expect(await post({ scopes: ['desk'] })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  expect((await call('carim', 'POST', '/water/tokens', { scopes: ['read'] }, { 'idempotency-key': 'k-1' })).body.token).not.toBe(answers[0]!.body.token)
  expect(await count()).toBe(before + 2)

  desk.clock.pass(25 * 3_600_000)
  expect((await post({ scopes: ['read'] })).body.token).not.toBe(answers[0]!.body.token)
})

test('a campaign is added once, however often the call is made', async () => {
  await addUser(desk.house, { email: 'olga@example.org', role: 'owner', organisation: water.organisationId })
  const add = (body: unknown, key = 'c-1') => call('olga', 'POST', '', body, { 'idempotency-key': key })
  const [one, two] = await Promise.all([add({ slug: 'ferry', name: 'Ferry' }), add({ slug: 'ferry', name: 'Ferry' })])
  expect([one.status, two.status, one.body.id]).toEqual([201, 201, two.body.id])
  expect(await add({ slug: 'ferry', name: 'Ferry' }, 'c-2')).toMatchObject({ status: 409, body: { code: 'campaign-exists' } })
  expect(await add({ slug: 'bridge', name: 'Bridge' })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
})

test('a refused call may be made again under its key, and a call cut off by a crash after a minute', async () => {
  const key = { 'idempotency-key': 'again' }
  expect((await call('carim', 'POST', '/water/invitations', { role: 'owner' }, key)).status).toBe(403)
  expect((await call('carim', 'POST', '/water/invitations', { role: 'observer' }, key)).status).toBe(201)

  await desk.house.db.rows('update idempotency set status = null, answer = null where campaign_id = $1', [water.id])
  const stuck = await call('carim', 'POST', '/water/invitations', { role: 'observer' }, key)
  expect(stuck).toMatchObject({ status: 409, body: { code: 'in-progress' } })
  desk.clock.pass(61_000)
  expect((await call('carim', 'POST', '/water/invitations', { role: 'observer' }, key)).status).toBe(201)
})

test('a body without end is cut off before it fills the memory', async () => {
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({ pull: (stream) => {
    sent += 1_048_576
    stream.enqueue(new Uint8Array(1_048_576))
  } })
  const response = await api.request('http://localhost:8420/api/campaigns/water/posts', {
    method: 'POST', headers: { cookie: cookies['olga']!, 'content-type': 'application/json', 'idempotency-key': 'endless' }, body: endless, duplex: 'half',
  } as RequestInit)
  expect(response.status).toBe(413)
  expect(sent).toBeLessThan(40 * 1_048_576)
})

test('kept answers are sealed, and gone once words were withdrawn; what was done is not done again', async () => {
  const key = { 'idempotency-key': 'words' }
  const { token } = (await call('olga', 'POST', '/water/tokens', { scopes: ['read'] }, key)).body as { token: string }
  const kept = await desk.house.db.rows<{ answer: Buffer }>('select answer from idempotency where campaign_id = $1 and answer is not null', [water.id])
  expect(kept.length).toBeGreaterThan(0)
  for (const { answer } of kept) expect(answer.includes(token)).toBe(false)
  await desk.house.db.transact((t) => blankAnswers(t, water.id))
  expect(await call('olga', 'POST', '/water/tokens', { scopes: ['read'] }, key)).toMatchObject({ status: 409, body: { code: 'answer-gone' } })
})

test('a page of another site cannot act with the cookie of whoever visits it', async () => {
  const answer = await call('olga', 'POST', '/water/tokens', { scopes: ['read'] }, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' })
  expect(answer).toMatchObject({ status: 403, body: { code: 'foreign-origin' } })
})

test('a person changes their own name and languages, a token cannot', async () => {
  expect(await call('vera', 'GET', '/api/me')).toMatchObject({ status: 401 })
  expect((await call('olga', 'GET', '/api/me')).body).toMatchObject({ name: 'olga', email: 'olga@example.org' })
  expect((await call('olga', 'PATCH', '/api/me', { name: '  Olga   de la Mar ', languages: ['es', 'ar'] })).status).toBe(204)
  expect((await call('olga', 'GET', '/api/me')).body).toMatchObject({ name: 'Olga de la Mar', languages: ['es', 'ar'] })
  expect((await call('olga', 'PATCH', '/api/me', { email: 'other@example.org' })).status).toBe(400)
  const { token } = (await call('olga', 'POST', '/water/tokens', { scopes: ['read'] })).body as { token: string }
  expect((await call(token, 'PATCH', '/api/me', { name: 'Other' })).status).toBe(403)
  expect((await call(undefined, 'GET', '/api/me')).status).toBe(401)
})

test('a token made on the command line needs a person with a part in the campaign', async () => {
  await expect(addTokenFor(desk.house, { email: 'carim@example.org', campaign: 'forest', scopes: ['read'] })).rejects.toMatchObject({ code: 'no-role' })
  await expect(addTokenFor(desk.house, { email: 'nobody@example.org', campaign: 'water', scopes: ['read'] })).rejects.toMatchObject({ code: 'unknown-person' })
  const { token } = await addTokenFor(desk.house, { email: 'carim@example.org', campaign: 'water', scopes: ['read', 'desk'] })
  expect((await call(token, 'GET', '/water')).body).toMatchObject({ slug: 'water', role: 'coordinator' })
})
