import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(served.house, founded.campaign, [
    ...Array.from({ length: 14 }, (_, at) => ({ channel: 'paper', externalId: `p${at}`, text: sentence(at), language: 'en' })),
    { channel: 'x', externalId: 'arabic', text: 'انقطعت المياه عن حيّنا منذ تسعة أيام والصهريج لا يقف إلا أمام بيت العمدة', language: 'ar' },
  ])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
beforeEach(async () => {
  served.clock.pass(20 * 60_000)
  await served.house.db.rows(`update statement set state = 'waiting', version = version + 1, group_id = null where campaign_id = $1 and state = 'held'`, [founded.campaign.id])
  await served.house.db.rows(`delete from claim where campaign_id = $1`, [founded.campaign.id])
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

async function visit(who: string, path: string, how: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: founded.people.find((one) => one.email.startsWith(who))!, ...how })
  open.push(page)
  await page.goto(`/let-it-be-known${path}`)
  if (path.startsWith('/desk') && how.script !== false) await page.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  return page
}

const statementOf = (page: Page) => new URL(page.url()).searchParams.get('open')

async function takes(page: Page): Promise<string> {
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  return statementOf(page)!
}

test('who else looks is seen at once, and is gone at once when they go on, leave or lose the line', async () => {
  const lucia = await visit('lucia', '/desk')
  await lucia.locator('.row').first().click()
  await lucia.getByText('nobody holds it').waitFor()
  const id = statementOf(lucia)!
  const samir = await visit('samir', `/desk?open=${id}`)
  await lucia.getByText('Samir Benhadj is looking').waitFor()
  await samir.getByText('Lucía Ferrán is looking').waitFor()
  await samir.keyboard.press('j')
  await lucia.getByText('Samir Benhadj is looking').waitFor({ state: 'hidden' })
  await samir.keyboard.press('k')
  await lucia.getByText('Samir Benhadj is looking').waitFor()
  await samir.goto('/let-it-be-known/incidents')
  await lucia.getByText('Samir Benhadj is looking').waitFor({ state: 'hidden' })
  // A browser that dies says no word; its line does.
  const maelle = await visit('maelle', `/desk?open=${id}`)
  await lucia.getByText('Maëlle Corvain is looking').waitFor()
  await maelle.context().close()
  open.splice(open.indexOf(maelle), 1)
  await lucia.getByText('Maëlle Corvain is looking').waitFor({ state: 'hidden' })
  expect(await lucia.getByText('nobody holds it').isVisible()).toBe(true)
})

test('handed on to a person with a note it is theirs at once, and one key takes it back', async () => {
  const [lucia, samir] = await Promise.all([visit('lucia', '/desk'), visit('samir', '/desk?tab=mine')])
  const id = await takes(lucia)
  await lucia.keyboard.press('g')
  await lucia.getByRole('textbox', { name: 'A note that goes along' }).fill('The meter reader is your neighbour')
  await lucia.getByLabel('To a person').selectOption({ label: 'Samir Benhadj' })
  await lucia.locator('#pane-on').getByRole('button', { name: 'Hand on' }).click()
  await lucia.locator('.undo').getByText('Handed on to Samir Benhadj.').waitFor()
  await samir.locator('.row').waitFor()
  await samir.locator('.row').click()
  await samir.getByText('Yours for').waitFor()
  expect(statementOf(samir)).toBe(id)
  await samir.getByText('The meter reader is your neighbour').waitFor()
  // The ten seconds of the house stand still; those on her screen do not, and begin anew with it.
  await lucia.reload()
  await lucia.locator('.undo button').waitFor()
  await lucia.keyboard.press('u')
  await lucia.waitForURL(new RegExp(id))
  await lucia.getByText('Yours for').waitFor()
})

test('a coordinator makes a group; what is handed on to it waits under "My groups" until one takes it', async () => {
  const edwin = await visit('edwin', '/people')
  await edwin.getByText('Make a group').click()
  const form = edwin.locator('#groups form').last()
  await form.getByLabel('Name of the group').fill('Water lawyers')
  await form.getByLabel('Samir Benhadj').check()
  await form.getByRole('button', { name: 'Make it' }).click()
  await edwin.getByText('The groups are saved.').waitFor()

  const lucia = await visit('lucia', '/desk')
  const id = await takes(lucia)
  await lucia.keyboard.press('g')
  await lucia.getByRole('button', { name: 'Water lawyers' }).click()
  await lucia.locator('.undo').getByText('Handed on to Water lawyers.').waitFor()
  expect(await lucia.getByText('My groups').count()).toBe(0)
  const samir = await visit('samir', '/desk?tab=groups')
  await samir.getByText('My groups 1').waitFor()
  expect(await takes(samir)).toBe(id)
  await edwin.reload()
  await edwin.locator('#groups').getByText('nothing waits').waitFor()
})

test('who says what they read gets only that, and is told what waits for others', async () => {
  const page = await visit('maelle', '/desk?q=بيت')
  await page.locator('.row').waitFor()
  await page.getByText('You read every language').click()
  await page.getByRole('checkbox', { name: 'Arabic' }).uncheck()
  await page.getByRole('button', { name: 'Give me only these' }).click()
  await page.getByText('Nothing waits for you.').waitFor()
  await page.getByText('1 statement waits for somebody else: 1 in Arabic.').waitFor()
  await page.getByRole('link', { name: 'Show them all' }).click()
  await page.locator('.row').waitFor()
  expect(await page.getByLabel('For whom').inputValue()).toBe('all')
})

test('what somebody can do is set under People; on a telephone, in Arabic and for axe nothing is wrong', async () => {
  const edwin = await visit('edwin', '/people')
  await edwin.locator('li', { hasText: 'lucia@example.org' }).getByRole('link').first().click()
  await edwin.waitForURL(/\/people\/[^/]+$/)
  const lucia = edwin.locator('main')
  await lucia.locator('summary', { hasText: 'Can do' }).click()
  await lucia.getByRole('radio', { name: 'new' }).check()
  await lucia.getByRole('checkbox', { name: 'French' }).uncheck()
  await lucia.getByRole('button', { name: 'Save: Lucía Ferrán' }).click()
  await edwin.getByText('Saved. What they take next fits it.').waitFor()
  await lucia.getByText(/new and reads/).waitFor()
  const row = await served.house.db.row<{ level: string; languages: string[] }>(
    `select level, languages from skill where campaign_id = $1 and person_id = $2`, [founded.campaign.id, (await served.house.db.row<{ id: string }>(`select id from person where email = 'lucia@example.org'`))!.id])
  expect(row!.level).toBe('new')
  expect(row!.languages).not.toContain('fr')
  for (const page of [edwin, await visit('edwin', '/people', { width: 360, height: 740 }), await visit('edwin', '/people', { width: 360, height: 740, dark: true, language: 'ar' }), await visit('samir', '/desk', { width: 360, height: 740, language: 'ar' })]) {
    for (const summary of await page.locator('#groups summary').all()) await summary.click()
    expect(await faultsOf(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
  }
})
