/** What everybody sees: light, without script, and without a word to anybody else. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundExample } from '../../demo/found.ts'
import { addCampaign } from '#campaign/index.ts'
import { takeIn } from '#intake/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  const { campaign } = await foundExample(served.house)
  await takeIn(served.house, campaign, Array.from({ length: 40 }, (_, at) => ({
    channel: 'mastodon' as const, externalId: `p${at}`, text: `What does street ${'abcdefghij'[at % 10]}${at} pay for its water, and who reads the meter of house ${at}?`,
    original: Buffer.from(String(at)), author: { handle: `@somebody${at}`, network: 'mastodon' }, postedAt: new Date(Date.UTC(2026, 8, 1 + (at % 20))),
  })), { patient: true })
  await addCampaign(served.house, { slug: 'quiet', name: 'Quiet', organisation: 'Quiet Hands', question: 'Who turned off the lights?' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const pages = ['', '/questions', '/tell', '/receipt', '/map'] as const

test.each(pages)('/%s ships no script but the map, and speaks to nobody but us', async (path) => {
  const page = await openPage(browser, served, { width: 390 })
  const asked: { url: string; type: string }[] = []
  page.on('request', (request) => asked.push({ url: request.url(), type: request.resourceType() }))
  await page.goto(`/let-it-be-known${path}`)
  await page.waitForLoadState('networkidle')
  expect(asked.filter(({ url }) => !url.startsWith(served.url) && !/^(data|blob):/.test(url)).map(({ url }) => url)).toEqual([])
  if (path !== '/map') expect(asked.filter(({ type }) => type === 'script').map(({ url }) => url)).toEqual([])
})

test('the map is served with its pictures once, though its script knows them too', async () => {
  const html = await (await fetch(`${served.url}/let-it-be-known/map`)).text()
  expect(html.match(/id="map-(wide|narrow)"/g), 'drawn on the page').toHaveLength(2)
  expect(html.match(/map-(wide|narrow)-desc/g), 'each named by its svg and on its description, and not in the data').toHaveLength(4)
})

test('the campaign page weighs less than 30 KB with everything that a telephone fetches for it', async () => {
  const page = await openPage(browser, served, { width: 390, script: false })
  const answer = await page.goto('/let-it-be-known')
  const whole = (await answer!.body()).length + (await Promise.all((await page.locator('link[rel=stylesheet]').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href)))
    .map(async (href) => (await (await fetch(href)).arrayBuffer()).byteLength))).reduce((sum, one) => sum + one, 0)
  expect(whole).toBeLessThan(30_000)
})

test.each(['en', 'ar'] as const)('public pages have no fault for axe and fit a narrow telephone (%s)', async (language) => {
  const page = await openPage(browser, served, { width: 360, height: 780, language })
  for (const path of pages) {
    await page.goto(`/let-it-be-known${path}`)
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
  }
})

test('a campaign in which nothing was said yet says what to do, and shows no zero dressed up as a chart', async () => {
  const page = await openPage(browser, served, { width: 390, script: false })
  await page.goto('/quiet')
  expect(await page.innerText('main')).toContain('Be the first to ask')
  expect(await page.locator('main svg').count()).toBe(0)
  await page.click('main a[href="/quiet/tell"]')
  expect(await page.innerText('h1')).toBe('Who turned off the lights?')
})
