/** From any page to any other: by mouse, key and thumb, without a script, in either direction of reading. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
const conrad = { email: 'conrad@example.org', password }
const vera = { email: 'vera@example.org', password }

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  await addCampaign(served.house, { slug: 'ferries', name: 'The ferries of the eastern harbour', organisation: 'Harbour Watch', languages: ['en', 'ar'] })
  await addUser(served.house, { ...conrad, name: 'Conrad', role: 'coordinator', campaign: 'ferries' })
  await addUser(served.house, { ...vera, name: 'Vera', role: 'volunteer', campaign: 'ferries' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const seen = (page: Page) => page.locator('header nav a:visible').allInnerTexts()

test.each([true, false])('wide: a group opens, leads on and is marked; one press beside it closes it (script: %s)', async (script) => {
  const page = await openPage(browser, served, { person: conrad, script })
  await page.goto('/ferries/desk')
  await expect.poll(() => seen(page)).toEqual(['Desk'])
  expect(await page.locator('header nav [aria-current]').innerText()).toBe('Desk')
  await page.click('header nav button:has-text("What happened")')
  await expect.poll(() => seen(page)).toEqual(['Desk', 'Incidents', 'Alarms', 'Referrals'])
  await page.mouse.click(600, 700)
  await expect.poll(() => seen(page)).toEqual(['Desk'])
  await page.click('header nav button:has-text("What happened")')
  await page.click('header nav a:has-text("Incidents")')
  await page.waitForURL('**/ferries/incidents')
  await expect.poll(() => seen(page)).toEqual(['Desk'])
  await expect.poll(() => page.locator('header nav button[aria-current]').innerText()).toBe('What happened')
  await page.goto('/ferries/room/quality')
  await page.click('header nav button[aria-current]')
  await expect.poll(() => page.locator('header nav ul [aria-current]').allInnerTexts()).toEqual(['Agreement'])
  await page.context().close()
})

test('by keyboard: a group opens by Enter, Tab goes into it, Escape closes it and gives the focus back', async () => {
  const page = await openPage(browser, served, { person: conrad })
  await page.goto('/ferries/incidents')
  const opener = page.locator('header nav button:has-text("Collect")')
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.locator('header nav a:focus').innerText()).toBe('Type in')
  await page.keyboard.press('Escape')
  await expect.poll(() => seen(page)).toEqual(['Desk'])
  expect(await opener.evaluate((button) => button.matches(':focus'))).toBe(true)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ferries/sheet')
  await page.context().close()
})

test.each([['en', true], ['ar', true], ['en', false]] as const)('on a phone one button shows every place within reach of a thumb (%s, script: %s)', async (language, script) => {
  const page = await openPage(browser, served, { person: conrad, width: 360, height: 780, language, script })
  await page.goto('/ferries/incidents')
  await expect.poll(() => seen(page)).toEqual([])
  expect(await scrollsSideways(page)).toBe(false)
  await page.click('header > button')
  await expect.poll(async () => (await seen(page)).length).toBeGreaterThan(20)
  expect(await page.locator('header nav a[aria-current=page]').count()).toBe(1)
  for (const link of await page.locator('header nav a').all()) expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  if (script) expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await page.locator('header nav > button').click()
  await expect.poll(() => seen(page)).toEqual([])
  await page.click('header > button')
  await page.click('header nav a[href="/ferries/alarms"]')
  await page.waitForURL('**/ferries/alarms')
  await expect.poll(() => seen(page)).toEqual([])
  await page.context().close()
})

test.each(['en', 'ar', 'fr', 'es'] as const)('wide, the line holds all groups, and an open one lies within the window and is clean for axe (%s)', async (language) => {
  const page = await openPage(browser, served, { person: conrad, language, width: 1360 })
  await page.goto('/ferries/incidents')
  expect([(await page.locator('header').boundingBox())!.height, await scrollsSideways(page)]).toEqual([49, false])
  for (const opener of [...(await page.locator('header nav button:visible').all()), page.locator('header button[popovertarget=person]')]) {
    await opener.click()
    const list = (await page.locator('header ul:popover-open').boundingBox())!
    const button = (await opener.boundingBox())!
    expect([list.x >= 0, list.x + list.width <= 1360, Math.abs(list.y - button.y - button.height) < 12]).toEqual([true, true, true])
    // It hangs from its button: on the side from which one reads.
    expect(Math.min(Math.abs(list.x - button.x), Math.abs(list.x + list.width - button.x - button.width))).toBeLessThan(2)
  }
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()
})

test('a volunteer sees where they may go, and a group of one is its link', async () => {
  const page = await openPage(browser, served, { person: vera })
  await page.goto('/ferries/desk')
  await expect.poll(() => seen(page)).toEqual(['Desk', 'Questions'])
  const groups = await page.locator('header nav button:visible').allInnerTexts()
  expect(groups).toEqual(expect.arrayContaining(['What happened', 'Collect']))
  expect(groups.filter((name) => ['Room', 'Settings'].includes(name))).toEqual([])
  await page.click('header button[popovertarget=person]')
  const own = await page.locator('header .end ul a').allInnerTexts()
  expect(own).toEqual(expect.arrayContaining(['Notes for you', 'Saved searches', 'Practice', 'Publish']))
  expect(own.at(-1)).toBe('Sign out')
  await page.context().close()
})
