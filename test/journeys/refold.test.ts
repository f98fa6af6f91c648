import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { agreesWithItself } from '../harness/agrees.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { say as sayPosts } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
let posts = 0
const open: Page[] = []

const river = 'The ferry over the river at the mill has been out of order for eleven weeks and pupils walk two hours to the school on the other side'
const gorge = river.replace('river', 'gorge')
const filters = 'Somebody is selling miracle filters for drinking water at half the price, only this weekend, ring the number below'
const filtersAgain = 'Somebody is still selling those miracle filters for drinking water, now at a third of the price, only until Sunday evening'
const spanish = 'La barca sobre el río junto al molino lleva once semanas averiada y los alumnos caminan dos horas hasta la escuela del otro lado'
const spanishAgain = 'Once semanas lleva averiada la barca junto al molino sobre el río, dicen los alumnos que caminan dos horas desde el otro lado'

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(...[...'abcdef'].map(() => river), `RT @somebody: ${river}`, ...[...'abc'].map(() => gorge), `${river.slice(0, 90)}…`, `${river.replace('school', 'lyceum')} #now`, filters, filters, spanish, spanish, spanish, spanishAgain)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

async function say(...texts: string[]): Promise<void> {
  await sayPosts(served.house, founded.campaign, texts.map((text) => ({ channel: 'x', externalId: `refold-${posts++}`, text, language: /barca/.test(text) ? 'es' : 'en', author: { handle: `one_${posts}` } })))
}

async function statementOf(words: string): Promise<string> {
  const row = await served.house.db.row<{ id: string }>(`select statement_id as id from statement_text where campaign_id = $1 and text like $2`, [founded.campaign.id, `${words}%`])
  return row!.id
}

async function desk(who: string, query: string, visit: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: founded.people.find((one) => one.email.startsWith(who))!, ...visit })
  open.push(page)
  await page.goto(`/let-it-be-known/desk${query}`)
  await page.locator('footer .live:not(.off)').waitFor()
  return page
}

const waits = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()

test('each wording says why it is there; T takes one out, U puts it back, the history names who did both', async () => {
  const id = await statementOf(river)
  const page = await desk('lucia', `?open=${id}`)
  await page.getByRole('button', { name: 'Take it', exact: false }).first().click()
  await waits(page, 'Yours for')
  expect(await page.locator('.why').allInnerTexts()).toEqual(['said first · 1 reposts it', expect.stringMatching(/^\d\d% alike$/), 'cut copy', expect.stringMatching(/^\d\d% alike$/)])
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('t')
  expect(await page.locator('[data-wording]:has(:focus)').innerText()).toContain('gorge')
  await page.keyboard.press('t')
  await waits(page, 'Took 3 posts out.')
  await expect.poll(() => page.locator('[data-wording]').count()).toBe(3)
  const part = await statementOf(gorge)
  await say(`RT @somebody: ${gorge}`, gorge.replace('pupils', 'children'))
  expect((await served.house.db.row<{ posts: number }>(`select posts from statement where campaign_id = $1 and id = $2`, [founded.campaign.id, part]))!.posts).toBe(5)
  await page.keyboard.press('u')
  await page.getByText('Undone by Lucía Ferrán.').waitFor()
  await expect.poll(() => page.locator('[data-wording]').count()).toBeGreaterThan(3)
  await agreesWithItself(served.house, founded.campaign.id, posts)
})

test('taken out for good, and put back together from the history by the coordinator', async () => {
  const id = await statementOf(river)
  const page = await desk('lucia', `?open=${id}`)
  await page.locator('[data-wording]', { hasText: 'gorge' }).first().getByRole('button', { name: 'Take out' }).click()
  await waits(page, 'Took 4 posts out.')
  served.clock.pass(60_000)
  const edwin = await desk('edwin', `?open=${id}`)
  await edwin.getByRole('button', { name: 'Put back together' }).click()
  await edwin.getByText(/Undone by Edwin Tarrow/).waitFor()
  await agreesWithItself(served.house, founded.campaign.id, posts)
})

test('S does the same as with the similar one, and U takes it back', async () => {
  const filter = await statementOf(filters)
  const lucia = await desk('lucia', `?open=${filter}`)
  await lucia.getByRole('button', { name: 'Take it', exact: false }).first().click()
  await waits(lucia, 'Yours for')
  await lucia.keyboard.press('x')
  await lucia.getByRole('button', { name: 'Advertising' }).click()
  await waits(lucia, 'Discarded: Advertising.')
  served.clock.pass(60_000)
  await say(filtersAgain)
  const again = await statementOf(filtersAgain)
  await lucia.goto(`/let-it-be-known/desk?open=${again}`)
  await lucia.locator('footer .live:not(.off)').waitFor()
  await lucia.getByRole('button', { name: 'Take it', exact: false }).first().click()
  await waits(lucia, 'Yours for')
  await lucia.getByRole('button', { name: 'Do the same' }).waitFor()
  await lucia.keyboard.press('s')
  await lucia.locator('.undo').getByText('Discarded: Advertising.').waitFor()
  const state = async () => (await served.house.db.row<{ state: string }>(`select state from statement where campaign_id = $1 and id = $2`, [founded.campaign.id, again]))!.state
  expect(await state()).toBe('decided')
  await lucia.keyboard.press('u')
  await lucia.getByRole('heading', { name: filtersAgain }).waitFor()
  expect(await state()).toBe('held')
})

test.each([['en', false], ['ar', true]] as const)('what is nearly the same is joined with a thumb on a telephone (%s, dark: %s)', async (language, dark) => {
  const id = await statementOf(spanish)
  await served.house.db.rows(`delete from claim where campaign_id = $1`, [founded.campaign.id])
  await served.house.db.rows(`update statement set state = 'waiting', version = version + 1 where campaign_id = $1 and state = 'held'`, [founded.campaign.id])
  const page = await desk('lucia', `?open=${id}`, { width: 360, height: 780, language, dark })
  await page.locator('#main').click()
  await page.locator('[name=with]').first().waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  expect(await faultsOf(page)).toEqual([])
  await page.locator('[name=with]').first().click()
  await page.locator('.undo button').waitFor()
  expect((await served.house.db.row<{ posts: number }>(`select posts from statement where campaign_id = $1 and id = $2`, [founded.campaign.id, id]))!.posts).toBe(4)
  await page.locator('.undo button').click()
  await page.locator('[name=with]').first().waitFor()
  await agreesWithItself(served.house, founded.campaign.id, posts)
})
