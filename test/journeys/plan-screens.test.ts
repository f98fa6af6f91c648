/** The screens of the plan as they look with a whole plan in them: for axe, on a phone, in Arabic and dark, on paper, and what the public reads of it. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyTemplate } from '#plan/index.ts'
import { makeBank, addVariants } from '#variant/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { planExample } from '../../demo/plan.ts'
import { actorFor } from '../../demo/work.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
let paths: string[] = []

const coordinator = () => founded.people.find((one) => one.role === 'coordinator')!
const rowOf = async (table: string) => (await served.house.db.row<{ id: string }>(`select id from ${table} where campaign_id = $1 order by created_at, id limit 1`, [founded.campaign.id]))!.id

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await planExample(served.house, founded.campaign, founded.people)
  paths = ['board', 'templates', 'tactics/new', `tactics/${await rowOf('tactic')}`, 'targets', `targets/${await rowOf('target')}`, 'moments', 'partners', 'hashtags', 'hashtags/adopt?tag=QueSeSepa', 'cases', `cases/${await rowOf('legal_case')}`, 'plan', 'own-goal']
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

test.each<[string, Visit, RegExp]>([['what looks different when it is wide', {}, /^(board|tactics|targets)/], ['every screen in Arabic and dark on a phone', { width: 360, height: 740, dark: true, language: 'ar' }, /./]])('clean for axe and not wider than its window: %s', async (_, visit, which) => {
  const page = await openPage(browser, served, { person: coordinator(), ...visit })
  const wrong: string[] = []
  for (const path of paths.filter((one) => which.test(one))) {
    await page.goto(`/let-it-be-known/${path}`)
    wrong.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`))
    if (await scrollsSideways(page)) wrong.push(`${path} scrolls sideways`)
  }
  expect(wrong).toEqual([])
  await page.context().close()
})

test('on a phone the plan is a list by date, with the figure beside the aim and the verdict with its reason', async () => {
  const page = await openPage(browser, served, { person: coordinator(), width: 360, height: 740, script: false })
  await page.goto('/let-it-be-known/board')
  expect(await page.locator('.timeline').isVisible()).toBe(false)
  await page.locator('.by-date summary').click()
  const entry = page.locator('.by-date li', { hasText: 'Paper walls, six universities' })
  expect((await entry.innerText()).replaceAll(/\s+/g, ' ')).toContain('Notes from all nine districts: 7 Mixed No student team in two districts.')
  expect(await page.locator('.by-date li', { hasText: 'Before the vote' }).innerText()).toContain('nobody leads')
  await page.context().close()
})

test('above a page on which people write stands what may not be said, and a text that holds one of its words is pointed out', async () => {
  const by = actorFor(founded.campaign)(coordinator())
  const bank = await makeBank(served.house, by, founded.campaign, { name: 'For the day of the hearing', hashtags: [] })
  await addVariants(served.house, by, founded.campaign, bank.id, [{ text: 'The Clerk told us what the port was paid.', language: 'en' }, { text: 'Four people asked and got no answer.', language: 'en' }])
  const page = await openPage(browser, served, { person: coordinator(), script: false })
  await page.goto(`/let-it-be-known/variants/${bank.id}`)
  await page.getByText('While “The closed ledger of the port” is pending, do not say:').click()
  expect(await page.getByText('Do not name the clerk who gave the copy.').isVisible()).toBe(true)
  expect((await page.locator('.unsaid').allInnerTexts()).map((text) => text.trim())).toEqual(['It holds “clerk”, which may not be said while “The closed ledger of the port” is pending.'])
  await page.goto('/let-it-be-known/people')
  expect(await page.locator('.embargo').count()).toBe(0)
  await page.context().close()
})

test('the campaign’s public page names its next public dates and its cases, and nothing that is only for us', async () => {
  const page = await openPage(browser, served, { width: 360, height: 740 })
  await page.goto('/let-it-be-known')
  const text = await page.locator('main').innerText()
  expect(text).toContain('First reading of the bill')
  expect(text).toContain('The closed ledger of the port')
  expect(text).not.toMatch(/treasurer opens the fair|do not say/i)
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()
})

test('the public page of a case says what a post has no room for, and not what may not be said; unpublished it is not there', async () => {
  const page = await openPage(browser, served, { width: 360, height: 740 })
  await page.goto('/let-it-be-known/case/the-closed-ledger-of-the-port')
  const said = await page.locator('main').innerText()
  expect(said).toContain('The court now decides whether the ledger is public.')
  expect(said).not.toMatch(/clerk|minister knew/)
  expect(await faultsOf(page)).toEqual([])
  await served.house.db.rows(`update legal_case set public = false where campaign_id = $1`, [founded.campaign.id])
  expect((await page.goto('/let-it-be-known/case/the-closed-ledger-of-the-port'))!.status()).toBe(404)
  await page.context().close()
})

test('the public calendar holds public moments and nothing else', async () => {
  const text = (await (await fetch(`${served.url}/let-it-be-known/calendar.ics`)).text()).replaceAll('\r\n ', '')
  expect(text).toContain('SUMMARY:First reading of the bill')
  expect(text).not.toMatch(/treasurer opens the fair|Everybody at noon/)
})

test('the board prints on one sheet across, also with fourteen tactics', async () => {
  await applyTemplate(served.house, actorFor(founded.campaign)(coordinator()), founded.campaign, { template: 'trained-team', day: served.clock.now().toISOString().slice(0, 10) })
  const page = await openPage(browser, served, { person: coordinator() })
  await page.goto('/let-it-be-known/board')
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
  expect(/\/Count (\d+)/.exec(pdf)![1]).toBe('1')
  expect(pdf).toMatch(/\/MediaBox \[0 0 841\.\d+ 594\.\d+\]/)
  await page.context().close()
})
