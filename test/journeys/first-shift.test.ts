/** Somebody new: five minutes of practice, then a search that they come back to. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fitOf, lessons, setPracticeFirst } from '#desk/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { picture } from '../harness/looks.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const home = '/let-it-be-known'

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(served.house, founded.campaign, Array.from({ length: 12 }, (_, n) => ({ channel: n % 3 ? 'sms' : 'x', externalId: `p${n}`, text: `${sentence(n)} #dry`, language: 'en' })))
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const somebody = (role: string) => founded.people.find((one) => one.role === role)!
const as = (role: string, visit: Visit = {}) => openPage(browser, served, { person: somebody(role), ...visit })

async function calmOnly(role: string): Promise<boolean> {
  return (await fitOf(served.house.db, founded.campaign.id, await signedIn(served.house, somebody(role))))?.calmOnly ?? false
}

test.each([
  ['en', {}],
  ['ar', { dark: true, width: 360, height: 780 }],
  ['fr', { width: 360, height: 780 }],
  ['es', { script: false }],
] as [Visit['language'], Visit][])('all lessons are there in words, with a reason each, and wrong answers teach (%s)', async (language, visit) => {
  const page = await as('observer', { language, ...visit })
  await page.goto(`${home}/practice`)
  if (!(await page.locator('blockquote').count())) await page.locator('form[action="?/again"] button').click()
  for (const lesson of lessons) {
    await page.locator(`input[name=lesson][value=${lesson.key}]`).waitFor({ state: 'attached' })
    expect((await page.locator('main').innerText()).includes(`${lesson.key}.`), 'no key shows instead of words').toBe(false)
    if (lesson.key === 'buses') await picture(page, `practice-${language}`)
    await page.locator(`button[value=${lesson.choices[0]}]`).click()
    await page.locator('main .notice').waitFor()
    expect((await page.locator('main').innerText()).includes(`${lesson.key}.why`)).toBe(false)
    if (lesson.key === 'buses') {
      await picture(page, `practice-${language}-why`)
      if (visit.script !== false) expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
    }
    await page.locator('main a.filled').click()
  }
  await page.locator('form[action="?/again"]').waitFor()
  expect(await page.locator('main').innerText()).toMatch(/1\D{2,20}8/)
  await page.context().close()
})

test('where the practice comes first, a volunteer is admitted by passing it', async () => {
  const { house } = served
  const { email, password } = somebody('coordinator')
  await setPracticeFirst(house, await signedIn(house, { email, password }), founded.campaign, true)
  expect(await calmOnly('volunteer')).toBe(true)
  const page = await as('volunteer', { width: 360, height: 780 })
  await page.goto(`${home}/practice`)
  for (const lesson of lessons) {
    await page.locator(`input[name=lesson][value=${lesson.key}]`).waitFor({ state: 'attached' })
    await page.locator(`button[value=${lesson.right}]`).click()
    await page.locator('main a.filled').click()
  }
  await page.locator('form[action="?/again"]').waitFor()
  expect(await page.locator('main').innerText()).toContain('8 of 8 right.')
  expect(await calmOnly('volunteer')).toBe(false)
  await page.context().close()
})

test('a search is kept from the desk with what it finds, opened again from its list, and one that cannot be meant says why', async () => {
  const page = await as('volunteer')
  await page.goto(`${home}/desk?q=${encodeURIComponent('#dry channel:sms')}`)
  await page.getByRole('link', { name: 'Keep this search' }).click()
  await page.fill('[name=name]', 'Dry, by text message')
  await page.getByRole('button', { name: 'Keep this search' }).click()
  const kept = page.locator('.saved li')
  await kept.waitFor()
  expect((await kept.innerText()).replace(/\s+/g, ' ')).toContain('8 Dry, by text message #dry channel:sms')
  await picture(page, 'searches')
  for (const width of [1360, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect([width, await faultsOf(page), await scrollsSideways(page)]).toEqual([width, [], false])
  }
  await picture(page, 'searches-phone')
  await kept.getByRole('link', { name: 'Dry, by text message' }).click()
  await page.waitForURL('**/desk?q=**')
  await page.goto(`${home}/desk?q=near:Atlantis`)
  expect(await page.locator('.queue').innerText()).toContain('“near:Atlantis” cannot be searched for.')
  await page.context().close()
})
