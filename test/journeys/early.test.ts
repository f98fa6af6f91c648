/** What somebody does before a page has come alive is not undone by it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
const conrad = { email: 'conrad@example.org', password }

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  await addCampaign(served.house, { slug: 'ferries', name: 'Ferries', organisation: 'Harbour Watch', areas: 'starting' })
  await addUser(served.house, { ...conrad, name: 'Conrad', role: 'coordinator', campaign: 'ferries' })
  await addUser(served.house, { email: 'vera@example.org', name: 'Vera', role: 'volunteer', campaign: 'ferries', password })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test.each([['/ferries/settings', '#areas summary'], ['/ferries/people', '#groups summary'], ['/ferries/alarms', 'main summary'], ['/ferries/desk', 'summary:has-text("read")']])(
  'on %s what was opened before the page came alive stays open', async (path, summary) => {
    const page = await openPage(browser, served, { person: conrad })
    let alive = () => {}
    const wait = new Promise<void>((resolve) => (alive = resolve))
    await page.route('**/_app/**/*.js', async (route) => {
      await wait
      await route.continue()
    })
    await page.goto(path, { waitUntil: 'commit' })
    const details = page.locator(summary).first().locator('xpath=..')
    await page.locator(summary).first().click()
    expect(await details.getAttribute('open')).not.toBeNull()
    alive()
    await page.locator('html[data-alive]').waitFor()
    expect(await details.getAttribute('open')).not.toBeNull()
    await page.context().close()
  })

test.each([
  ['as the server drew it', '/ferries/tactics/new', 'select[name=kind]', undefined],
  ['bound to what the page knows', '/ferries/import', 'select[name=format]', undefined],
  ['followed by the page', '/ferries/desk', 'select[name=order]', /order=/],
] as const)('what was chosen from a list before the page came alive stays chosen (%s)', async (_, path, select, leads) => {
  const page = await openPage(browser, served, { person: conrad })
  let alive = () => {}
  const wait = new Promise<void>((resolve) => (alive = resolve))
  await page.route('**/_app/**/*.js', async (route) => {
    await wait
    await route.continue()
  })
  await page.goto(path, { waitUntil: 'commit' })
  const list = page.locator(select).first()
  const other = await list.locator('option').last().getAttribute('value')
  await list.selectOption({ index: (await list.locator('option').count()) - 1 })
  const chosen = await list.inputValue()
  expect(other === null || chosen === other).toBe(true)
  alive()
  await page.locator('html[data-alive]').waitFor()
  if (leads) await page.waitForURL(leads)
  expect(await list.inputValue()).toBe(chosen)
  await page.context().close()
})

test('no screen says of a thing that opens that it is closed', () => {
  const src = resolve(import.meta.dirname, '../../src')
  const files = readdirSync(src, { recursive: true }).map(String).filter((path) => path.endsWith('.svelte'))
  const wrong = files.filter((path) => /<details[^>]*\s(bind:)?(open=\{|\{open\})/.test(readFileSync(join(src, path), 'utf8')))
  expect(wrong).toEqual([])
})
