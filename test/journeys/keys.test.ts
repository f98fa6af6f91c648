/** Single keys of one's own: changed in the sheet that shows them, refused where they clash, and drawn on every button. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { picture } from '../harness/looks.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(served.house, founded.campaign, Array.from({ length: 12 }, (_, at) => ({ channel: 'paper', externalId: `k${at}`, text: sentence(at), language: 'en' })))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function desk(who: string, visit: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: founded.people.find((one) => one.email.startsWith(who))!, ...visit })
  open.push(page)
  await page.goto('/let-it-be-known/desk')
  await page.locator('footer .live:not(.off)').waitFor()
  return page
}

const changes = async (page: Page) => {
  await page.keyboard.press('?')
  await page.getByRole('button', { name: 'Change keys' }).click()
}
const leaves = (page: Page) => page.locator('dialog').getByRole('button', { name: 'Close' }).click()

test('a key is changed, stands on its button and in the footer, and does what it says; also on the next device', async () => {
  const page = await desk('lucia')
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  await changes(page)
  await page.getByLabel('discard', { exact: true }).press('d')
  await expect.poll(() => page.getByLabel('discard', { exact: true }).inputValue()).toBe('D')
  await picture(page, 'keys', { fullPage: false })
  await leaves(page)
  await expect.poll(() => page.getByRole('button', { name: 'Discard' }).last().getAttribute('aria-keyshortcuts')).toBe('D')
  await expect.poll(() => page.locator('footer').innerText()).toMatch(/D\s+discard/)
  await page.locator('body').press('x')
  expect(await page.locator('#pane-discard:popover-open').count()).toBe(0)
  const other = await desk('lucia')
  await other.locator('.row').first().click()
  await other.locator('#main').waitFor()
  await page.locator('body').press('d')
  await page.getByRole('button', { name: 'Advertising' }).click()
  await page.locator('.undo').getByText('Discarded: Advertising.').waitFor()
  await changes(other)
  await expect.poll(() => other.getByLabel('discard', { exact: true }).inputValue()).toBe('D')
  await other.getByRole('button', { name: 'All keys as they were at first' }).click()
  await expect.poll(() => other.getByLabel('discard', { exact: true }).inputValue()).toBe('X')
})

test('a key that does something else is refused in a sentence that says what; nothing is changed; a field is emptied by Backspace', async () => {
  const page = await desk('samir')
  await changes(page)
  await page.getByLabel('discard', { exact: true }).press('p')
  await page.getByText('P already does “place”. Give that another key first, or press a different one here.').waitFor()
  expect(await page.getByLabel('discard', { exact: true }).inputValue()).toBe('X')
  await picture(page, 'keys-clash', { fullPage: false })
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('place', { exact: true }).press('Backspace')
  await expect.poll(() => page.getByLabel('place', { exact: true }).inputValue()).toBe('')
  await page.getByLabel('discard', { exact: true }).press('p')
  await expect.poll(() => page.getByLabel('discard', { exact: true }).inputValue()).toBe('P')
  await page.getByLabel('Water', { exact: true }).press('ArrowLeft')
  await page.getByText('This cannot be a single key.').waitFor()
  await page.getByRole('button', { name: 'All keys as they were at first' }).click()
  await expect.poll(() => page.getByLabel('place', { exact: true }).inputValue()).toBe('P')
})

test('a letter chooses an issue area when its person wants it so; all rest while one types, and when they are switched off', async () => {
  const page = await desk('maelle')
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  await changes(page)
  await page.getByLabel('Schools', { exact: true }).press('c')
  await expect.poll(() => page.getByLabel('Schools', { exact: true }).inputValue()).toBe('C')
  await leaves(page)
  await page.locator('body').press('c')
  await expect.poll(() => page.getByRole('radio', { name: 'Schools' }).isChecked()).toBe(true)
  await page.locator('body').press('1')
  await expect.poll(() => page.getByRole('radio', { name: 'Schools' }).isChecked()).toBe(false)
  await page.keyboard.press('n')
  await page.keyboard.type('c x u')
  expect(await page.locator('textarea[name=note]').inputValue()).toBe('c x u')
  expect(await page.getByRole('radio', { name: 'Schools' }).isChecked()).toBe(false)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByLabel('Switch single keys off').check()
  await page.locator('footer', { hasText: 'Single keys are off' }).waitFor({ state: 'attached' })
  await leaves(page)
  await page.locator('body').press('c')
  expect(await page.getByRole('radio', { name: 'Schools' }).isChecked()).toBe(false)
  // Nothing shows a key that does nothing.
  await expect.poll(() => page.locator('.right kbd').allInnerTexts()).toEqual(['Enter'])
})

test.each([['en', false], ['ar', true]] as const)('the sheet of keys has no fault for axe and fits a narrow window (%s)', async (language, dark) => {
  const page = await desk('edwin', { language, dark, width: 760, height: 900 })
  await page.keyboard.press('?')
  await page.locator('dialog .tools button').click()
  await page.locator('dialog input.key').first().waitFor()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await picture(page, `keys-${language}`, { fullPage: false })
})
