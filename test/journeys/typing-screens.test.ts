/** The screens on which people type in: clean for axe, and no wider than a narrow telephone. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { makeCollectors } from '#sheet/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { password } from '../harness/office.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let browser: Browser
let link = ''
const cora = { email: 'cora@example.org', password }

beforeAll(async () => {
  served = await serveTestHouse()
  browser = await openBrowser()
  const campaign = await addCampaign(served.house, { slug: 'wells', name: 'Open wells', organisation: 'River Watch', hashtags: ['OpenWells'], areas: 'starting' })
  await addUser(served.house, { ...cora, name: 'Cora', role: 'coordinator', campaign: 'wells' })
  const [made] = await makeCollectors(served.house, await signedIn(served.house, cora), campaign, { collectors: [{ label: 'Marisol', place: 'Law faculty' }], days: 7, cap: 100 })
  link = made!.link
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test.each([['en', 1360], ['en', 360], ['ar', 360]] as const)('sheet, collectors and the page of a collector (%s, %i wide)', async (language, width) => {
  const page = await openPage(browser, served, { person: cora, language, width, height: 780 })
  const faults = async () => [await faultsOf(page), await scrollsSideways(page)]
  await page.goto('/wells/sheet')
  const note = page.locator(width > 720 ? 'ol textarea' : '#note').first()
  await note.fill('Who decides which street gets the tanker?')
  expect(await faults()).toEqual([[], false])
  await page.goto('/wells/collectors')
  await page.fill('[name=who]', 'Ana Ruiz; National University of the East')
  await page.locator('main form button').first().click()
  await page.locator('article svg[role=img]').waitFor()
  expect(await faults()).toEqual([[], false])
  await page.goto(link)
  await page.fill('#note', 'Who decides which street gets the tanker?')
  expect(await faults()).toEqual([[], false])
})
