/** Noise goes aside: a coordinator mutes a search and looks at what it swallowed, a volunteer proposes on a telephone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []
const coins = (n: number) => `GannetCoin doubled my savings: ${sentence(n)}`

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(served.house, founded.campaign, [
    ...Array.from({ length: 14 }, (_, n) => ({ channel: 'x', externalId: `c${n}`, text: coins(n), author: { handle: `coin${n}` }, language: 'en' })),
    { channel: 'form', externalId: 'lived', text: 'They took my mother for asking where the GannetCoin money of the village went', knows: 'lived', language: 'en' },
    ...Array.from({ length: 6 }, (_, n) => ({ channel: 'x', externalId: `h${n}`, text: sentence(200 + n), author: { handle: `honest${n}` }, language: 'en' })),
    ...Array.from({ length: 4 }, (_, n) => ({ channel: 'telegram', externalId: `l${n}`, text: `${sentence(300 + n)} https://tarot.example.org/love?from=${n} #Tarot`, author: { handle: 'celestine' }, language: 'en' })),
    ...Array.from({ length: 22 }, (_, n) => ({ channel: 'x', externalId: `f${n}`, text: sentence(320 + n), author: { handle: 'hose' }, language: 'en' })),
  ])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

/** A screen as somebody of the cast sees it, once its script has taken over. */
async function visit(who: 'coordinator' | 'volunteer', path: string, how: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: founded.people.find((one) => one.role === who)!, ...how })
  open.push(page)
  await page.goto(`/let-it-be-known${path}`)
  if (path.startsWith('/desk')) await page.locator('footer .live:not(.off)').waitFor()
  return page
}

const count = async (state: string) =>
  (await served.house.db.row<{ n: number }>('select count(*)::int as n from statement where campaign_id = $1 and state = $2', [founded.campaign.id, state]))!.n

test('a coordinator mutes a search: counted before, sampled after, one brought back, all of it undone', async () => {
  expect([await count('waiting'), await count('aside')]).toEqual([25, 22])
  const page = await visit('coordinator', '/desk?q=gannetcoin')
  await page.getByRole('link', { name: 'Put all of this search aside' }).click()
  await page.getByRole('heading', { name: 'Put aside: Search “gannetcoin”' }).waitFor()
  await page.getByText('15 statements would go, said by 15 posts.').waitFor()
  // What one would least want to lose stands first.
  await page.getByText('1 of them is told at first hand or in urgent words.').waitFor()
  expect(await page.locator('li .voice').first().innerText()).toContain('They took my mother')
  expect(await faultsOf(page)).toEqual([])
  await page.getByLabel('Why').fill('An advertisement that repeats itself')
  await page.getByRole('button', { name: 'Put 15 aside, now and from now on' }).click()
  await page.getByText('15 statements went aside').waitFor()
  expect([await count('waiting'), await count('aside')]).toEqual([10, 37])
  expect(await faultsOf(page)).toEqual([])

  // Told at first hand: on top, and brought back with one press.
  await page.getByRole('heading', { name: 'Look at these first' }).waitFor()
  await page.locator('.told').getByRole('button', { name: 'Not noise: bring back' }).click()
  await page.getByText('Brought back: it waits again.').waitFor()
  expect(await count('aside')).toBe(36)
  await page.getByText('1 of 1 sampled was wanted').waitFor()

  await say(served.house, founded.campaign, [{ channel: 'x', externalId: 'later', text: coins(60), author: { handle: 'later' }, language: 'en' }])
  expect(await count('aside')).toBe(37)
  await page.locator('li', { hasText: 'gannetcoin' }).getByRole('link', { name: 'Look at a sample' }).click()
  const sample = page.getByRole('region', { name: 'Drawn by chance from Search “gannetcoin”' })
  await sample.waitFor()
  expect(await sample.locator('li').count()).toBe(10)
  expect(await faultsOf(page)).toEqual([])
  await sample.locator('li').nth(2).getByRole('button', { name: 'Not noise: bring back' }).click()
  await page.getByText('2 of 2 sampled were wanted').waitFor()
  expect(await count('aside')).toBe(36)
  await page.getByRole('button', { name: /^Undo, / }).click()
  await page.getByText('1 of 1 sampled was wanted').waitFor()
  expect(await count('aside')).toBe(37)
  await sample.getByRole('button', { name: 'These 10 are noise' }).click()
  await page.getByText('1 of 11 sampled was wanted').waitFor()

  await page.getByRole('button', { name: 'Switch off, bring 15 back' }).click()
  await page.getByText('Switched off: Search “gannetcoin”.').waitFor()
  expect(await count('aside')).toBe(22)
  await page.getByRole('button', { name: /^Undo, / }).click()
  await page.getByText('Switched on: Search “gannetcoin”.').waitFor()
  expect(await count('aside')).toBe(37)
})

test('a flood stands in a box of its own, and is released', async () => {
  const page = await visit('coordinator', '/rules')
  const flood = page.locator('section', { has: page.getByRole('heading', { name: 'Floods' }) })
  expect(await flood.locator('h3').allInnerTexts()).toEqual([expect.stringMatching(/^Sender [0-9A-Z]{4}$/)])
  await flood.getByText('22 posts').waitFor()
  expect(await page.content()).not.toMatch(/hose/)
  await flood.getByRole('button', { name: 'Switch off, bring 22 back' }).click()
  await page.getByText(/^Switched off: Sender/).waitFor()
  expect(await served.house.db.row(`select count(*)::int as n from statement where campaign_id = $1 and state = 'waiting' and id in (select f.statement_id from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id like 'f%')`, [founded.campaign.id])).toEqual({ n: 22 })
})

test('a volunteer proposes on a telephone by the same gesture; a coordinator accepts it', async () => {
  const phone = await visit('volunteer', '/desk?q=tarot', { width: 360, height: 740 })
  await phone.locator('.row').first().click()
  await phone.getByRole('button', { name: 'Put aside everything like this' }).click()
  const pane = phone.locator('#pane-aside')
  await pane.getByRole('link', { name: 'With any link to tarot.example.org' }).waitFor()
  expect(await faultsOf(phone)).toEqual([])
  expect(await pane.getByText('Ban this sender').count()).toBe(0)
  expect(await phone.content()).not.toMatch(/celestine/)
  await pane.getByRole('link', { name: 'With any link to tarot.example.org' }).click()
  await phone.getByText('4 statements would go, said by 4 posts.').waitFor()
  expect(await scrollsSideways(phone)).toBe(false)
  expect(await faultsOf(phone)).toEqual([])
  await phone.getByRole('button', { name: 'Propose it to a coordinator' }).click()
  await phone.getByText(/^Proposed: Everything that links to tarot\.example\.org/).first().waitFor()
  expect(await scrollsSideways(phone)).toBe(false)
  const before = await count('aside')

  const page = await visit('coordinator', '/rules')
  const proposed = page.locator('li', { hasText: 'tarot.example.org' })
  await proposed.getByText('would take 4 statements now').waitFor()
  await proposed.getByRole('button', { name: 'Accept' }).click()
  await page.getByText('Switched on: Everything that links to tarot.example.org.').waitFor()
  expect(await count('aside')).toBe(before + 4)
})

test('key M opens the same at the desk, and an aside statement says why it is aside', async () => {
  const page = await visit('coordinator', '/desk?tab=aside&q=gannetcoin')
  await page.locator('.row').first().click()
  await page.getByRole('link', { name: 'Aside: Search “gannetcoin”' }).waitFor()
  await page.keyboard.press('m')
  await page.locator('#pane-aside:popover-open').waitFor()
  await page.getByLabel('With these words in a row').fill('doubled my savings')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Put aside: The phrase “doubled my savings”' }).waitFor()
  await page.getByText('Nothing that waits is like this.').waitFor()
})

test('without a script: seen, put aside, switched off', async () => {
  const page = await visit('coordinator', '/rules/new?kind=phrase&value=nobody+repairs', { script: false })
  await page.getByText(/statements would go/).waitFor()
  await page.getByRole('button', { name: /^Put \d+ aside/ }).click()
  await page.getByRole('heading', { name: 'Put aside', exact: true }).waitFor()
  expect(await count('waiting')).toBeLessThan(3)
  await page.locator('li', { hasText: 'nobody repairs' }).getByRole('button', { name: /^Switch off/ }).click()
  await page.getByText('Switched off: The phrase “nobody repairs”.').waitFor()
  expect(await count('waiting')).toBeGreaterThan(25)
})
