/** Somebody who has never seen Clamor: from the one-time link to the first published incident, on a telephone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstLink } from '#person/index.ts'
import { campaignBySlug } from '#campaign/index.ts'
import { foldAll } from '#statement/index.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { fine, picture } from '../harness/looks.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
const phone: Visit = { width: 360, height: 740 }

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const leftOf = (page: Page) => page.locator('ol > li:not(.done) :is(a, b)').allInnerTexts()

test('from the one-time link to the first published incident', async () => {
  const page = await openPage(browser, served, phone)
  await page.goto((await firstLink(served.house))!)
  for (const [name, text] of Object.entries({ organisation: 'Ferry Watch', name: 'Mirela', email: 'mirela@example.org', password })) await page.fill(`[name=${name}]`, text)
  await fine(page, '1-first')
  await page.locator('main button.filled').click()
  await page.waitForURL(`${served.url}/`)
  await page.fill('[name=name]', 'Ferries for all')
  await page.fill('[name=slug]', 'ferries')
  await fine(page, '2-campaign')
  await page.locator('main button.filled').click()

  // The empty desk says where posts come from, and what makes a campaign ready.
  await page.waitForURL('**/ferries/desk')
  await page.getByText('Nothing has come in yet').waitFor()
  await fine(page, '3-empty-desk')
  await page.getByText('About this screen').click()
  await page.getByText('decide what becomes of it').waitFor()
  await picture(page, '4-about')
  await page.getByText('About this screen').click()
  expect(await leftOf(page)).toEqual(expect.arrayContaining(['Write down the goal', 'Ask a question', 'Bring in the first posts']))
  expect(await leftOf(page)).not.toContain('Name the issue areas')

  await page.getByRole('link', { name: 'Ask a question' }).first().click()
  await page.waitForURL('**/settings**')
  await page.fill('[name=question]', 'When does the ferry not come?')
  await page.fill('[name=goal]', 'The ferry keeps its timetable by the spring.')
  await page.fill('[name=hashtags]', 'OurFerry')
  await page.locator('main button.filled').first().click()
  await page.getByText('Kept. It holds from now on.').first().waitFor()
  await fine(page, '5-settings')

  // A stranger tells something.
  const stranger = await openPage(browser, served, { ...phone, script: false })
  await stranger.goto('/ferries/tell')
  served.clock.pass(5_000)
  await stranger.fill('[name=text]', 'At six this morning the ferry left forty of us standing on the quay in the rain.')
  await stranger.check('[name=quote]')
  await stranger.locator('main button.filled').click()
  await stranger.getByText('Write down this code').waitFor()
  await picture(stranger, '6-told')
  await foldAll(served.house, (await campaignBySlug(served.house.db, 'ferries'))!.id)

  await page.goto('/ferries/desk')
  await fine(page, '7-desk')
  await page.getByRole('button', { name: 'Take next' }).click()
  await page.getByText('Yours for').waitFor()
  await fine(page, '8-statement')
  await page.getByRole('button', { name: 'Incident', exact: true }).click()
  await picture(page, '9-incident-pane')
  await page.fill('[name=title]', 'A ferry leaves forty people behind')
  await picture(page, '10-worded')
  await page.locator(':popover-open button.filled, :popover-open button[type=submit]').last().click()
  await page.locator('.undo').getByText('incident', { exact: false }).waitFor()
  await picture(page, '11-done')

  // Everybody can read it, once the ten seconds are over.
  served.clock.pass(15_000)
  await stranger.goto('/ferries/map')
  await stranger.getByText('A ferry leaves forty people behind').first().waitFor()
  await picture(stranger, '12-public')

  await page.goto('/ferries/first-day')
  await fine(page, '13-first-day')
  const left = await leftOf(page)
  for (const done of ['Write down the goal', 'Ask a question', 'Set a hashtag', 'Bring in the first posts', 'Decide the first statement', 'Publish the first incident']) expect(left, 'ticked by itself').not.toContain(done)
  expect(left).toContain('Invite two people')
  await page.getByRole('button', { name: 'We pass links on ourselves' }).click()
  await expect.poll(() => leftOf(page)).not.toContain('Try the mail, or pass links on yourselves')
  await page.goto('/ferries/room')
  await page.getByText('First day:').waitFor()
  await fine(page, '14-room')
  await page.getByRole('button', { name: 'Put away' }).click()
  await page.getByText('First day:').waitFor({ state: 'detached' })

  // The same in Arabic, from the right.
  await page.goto('/ferries/first-day?lang=ar')
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  await fine(page, '15-first-day-ar')
  await page.goto('/ferries/card')
  await fine(page, '16-card-ar')
  await page.goto('/ferries/rehearsal')
  await fine(page, '18-rehearsal-ar')
  await page.setViewportSize({ width: 1360, height: 850 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/ferries/desk')
  await fine(page, '19-desk-ar-dark')

  // A language of their own, spoken by the server and by the page that is alive.
  await page.goto('/ferries/languages?lang=en')
  await page.fill('[name=tag]', 'sw')
  await page.fill('[name=ownName]', 'Kiswahili')
  await page.selectOption('[name=fallback]', 'en')
  await page.getByRole('button', { name: 'Add this language' }).click()
  await page.waitForURL('**/languages/sw')
  await page.setInputFiles('[name=file]', { name: 'sw.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify({ 'house.group.desk': 'Meza', 'desk.queueCount': 'Foleni {count, number}', 'house.nav.tell': 'Tuambie', 'welcome.card.rules': 'Kanuni tano', 'desk.take': 'Chukua {' })) })
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await page.getByText('4 texts were taken').waitFor()
  await page.getByText('The braces do not fit together').waitFor()
  await fine(page, '20-language')
  // Each process hears of new words a moment later.
  await expect.poll(async () => (await stranger.goto('/ferries?lang=sw'), [await stranger.locator('html').getAttribute('lang'), await stranger.getByRole('link', { name: 'Tuambie' }).count() > 0])).toEqual(['sw', true])
  const cards = await page.request.get('/ferries/card/sw.pdf')
  expect([cards.status(), (await cards.body()).subarray(0, 5).toString()]).toEqual([200, '%PDF-'])
  await page.goto('/ferries/first-day?lang=sw')
  await page.getByRole('link', { name: 'Decide the first statement' }).click()
  await page.getByText('Foleni 0').waitFor()
  await picture(page, '21-desk-sw')

  // A rehearsal, played, looked at and wiped.
  await page.goto('/ferries/rehearsal?lang=en')
  await page.fill('[name=posts]', '20')
  await page.fill('[name=speed]', '60')
  await page.getByRole('button', { name: 'Play it' }).click()
  const desk = page.getByRole('link', { name: 'To the desk of the copy' })
  await desk.waitFor()
  await fine(page, '22-rehearsal')
  const copy = (await desk.getAttribute('href'))!
  expect((await stranger.goto(copy.replace('/desk', '/tell')))!.status()).toBe(404)
  await desk.click()
  await page.getByText('This is a rehearsal.').waitFor()
  await fine(page, '23-copy')
  await page.getByRole('link', { name: 'To the campaign' }).click()
  await page.getByRole('button', { name: 'End it and write the report' }).click()
  await page.getByRole('heading', { name: 'What would have failed' }).waitFor({ timeout: 60_000 })
  await page.getByText('Never took a statement: Mirela.').waitFor()
  await page.getByRole('button', { name: 'Play it' }).waitFor({ timeout: 60_000 })
  await fine(page, '24-report')
  expect((await page.goto(copy))!.status()).toBe(404)
  await Promise.all([page, stranger].map((one) => one.context().close()))
})
