import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { fine } from '../harness/looks.ts'
import { openMail, type MailServer } from '../harness/mail.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
let mail: MailServer
/** A test that is tried again begins with names of its own. */
let tries = 0
let film = ''
const nadia = { email: 'nadia@example.org', password }

beforeAll(async () => {
  mail = await openMail()
  served = await serveTestHouse({ smtpUrl: mail.url, mailFrom: 'Water <desk@example.org>' })
  browser = await openBrowser()
  await addCampaign(served.house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'], languages: ['en', 'ar'] })
  await addUser(served.house, { email: nadia.email, name: 'Nadia', role: 'coordinator', password, campaign: 'water-now' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await mail?.close()
})

test('a short link is made, goes round by a volunteer without a script, is tapped and counted', async () => {
  film = `The film of the wells ${(tries += 1)}`
  const page = await openPage(browser, served, { person: nadia, width: 360, height: 740 })
  await page.goto('/water-now/links')
  await fine(page)
  await page.getByLabel('What it is for').fill(film)
  await page.getByLabel('Where it leads').fill('not an address')
  await page.getByRole('button', { name: 'Make a link' }).click()
  await page.getByLabel('Where it leads').fill(`${served.url}/water-now`)
  await page.getByRole('button', { name: 'Make a link' }).click()
  await page.waitForURL(/\/links\/[0-9a-f-]{36}/)
  await page.getByText('Change where it leads').click()
  await page.getByLabel('A text to pass on · English').fill('Three minutes about our water:')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('main').getByText('Saved', { exact: true }).waitFor()
  await page.getByText('Add ways').first().click()
  await page.getByLabel('Names, one a line').fill('Wave one\nWave two')
  await page.getByRole('button', { name: 'Add ways' }).click()
  await page.getByText('Wave two').first().waitFor()
  await fine(page)
  const link = page.url()
  const passOn = await page.getByRole('link', { name: /^Page to pass it on\s*: Wave one$/ }).getAttribute('href')

  const volunteer = await openPage(browser, served, { width: 360, height: 740, script: false })
  await volunteer.goto(passOn!)
  const sms = await volunteer.getByRole('link', { name: 'Send by SMS' }).getAttribute('href')
  expect(decodeURIComponent(sms!)).toMatch(/^sms:\?body=Three minutes about our water: http.*\/water-now\/l\/\w{6}$/)
  expect((await volunteer.content()).length).toBeLessThan(30_000)
  await volunteer.goto(passOn!.replace('/pass-on', ''))
  expect(new URL(volunteer.url()).pathname).toBe('/water-now')
  expect(await volunteer.context().cookies()).toEqual([])
  // A browser without a head says so, and counts as a preview.
  await fetch(served.url + passOn!.replace('/pass-on', ''), { redirect: 'manual', headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 13) Mobile' } })
  await expect.poll(async () => (await page.goto(link), page.getByText('1 tap').count())).toBeGreaterThan(0)
  await page.goto('/water-now/l/zzzzzz')
  await page.getByText('There is no such link').first().waitFor()
  await fine(page)
})

test('a trial says which wording did better, or that it cannot say', async () => {
  const page = await openPage(browser, served, { person: nadia })
  await page.goto('/water-now/links')
  await page.getByRole('link', { name: film }).click()
  await page.getByText('Begin a trial').first().click()
  await page.getByLabel('What you want to find out').fill('Figures or a face')
  await page.getByLabel('The wordings, with an empty line between them').fill('Ask for the figures.\n\nMarta carries water. Ask why.')
  await page.getByRole('button', { name: 'Begin a trial' }).click()
  await page.waitForURL(/\/trials\/[0-9a-f-]{36}/)
  await page.getByLabel('Names, one a line').fill('Ana\nBruno\nClara')
  await page.getByRole('button', { name: 'Give out wordings' }).click()
  await page.getByText('Clara').waitFor()
  await fine(page)
  const arabic = await openPage(browser, served, { person: nadia, width: 360, height: 740, language: 'ar', dark: true })
  await arabic.goto(new URL(page.url()).pathname)
  await fine(arabic)
})

test('a petition is made, signed on a phone without a script, confirmed from the mail and taken back', async () => {
  const key = `figures-${(tries += 1)}`
  const page = await openPage(browser, served, { person: nadia })
  await page.goto('/water-now/actions')
  await fine(page)
  await page.getByLabel('Title').fill('Publish the figures of our water')
  await page.getByLabel('Address').fill(key)
  await page.getByRole('button', { name: 'Make an action' }).click()
  await page.waitForURL(/\/actions\/[0-9a-f-]{36}/)
  await page.getByLabel('What it asks, and why').first().fill('Every household has a right to know what it drinks.')
  await page.getByLabel('Goal, in people').fill('100')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('main').getByText('Saved', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Open it to everybody' }).click()
  await page.getByText('The public page').waitFor()
  await fine(page)

  const signer = await openPage(browser, served, { width: 360, height: 740, script: false })
  const phone = await openPage(browser, served, { width: 360, height: 740 })
  await phone.goto(`/water-now/act/${key}`)
  await fine(phone)
  expect((await phone.content()).length).toBeLessThan(30_000)
  await signer.goto(`/water-now/act/${key}`)
  await signer.getByLabel('Your name').fill('Amal Haddad')
  await signer.getByLabel('Your e-mail address').fill('amal@example.org')
  await signer.getByLabel('My name may stand on this page').check()
  served.clock.pass(5_000)
  await signer.getByRole('button', { name: 'Sign' }).click()
  await signer.getByText('Look at your mail').waitFor()
  const campaign = (await served.house.db.row<{ id: string }>(`select id from campaign where slug = 'water-now'`))!
  await sendDue(served.house, campaign.id, accountsOf(served.house))
  // The house sends by itself too: whoever was first.
  const own = new RegExp(`http\\S+/act/${key}/mine/\\S+`)
  await expect.poll(() => mail.arrived.some((one) => own.test(one.text!))).toBe(true)
  const mine = mail.arrived.flatMap((one) => own.exec(one.text!)?.[0] ?? [])[0]!
  await phone.goto(mine)
  await fine(phone)
  await signer.goto(mine)
  await signer.getByRole('button', { name: 'Yes, I sign' }).click()
  await signer.getByText('You have signed').waitFor()
  await signer.goto(`/water-now/act/${key}`)
  await signer.getByText('1 person has signed').first().waitFor()
  expect(await signer.getByText('Amal Haddad').count()).toBe(1)
  const arabic = await openPage(browser, served, { width: 360, height: 740, language: 'ar', dark: true })
  await arabic.goto(`/water-now/act/${key}`)
  await fine(arabic)
  await signer.goto(mine)
  await signer.getByRole('button', { name: 'Take my signature back' }).click()
  await signer.getByText('Your signature is gone').waitFor()
  await signer.goto(`/water-now/act/${key}`)
  expect(await signer.getByText('Amal Haddad').count()).toBe(0)
})
