/** How somebody signs in, and how they get back in: a second factor, a passkey, a forgotten password by the mail that an owner set up. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addUser } from '#person/index.ts'
import { openFerries, type Ferries } from '../harness/ferries.ts'
import { fine, picture } from '../harness/looks.ts'
import { openMail, type MailServer } from '../harness/mail.ts'
import { openNames, type NameServer } from '../harness/names.ts'
import { password } from '../harness/office.ts'
import { totp } from '../harness/totp.ts'

let ferries: Ferries
let mail: MailServer
let names: NameServer

beforeAll(async () => {
  ;[mail, names] = await Promise.all([openMail(), openNames({ 'example.org': [{ type: 'TXT', value: 'v=spf1 mx -all' }] })])
  ferries = await openFerries({ dns: names.address })
})
afterAll(async () => {
  await ferries?.close()
  await Promise.all([mail?.close(), names?.close()])
})
afterEach(() => ferries.leave())

test('on a telephone without a script a second factor is set up, asked for at the next sign-in, and a recovery code gets in once', async () => {
  await ferries.person('wilma', 'volunteer')
  const page = await ferries.as('wilma', '/account/second-factor', { script: false, width: 360, height: 780 })
  await page.fill('[name=password]', password)
  await page.click('main button')
  const secret = await page.innerText('.secret')
  expect(await page.locator('svg.qr path').getAttribute('d')).toMatch(/^M\d/)
  await picture(page, 'second-factor-begun-360')
  await page.fill('[name=code]', '000000')
  await page.click('main button')
  expect(await page.innerText('main')).toContain('This code is not right')
  expect(await page.innerText('.secret')).toBe(secret)
  await page.fill('[name=code]', totp(secret))
  await page.click('main button')
  const codes = await page.locator('.codes code').allTextContents()
  expect(codes).toHaveLength(10)
  await picture(page, 'recovery-codes-360')
  await page.click('text=I have kept them')
  expect(await page.innerText('main')).toContain('On. 10 recovery codes are left.')

  const other = await ferries.as(undefined, '/sign-in?next=%2Fferries%2Fmentions', { script: false, width: 360, height: 780, language: 'ar' })
  const enter = async () => {
    await other.fill('[name=email]', 'wilma@example.org')
    await other.fill('[name=password]', password)
    await other.click('main button')
    await other.waitForURL('**/sign-in/code**')
  }
  await enter()
  await picture(other, 'sign-in-code-360-ar')
  await other.fill('[name=code]', totp(secret, 1))
  await other.click('main button')
  await other.waitForURL('**/ferries/mentions')
  await other.context().clearCookies()
  await other.goto('/sign-in')
  await enter()
  await other.fill('[name=code]', codes[0]!.replace('-', ' ').toUpperCase())
  await other.click('main button')
  await other.waitForURL('**/account?recovered')
  await picture(other, 'account-recovered-360-ar')
})

test('a passkey is added, named, and signs in by itself; a device that is signed out leaves its page', async () => {
  await ferries.person('pauline', 'volunteer')
  const page = await ferries.as('pauline', '/account', { width: 360, height: 780 })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForSelector('text=The passkey is added')
  await page.locator('#passkeys summary').click()
  await page.locator('#passkeys [name=name]').fill('My old telephone')
  await page.locator('#passkeys form[action="?/namePasskey"] button').click()
  await page.waitForSelector('#passkeys b:has-text("My old telephone")')
  for (const summary of await page.locator('main details > summary').all()) await summary.click()
  await fine(page, 'account-360')

  const desk = await ferries.as('pauline', '/ferries/desk')
  await desk.waitForSelector('.live:has-text("Live")')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await desk.waitForURL('**/sign-in?out')
  await page.waitForSelector('text=You are signed in here only.')
  await page.setViewportSize({ width: 1360, height: 850 })
  await fine(page, 'account-1360')

  await page.goto('/sign-out')
  await page.click('main button')
  await page.waitForURL('**/sign-in')
  await page.getByRole('button', { name: 'With a passkey' }).click()
  await page.waitForURL('**/ferries/desk')
  const { rows } = await ferries.house.db.pool.query(`select count(*)::int as n from auth_session s join person p on p.id = s.user_id where p.email = 'pauline@example.org'`)
  expect(rows[0].n).toBe(1)
})

test('an owner sets mail up, is told what the server said and what the records lack; a forgotten password then comes by mail', async () => {
  await addUser(ferries.house, { email: 'oda@example.org', name: 'Oda', role: 'owner', password })
  const page = await ferries.as('oda', '/ferries/mail', { width: 360, height: 780 })
  await page.getByLabel('Name of the server').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await page.check('[name=security][value=none]')
  await page.getByLabel('Sender').fill('Ferries <desk@example.org>')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForSelector('text=The server is kept')
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.waitForSelector('text=The server does not answer')
  await page.getByLabel('Port', { exact: true }).fill(new URL(mail.url).port)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForSelector('text=The server is kept')
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.waitForSelector('text=The server took it')
  expect(mail.arrived.map((one) => one.subject)).toEqual(['A test message from Clamor'])
  await picture(page, 'mail-tested-360')
  await page.getByRole('button', { name: 'Look them up' }).click()
  await page.waitForSelector('text=v=spf1 mx a:localhost -all')
  await page.getByRole('button', { name: 'Let this house sign' }).click()
  await page.waitForSelector('text=clamor._domainkey.example.org')
  await fine(page, 'mail-360')
  await page.setViewportSize({ width: 1360, height: 850 })
  await fine(page, 'mail-1360')

  const forgetful = await ferries.as(undefined, '/sign-in', { script: false, width: 360, height: 780 })
  await forgetful.click('text=Forgot your password?')
  await forgetful.fill('[name=email]', 'oda@example.org')
  await forgetful.click('main button')
  await picture(forgetful, 'forgot-360')
  await expect.poll(() => mail.arrived.length).toBe(2)
  await forgetful.goto(/\/way-in\/[\w-]+/.exec(mail.arrived[1]!.text!)![0])
  await picture(forgetful, 'way-in-360')
  await forgetful.fill('[name=password]', 'other words that nobody knows')
  await forgetful.click('main button')
  await forgetful.waitForURL('**/ferries/desk')
  await page.waitForURL('**/sign-in?out')
})
