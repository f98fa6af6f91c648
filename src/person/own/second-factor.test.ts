import { afterAll, beforeAll, expect, test } from 'vitest'
import * as fc from 'fast-check'
import type { Actor } from '#core/index.ts'
import { openOffice, password, type Office } from '../../../test/harness/office.ts'
import { totp } from '../../../test/harness/totp.ts'
import {
  acceptWayIn, actorOf, beginSecondFactor, changePassword, confirmSecondFactor, demandFactor, endDevice, endOtherDevices, endSecondFactor, freezePerson, identityOf, makeWayIn, nameDevice, newRecoveryCodes, ownDevices,
  readAudit, secondFactorOf, type Cookie,
} from '../index.ts'
import { makeRecoveryCodes, readCode } from './recovery-code.ts'

let office: Office
let owner: Actor

beforeAll(async () => {
  office = await openOffice()
  owner = await office.actor('olga', 'owner')
})
afterAll(() => office?.close())

const headerOf = (cookies: Cookie[]) => cookies.filter((one) => one.value !== '').map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ')
const secretOf = (link: string) => link.slice(link.lastIndexOf('/') + 1)

async function enter(name: string, by = password, userAgent?: string) {
  office.clock.pass(61_000)
  const { personId, cookies } = await identityOf(office.house).signIn({ email: `${name}@example.org`, password: by, address: name, ...(userAgent ? { userAgent } : {}) })
  return { personId, cookie: headerOf(cookies) }
}

const code = (typed: string, cookie: string, address = 'home') => identityOf(office.house).enterCode({ code: typed, cookie, address })

/** Somebody with a second factor, signed in. */
async function secured(name: string, role: 'volunteer' | 'coordinator' | 'owner' = 'volunteer') {
  await office.person(name, role)
  const cookie = office.cookieOf(name)
  const actor = (await actorOf(office.house, { cookie }))!
  const { secret } = await beginSecondFactor(office.house, actor, password, { cookie })
  const { cookies, codes } = await confirmSecondFactor(office.house, actor, totp(secret), { cookie })
  return { secret, codes, cookie: headerOf(cookies), actor: (await actorOf(office.house, { cookie: headerOf(cookies) }))! }
}

test('a second factor holds once its first code was right, ends what is signed in elsewhere, and is asked for from then on', async () => {
  const { house } = office
  await office.person('vera', 'volunteer')
  const here = office.cookieOf('vera')
  const elsewhere = (await enter('vera')).cookie
  const actor = (await actorOf(house, { cookie: here }))!
  await expect(beginSecondFactor(house, actor, 'not her password', { cookie: here })).rejects.toMatchObject({ code: 'password-wrong' })
  const { secret, uri } = await beginSecondFactor(house, actor, password, { cookie: here })
  expect(uri).toMatch(/^otpauth:\/\/totp\/Clamor%20localhost%3A8420:vera%40example\.org\?secret=/)
  await expect(confirmSecondFactor(house, actor, '000000', { cookie: here })).rejects.toMatchObject({ code: 'code-wrong' })
  // Not confirmed, it is not asked for: nobody shuts themselves out by looking.
  expect((await enter('vera')).personId).toBe(actor.person.id)
  const { cookies, codes } = await confirmSecondFactor(house, actor, totp(secret), { cookie: here })
  expect([codes.length, new Set(codes).size, codes.every((one) => /^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/.test(one))]).toEqual([10, 10, true])
  expect([await actorOf(house, { cookie: here }), await actorOf(house, { cookie: elsewhere })]).toEqual([undefined, undefined])
  expect(await actorOf(house, { cookie: headerOf(cookies) })).toMatchObject({ person: { id: actor.person.id } })

  const half = await enter('vera')
  expect([half.personId, await actorOf(house, { cookie: half.cookie })]).toEqual([undefined, undefined])
  expect((await office.call(undefined, 'GET', '/me', undefined, { cookie: half.cookie })).status).toBe(401)
  await expect(code('123 456', half.cookie)).rejects.toMatchObject({ code: 'code-wrong' })
  const arabic = totp(secret, 1).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)
  const whole = await code(arabic, half.cookie)
  expect([whole.recovered, (await actorOf(house, { cookie: headerOf(whole.cookies) }))!.person.id]).toEqual([false, actor.person.id])
  expect((await readAudit(house.db, office.campaign.id)).filter((one) => one.kind === 'account.second-factor-on' && one.subject === actor.person.id)).toHaveLength(1)
  const kept = JSON.stringify(await house.db.rows('select * from auth_two_factor'))
  for (const word of [secret, codes[0]!, Buffer.from(secret).toString('hex')]) expect(kept).not.toContain(word)
})

test('a code of the app and a recovery code work once; after too many wrong ones none is taken', async () => {
  const { house } = office
  const { secret, codes, actor } = await secured('victor')
  const seen = totp(secret, 1)
  await code(seen, (await enter('victor')).cookie)
  await expect(code(seen, (await enter('victor')).cookie)).rejects.toMatchObject({ code: 'code-wrong' })

  const typed = ` ${codes[0]!.toUpperCase().replace('-', ' ')} `
  expect((await code(typed, (await enter('victor')).cookie)).recovered).toBe(true)
  expect(await secondFactorOf(house, actor)).toEqual({ on: true, codesLeft: 9 })
  await expect(code(codes[0]!, (await enter('victor')).cookie)).rejects.toMatchObject({ code: 'code-wrong' })

  const half = await enter('victor')
  const tries: string[] = []
  for (let n = 0; n < 6; n++) tries.push(await code('nothing-like', half.cookie).then(() => 'in', (error: { code: string }) => error.code))
  expect(tries).toEqual([...Array.from({ length: 5 }, () => 'code-wrong'), 'code-late'])
  const again = await enter('victor')
  for (let n = 0; n < 5; n++) await code('nothing-like', again.cookie).catch(() => {})
  await expect(code(codes[1]!, (await enter('victor')).cookie)).rejects.toMatchObject({ code: 'code-locked', status: 429 })
})

test('wrong codes are braked by address, too, and a half sign-in is worth nothing without its cookie', async () => {
  const { codes } = await secured('valerie')
  await expect(code(codes[0]!, '')).rejects.toMatchObject({ code: 'code-late' })
  for (let n = 0; n < 20; n++) await code('111111', '', 'one network').catch(() => {})
  await expect(code(codes[0]!, (await enter('valerie')).cookie, 'one network').then(() => 'in')).resolves.toBe('in')
  for (let n = 0; n < 20; n++) await code('111111', '', 'other network').catch(() => {})
  const cookie = (await identityOf(office.house).signIn({ email: 'valerie@example.org', password, address: 'valerie' })).cookies
  await expect(code(codes[1]!, headerOf(cookie), 'other network')).rejects.toMatchObject({ code: 'too-many' })
})

test('new recovery codes replace the old; ending the second factor needs the password', async () => {
  const { house } = office
  const { codes, cookie, actor } = await secured('viola')
  const fresh = await newRecoveryCodes(house, actor, password, { cookie })
  await expect(code(codes[0]!, (await enter('viola')).cookie)).rejects.toMatchObject({ code: 'code-wrong' })
  await code(fresh[0]!, (await enter('viola')).cookie)
  await expect(endSecondFactor(house, actor, 'not the password')).rejects.toMatchObject({ code: 'password-wrong' })
  await endSecondFactor(house, actor, password)
  expect((await enter('viola')).personId).toBe(actor.person.id)
  expect(await secondFactorOf(house, actor)).toEqual({ on: false, codesLeft: 0 })
})

test('a link for a new password leaves the second factor; one to begin anew takes it and every passkey off, and the log says who made it', async () => {
  const { house, campaign } = office
  const { codes, actor } = await secured('vincent')
  await house.db.rows(
    `insert into auth_passkey (id, public_key, user_id, credential_id, counter, device_type, backed_up) values ('pk', 'x', $1, 'cred', 0, 'singleDevice', false)`, [actor.person.id])
  const reset = await makeWayIn(house, owner, campaign, actor.person.id, 'reset')
  await acceptWayIn(house, secretOf(reset.link), 'a lantern, two mules and rain')
  expect((await enter('vincent', 'a lantern, two mules and rain')).personId).toBeUndefined()
  const anew = await makeWayIn(house, owner, campaign, actor.person.id, 'return')
  await acceptWayIn(house, secretOf(anew.link), 'three lanterns and one mule')
  const inside = await enter('vincent', 'three lanterns and one mule')
  expect(inside.personId).toBe(actor.person.id)
  await expect(code(codes[0]!, inside.cookie)).rejects.toMatchObject({ status: 401 })
  expect(await house.db.rows('select 1 from auth_passkey where user_id = $1', [actor.person.id])).toEqual([])
  const log = (await readAudit(house.db, campaign.id)).filter((one) => one.subject === actor.person.id).map((one) => [one.kind, one.person?.name, one.detail['kind']])
  expect(log.slice(0, 4)).toEqual([['account.returned', 'vincent', undefined], ['account.way-in', 'olga', 'return'], ['account.password-reset', 'vincent', undefined], ['account.way-in', 'olga', 'reset']])
})

test('whoever is frozen between password and code does not get in', async () => {
  const { codes, actor } = await secured('vadim')
  const half = await enter('vadim')
  await freezePerson(office.house, owner, office.campaign, actor.person.id)
  await expect(code(codes[0]!, half.cookie)).rejects.toMatchObject({ status: 401 })
  expect(await office.house.db.rows('select 1 from auth_session where user_id = $1', [actor.person.id])).toEqual([])
})

test('where a second factor is demanded, who coordinates without one reaches nothing, by session or token, until it is set up; others work on', async () => {
  const { house, campaign } = office
  await office.person('conrad', 'coordinator')
  await office.person('nadia', 'volunteer')
  const token = await office.token('conrad', ['read', 'desk'])
  await expect(demandFactor(house, owner, campaign, { whole: false, on: true })).rejects.toMatchObject({ code: 'second-factor-first' })
  const chief = await secured('ophelia', 'owner')
  await expect(demandFactor(house, (await actorOf(house, { cookie: office.cookieOf('conrad') }))!, campaign, { whole: false, on: true })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(demandFactor(house, chief.actor, campaign, { whole: true, on: true })).rejects.toMatchObject({ code: 'forbidden' })
  await demandFactor(house, chief.actor, campaign, { whole: false, on: true })

  const status = async (who: string) => (await office.here(who, 'GET', '/statements')).body.code ?? 'in'
  expect([await status('conrad'), await status(token), await status('nadia')]).toEqual(['second-factor-needed', 'second-factor-needed', 'in'])
  const cookie = office.cookieOf('conrad')
  const actor = (await actorOf(house, { cookie }))!
  const { secret } = await beginSecondFactor(house, actor, password, { cookie })
  await confirmSecondFactor(house, actor, totp(secret), { cookie })
  expect(await status(token)).toBe('in')
  await demandFactor(house, chief.actor, campaign, { whole: false, on: false })
})

test('devices are named and signed out one by one or all but this one; nothing of them is kept but one word', async () => {
  const { house } = office
  await office.person('vanja', 'volunteer')
  const phone = await enter('vanja', password, 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0')
  const mac = await enter('vanja', password, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15')
  const actor = (await actorOf(house, { cookie: mac.cookie }))!
  const devices = await ownDevices(house, actor)
  expect(devices.map((one) => one.device).sort()).toEqual(['android', 'mac', 'other'])
  expect(devices.find((one) => one.here)?.device).toBe('mac')
  const android = devices.find((one) => one.device === 'android')!
  await nameDevice(house, actor, android.id, '  The old one \n')
  expect((await ownDevices(house, actor)).find((one) => one.id === android.id)?.name).toBe('The old one')
  const stranger = (await actorOf(house, { cookie: office.cookieOf('nadia') }))!
  await expect(endDevice(house, stranger, android.id)).rejects.toMatchObject({ code: 'not-found' })
  await endDevice(house, actor, android.id)
  expect([await actorOf(house, { cookie: phone.cookie }), (await actorOf(house, { cookie: mac.cookie }))?.person.id]).toEqual([undefined, actor.person.id])
  await endOtherDevices(house, actor)
  expect((await ownDevices(house, actor)).map((one) => one.here)).toEqual([true])
  expect(JSON.stringify(await house.db.rows('select * from auth_session'))).not.toMatch(/Mozilla|Gecko|Safari|192\.0/)

  await expect(changePassword(house, actor, { current: 'wrong', next: 'a lantern, two mules and rain' })).rejects.toMatchObject({ code: 'password-wrong' })
  const other = await enter('vanja')
  await changePassword(house, actor, { current: password, next: 'a lantern, two mules and rain' })
  expect([await actorOf(house, { cookie: other.cookie }), (await actorOf(house, { cookie: mac.cookie }))?.person.id]).toEqual([undefined, actor.person.id])
  await expect(enter('vanja')).rejects.toMatchObject({ code: 'wrong-sign-in' })
})

test('a recovery code is read however it is spaced and cased; six digits of any script are those of an app', () => {
  fc.assert(fc.property(fc.constantFrom(...makeRecoveryCodes()), fc.array(fc.constantFrom(' ', '-', '\u00a0', ''), { minLength: 11, maxLength: 11 }), fc.boolean(), (made, gaps, loud) => {
    const typed = [...made.replace('-', '')].map((sign, at) => gaps[at]! + (loud ? sign.toUpperCase() : sign)).join('')
    expect(readCode(typed)).toEqual({ kind: 'recovery', code: made })
  }))
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10), (number, nought) => {
    const digits = String(number).padStart(6, '0')
    expect(readCode([...digits].map((digit) => String.fromCodePoint(nought + Number(digit))).join(''))).toEqual({ kind: 'app', code: digits })
  }))
})
