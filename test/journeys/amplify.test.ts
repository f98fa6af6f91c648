/** Posts worth repeating and the press kit, in a real browser: on a telephone, without a script, in Arabic, and by whoever writes about it. */
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
const person = (name: string) => ({ email: `${name}@example.org`, password })

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  await addCampaign(served.house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'], languages: ['en', 'ar'] })
  for (const [name, role] of [['amal', 'coordinator'], ['lucia', 'volunteer']] as const) await addUser(served.house, { email: `${name}@example.org`, name, role, campaign: 'water-now', password })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test('on a telephone without a script: a post is put on, and is one tap away; STOP takes it out of sight', async () => {
  const amal = await openPage(browser, served, { person: person('amal'), width: 360, height: 740, script: false })
  await amal.goto('/water-now/amplify')
  await amal.getByText('Nothing is on the list today').waitFor()
  await amal.locator('summary', { hasText: 'Put a post on the list' }).click()
  await amal.getByLabel('Address of the post').fill('https://twitter.com/lucia/status/1790000000000000001?s=20')
  await amal.getByLabel('Why it is worth repeating today').fill('The first who says it with a photo')
  await amal.getByLabel('Spread over').selectOption('0')
  await amal.getByRole('button', { name: 'Put it on' }).click()
  await amal.getByText('It is on the list.').waitFor()
  expect(await scrollsSideways(amal)).toBe(false)

  const lucia = await openPage(browser, served, { person: person('lucia'), width: 360, height: 740, script: false })
  await lucia.goto('/water-now/amplify')
  const repost = lucia.getByRole('link', { name: 'Repost on X' })
  // Without asking X for anything: the answer leads there.
  const answer = await lucia.request.get((await repost.getAttribute('href'))!, { maxRedirects: 0 })
  expect([answer.status(), answer.headers()['location']]).toEqual([303, 'https://x.com/intent/retweet?tweet_id=1790000000000000001'])
  await lucia.goto('/water-now/amplify')
  await lucia.getByText('You have repeated what there is').waitFor()
  await amal.goto('/water-now/publications')
  await amal.getByRole('button', { name: 'STOP everything' }).click()
  await lucia.goto('/water-now/amplify')
  await lucia.getByText('Everything is held back now').waitFor()
  expect(await lucia.getByRole('link', { name: 'Repost on X' }).count()).toBe(0)
  await amal.goto('/water-now/publications')
  await amal.getByRole('button', { name: 'Let it leave again' }).click()
})

test('the press kit is written, shown, read and downloaded; in Arabic from right to left, and lighter than 30 KB', async () => {
  const amal = await openPage(browser, served, { person: person('amal') })
  await amal.goto('/water-now/press/edit')
  await amal.locator('summary', { hasText: 'Add a fact' }).click()
  await amal.getByLabel('The fact (English)').fill('Street nine had water on 3 of 40 days.')
  await amal.getByLabel('The fact (العربية)').fill('كان الماء في الشارع التاسع 3 أيام من 40.')
  await amal.getByLabel('Where it is from').fill('Count of the residents’ board')
  await amal.locator('form', { has: amal.getByLabel('The fact (English)') }).getByRole('button', { name: 'Add it' }).click()
  await amal.getByText('Count of the residents’ board').waitFor()
  await amal.locator('summary', { hasText: 'Add a picture' }).click()
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#2b6' } }).jpeg().toBuffer()
  const pictures = amal.locator('form', { has: amal.getByLabel('A picture from this device') })
  await pictures.getByLabel('A picture from this device').setInputFiles({ name: 'bucket.jpg', mimeType: 'image/jpeg', buffer: photo })
  await pictures.getByLabel('What can be seen (English)').fill('A row of empty buckets')
  await pictures.getByLabel('Whom to credit').fill('River Watch')
  await pictures.getByRole('button', { name: 'Add it' }).click()
  await amal.getByRole('img', { name: 'A row of empty buckets' }).waitFor()
  await amal.locator('summary', { hasText: 'Add a contact' }).click()
  await amal.getByLabel('Who it is (English)').fill('Amal Haddad, spokesperson')
  await amal.getByLabel('Telephone', { exact: true }).fill('+503 2222 1111')
  const contacts = amal.locator('form', { has: amal.getByLabel('Who it is (English)') })
  await contacts.getByRole('button', { name: 'Add it' }).click()
  await amal.getByText('has not agreed to this wording').waitFor()
  await contacts.getByLabel('They have agreed').check()
  await contacts.getByRole('button', { name: 'Add it' }).click()
  await amal.getByText('agreed, says amal').waitFor()
  expect((await amal.request.get('/water-now/press')).status()).toBe(404)
  await amal.getByRole('button', { name: 'Show the page' }).click()
  await amal.getByText('Everybody can read it.').waitFor()
  expect([await faultsOf(amal), await scrollsSideways(amal)]).toEqual([[], false])

  const reader = await openPage(browser, served, { width: 360, height: 740, language: 'ar', dark: true, script: false })
  await reader.goto('/water-now')
  await reader.getByRole('link', { name: 'للصحافة: جهات اتصال ووقائع وصور' }).click()
  await reader.getByText('كان الماء في الشارع التاسع 3 أيام من 40.').waitFor()
  expect(await reader.locator('html').getAttribute('dir')).toBe('rtl')
  expect(await scrollsSideways(reader)).toBe(false)
  const page = await reader.request.get('/water-now/press')
  expect([Buffer.byteLength(await page.text()) < 30_000, (await page.text()).includes('<script')]).toEqual([true, false])
  const file = await reader.request.get((await reader.getByRole('link', { name: /تنزيل/ }).getAttribute('href'))!)
  expect([file.status(), file.headers()['content-type'], (await sharp(await file.body()).metadata()).width]).toEqual([200, 'image/jpeg', 900])
})

test.each([['lucia', '/water-now/amplify'], ['amal', '/water-now/amplify'], ['amal', '/water-now/press/edit'], [undefined, '/water-now/press']] as const)('to %s %s is whole on a telephone, in Arabic and in the dark', async (name, path) => {
  const page = await openPage(browser, served, { ...(name ? { person: person(name) } : {}), language: 'ar', width: 360, height: 740, dark: true })
  await page.goto(path)
  await page.locator('main').evaluate((main: any) => main.querySelectorAll('details').forEach((one: any) => (one.open = true)))
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})
