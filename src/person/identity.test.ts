import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { Database } from '#core/index.ts'
import { openTestHouse, type TestHouse } from '../../test/harness/house.ts'
import { authOptions } from './auth.ts'
import { acceptFirst, actorOf, addTokenFor, addUser, firstLink, identityOf, lookAtFirst, may, networkOf } from './index.ts'

let desk: TestHouse
const password = 'four words nobody puts together'

beforeAll(async () => {
  desk = await openTestHouse()
})
afterAll(async () => {
  await desk?.close()
})

const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)
const cookieOf = (cookies: { name: string; value: string }[]) => cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ')

test('on an empty database one link makes the first account, once, and its owner gets in', async () => {
  const { house, clock } = desk
  const early = await firstLink(house)
  const link = await firstLink(house)
  expect(link).toMatch(/^http:\/\/localhost:8420\/first\/[\w-]{32}$/)
  await expect(lookAtFirst(house, secretOf(early!))).rejects.toMatchObject({ code: 'link-used' })

  const nora = { name: 'Nora', email: ' Nora@Example.org ', organisation: 'Clean Water Now' }
  await expect(acceptFirst(house, secretOf(link!), { ...nora, password: 'too short' })).rejects.toMatchObject({ code: 'password-short' })
  clock.pass(25 * 3_600_000)
  await expect(acceptFirst(house, secretOf(link!), { ...nora, password })).rejects.toMatchObject({ code: 'link-expired' })

  const fresh = secretOf((await firstLink(house))!)
  const tries = await Promise.allSettled([1, 2, 3].map((one) => acceptFirst(house, fresh, { ...nora, email: `nora${one}@example.org`, password })))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(await firstLink(house)).toBeUndefined()

  const { email } = (await house.db.row<{ email: string }>('select email from person'))!
  const { cookies } = await identityOf(house).signIn({ email: email.toUpperCase(), password, address: '192.0.2.1' })
  const actor = await actorOf(house, { cookie: cookieOf(cookies) })
  expect(actor).toMatchObject({ person: { name: 'Nora', email }, roles: [{ role: 'owner', campaignId: undefined }], ready: true })
})

test('the session cookie cannot be read by scripts, is not sent from other sites, and is only sent over https where there is https', async () => {
  const { house } = desk
  await addCampaign(house, { slug: 'water', name: 'Water' })
  await addUser(house, { email: 'amal@example.org', role: 'volunteer', password })
  const { cookies } = await identityOf(house).signIn({ email: 'amal@example.org', password })
  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatchObject({ name: 'clamor.session_token', options: { httpOnly: true, sameSite: 'lax', path: '/', maxAge: 14 * 86_400 } })
  expect(cookies[0]!.options.secure).toBeFalsy()

  const behindHttps = await openTestHouse({ origin: 'https://desk.example.org' })
  try {
    await addCampaign(behindHttps.house, { slug: 'water', name: 'Water' })
    await addUser(behindHttps.house, { email: 'amal@example.org', role: 'volunteer', password })
    const secure = await identityOf(behindHttps.house).signIn({ email: 'amal@example.org', password })
    expect(secure.cookies[0]).toMatchObject({ name: '__Secure-clamor.session_token', options: { secure: true, httpOnly: true } })
    expect(await actorOf(behindHttps.house, { cookie: cookieOf(secure.cookies) })).toMatchObject({ person: { email: 'amal@example.org' } })
  } finally {
    await behindHttps.close()
  }
})

test('a forged, expired or ended session is nobody', async () => {
  const { house, clock } = desk
  const { cookies } = await identityOf(house).signIn({ email: 'amal@example.org', password })
  const cookie = cookieOf(cookies)
  expect(await actorOf(house, { cookie: cookie.slice(0, -6) })).toBeUndefined()
  expect(await actorOf(house, { cookie: cookie.replace(/=.{3}/, '=AAA') })).toBeUndefined()
  expect(await actorOf(house, { cookie: 'clamor.session_token=' })).toBeUndefined()

  const out = await identityOf(house).signOut(cookie)
  expect(out.cookies[0]).toMatchObject({ value: '', options: { maxAge: 0 } })
  expect(await actorOf(house, { cookie })).toBeUndefined()

  const later = cookieOf((await identityOf(house).signIn({ email: 'amal@example.org', password })).cookies)
  clock.pass(15 * 86_400_000)
  expect(await actorOf(house, { cookie: later })).toBeUndefined()
})

test('a wrong password, an unknown address and an account without password are refused in the same words', async () => {
  const { house } = desk
  await addUser(house, { email: 'waiting@example.org', role: 'volunteer' })
  const said = []
  for (const email of ['amal@example.org', 'nobody@example.org', 'waiting@example.org', 'not an address']) {
    said.push(await identityOf(house).signIn({ email, password: 'not the right password' }).catch((error: unknown) => error))
  }
  for (const email of ['amal@example.org', 'nobody@example.org']) said.push(await identityOf(house).signIn({ email, password: 'short' }).catch((error: unknown) => error))
  for (const one of said) expect(one).toMatchObject({ code: 'wrong-sign-in', status: 401, message: 'The e-mail address or the password is not right.' })
})

test('guessing is braked by account from many addresses, and by address over many accounts, also through /api/auth', async () => {
  const { house, clock } = desk
  clock.pass(3_600_000)
  await addUser(house, { email: 'guessed@example.org', role: 'volunteer', password })
  const guess = (email: string, address: string) => identityOf(house).signIn({ email, password: 'guess number one', address }).catch((error: unknown) => error as { code: string; extra: { retryAfter: number } })
  for (let n = 0; n < 10; n++) expect(await guess('guessed@example.org', `192.0.2.${n}`)).toMatchObject({ code: 'wrong-sign-in' })
  expect(await guess('guessed@example.org', '192.0.2.99')).toMatchObject({ code: 'too-many', status: 429 })
  await expect(identityOf(house).signIn({ email: 'guessed@example.org', password, address: '192.0.2.99' })).rejects.toMatchObject({ code: 'too-many' })
  clock.pass(300_000)
  expect(await identityOf(house).signIn({ email: 'guessed@example.org', password })).toMatchObject({ cookies: [{ name: 'clamor.session_token' }] })

  const overApi = (email: string) => identityOf(house).handler(new Request(`${house.origin}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password: 'guess number one' }),
  }), '198.51.100.7')
  for (let n = 0; n < 20; n++) expect((await overApi(`someone${n}@example.org`)).status).toBe(401)
  const refused = await overApi('someone-else@example.org')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  const kept = await house.db.rows<{ key: Buffer }>('select * from attempt')
  expect(JSON.stringify(kept)).not.toMatch(/example\.org|198\.51/)
})

test('one IPv6 network counts as one address, however many it has', () => {
  expect(networkOf('2001:db8:0:7::1')).toBe(networkOf('2001:db8:0:7:ffff:1:2:3'))
  expect(networkOf('2001:db8:0:7::1')).not.toBe(networkOf('2001:db8:0:8::1'))
  expect(networkOf('::1')).toBe('0:0:0:0::/64')
  expect(networkOf('::ffff:192.0.2.1')).toBe(networkOf('192.0.2.1'))
  expect(networkOf('192.0.2.1')).not.toBe(networkOf('192.0.2.2'))
  expect(networkOf('unknown')).toBe('unknown')
})

test('nobody makes an account or changes an address past the house', async () => {
  const { house } = desk
  const identity = identityOf(house)
  for (const path of ['/sign-up/email', '/update-user', '/change-email', '/delete-user', '/request-password-reset', '/sign-in/social']) {
    const response = await identity.handler(new Request(`${house.origin}/api/auth${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'new@example.org', password, name: 'New' }),
    }))
    expect([path, response.status]).toEqual([path, 404])
  }
  expect(await house.db.row(`select 1 from auth_user where email = 'new@example.org'`)).toBeUndefined()
})

test('a sign-in posted by a page of another site is refused', async () => {
  const { house } = desk
  const response = await identityOf(house).handler(new Request(`${house.origin}/api/auth/sign-in/email`, {
    method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', cookie: 'a=b' },
    body: JSON.stringify({ email: 'amal@example.org', password }),
  }), '192.0.2.200')
  expect(response.status).toBe(403)
  expect(response.headers.getSetCookie()).toEqual([])
})

test('the tables are those that this version of better-auth asks for', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations(authOptions(desk.house))
  expect([toBeCreated, toBeAdded]).toEqual([[], []])
})

test('every row of better-auth has the id of our person, and the password is kept as Argon2id', async () => {
  const { house } = desk
  const apart = await house.db.rows(`select p.id from person p full join auth_user u on u.id = p.id and u.email = p.email where p.id is null or u.id is null`)
  expect(apart).toEqual([])
  const hashes = await house.db.rows<{ password: string }>('select password from auth_account')
  expect(hashes.length).toBeGreaterThan(2)
  for (const { password } of hashes) expect(password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const sessions = await house.db.rows<{ from: string | null; with: string | null }>(`select ip_address as from, user_agent as with from auth_session`)
  for (const one of sessions) expect([one.from ?? '', one.with ?? '']).toEqual(['', ''])
})

test('finding out who acts is one query', async () => {
  const { house, clock } = desk
  // better-auth takes the time from the machine, and this clock was moved by weeks.
  clock.at = new Date()
  const cookie = cookieOf((await identityOf(house).signIn({ email: 'amal@example.org', password })).cookies)
  const { token } = await addTokenFor(house, { email: 'amal@example.org', campaign: 'water', scopes: ['desk'] })
  let queries = 0
  const db = new Database(desk.url, { watch: () => queries++ })
  const counted = { ...house, db }
  for (const given of [{ cookie }, { bearer: token }]) {
    queries = 0
    expect(await actorOf(counted, given)).toMatchObject({ person: { email: 'amal@example.org' } })
    expect(queries).toBe(1)
    const [bare, whole] = [await median(() => house.db.row('select 1')), await median(() => actorOf(house, given))]
    console.log(`who acts, by ${Object.keys(given)[0]}: ${whole.toFixed(2)} ms; a bare round trip to the database: ${bare.toFixed(2)} ms`)
  }
  await db.end()
  const actor = await actorOf(house, { bearer: token })
  expect(may(actor, { id: actor!.token!.campaignId, slug: 'water', organisationId: actor!.roles[0]!.organisationId }, 'deed.do')).toBe(true)
})

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 200; n++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[100]!
}
