/** A coordinator and two volunteers at once, in browsers of their own: who has what, given to another, paused, announced, a second pair of eyes. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { claimOne, decide, drain, setBlindShare, setSecondRules } from '#desk/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { sentence } from '../harness/office.ts'
import { say as sayPosts } from '../harness/say.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
let said = 0
const actors = new Map<string, Actor>()
const roles = { edith: 'coordinator', ana: 'volunteer', ben: 'volunteer' } as const
type Who = keyof typeof roles

const personOf = (who: Who) => {
  const volunteers = founded.people.filter((one) => one.role === 'volunteer')
  return who === 'edith' ? founded.people.find((one) => one.role === 'coordinator')! : volunteers[who === 'ana' ? 0 : 1]!
}

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  for (const who of Object.keys(roles) as Who[]) {
    actors.set(who, await signedIn(served.house, { ...personOf(who), address: who }))
  }
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
beforeEach(async () => {
  const { house, clock } = served
  clock.pass(20 * 60_000)
  for (const table of ['claim', 'told', 'proposal']) await house.db.rows(`delete from ${table} where campaign_id = $1`, [founded.campaign.id])
  await house.db.rows(`update statement set state = 'decided' where campaign_id = $1`, [founded.campaign.id])
  await house.db.transact((t) => setSecondRules(house, t, founded.campaign.id, personOf('edith').personId, []))
})

/** New statements that wait; their ids. */
async function say(count: number): Promise<string[]> {
  const { house } = served
  await sayPosts(house, founded.campaign, Array.from({ length: count }, () => ({ channel: 'x', externalId: `r${said}`, text: sentence(said++), language: 'en' })))
  const rows = await house.db.rows<{ id: string }>(`select id from statement where campaign_id = $1 and state = 'waiting' order by number`, [founded.campaign.id])
  return rows.map((row) => row.id)
}

async function at(who: Who, path: string, visit: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: personOf(who), ...visit })
  await page.goto(`/let-it-be-known/${path}`)
  if (visit.script !== false && /^(desk|room$)/.test(path)) await page.locator('.live:not(.off)').first().waitFor({ state: 'attached' })
  return page
}

const take = (who: Who, id: string) => claimOne(served.house, founded.campaign.id, actors.get(who)!, id)

test('the room says in one sentence what waits and who works, and follows without being loaded again', async () => {
  const ids = await say(4)
  await take('ana', ids[0]!)
  const room = await at('edith', 'room')
  await expect.poll(() => room.locator('h1').innerText()).toBe('3 statements wait, the oldest for under a minute; one person works.')
  const row = room.locator('#people tbody tr').filter({ hasText: personOf('ana').name })
  expect(await row.locator('td.number').first().innerText()).toBe('1')
  await take('ben', ids[1]!)
  await expect.poll(() => room.locator('h1').innerText()).toBe('2 statements wait, the oldest for under a minute; 2 people work.')
  // Every number leads to what it counts.
  await room.locator('h1 a').first().click()
  await room.waitForURL(/\/desk/)
  await room.locator('.queue ol li').first().waitFor()
  await expect.poll(() => room.locator('.queue ol li').count()).toBe(4)
})

test('whoever is away is shown, and what they hold is taken back and given back by undo', async () => {
  const ids = await say(3)
  for (const id of ids) await take('ana', id)
  served.clock.pass(7 * 60_000)
  const room = await at('edith', 'room')
  const needs = room.locator('.needs')
  expect(await needs.innerText()).toContain(`${personOf('ana').name} has given no sign of life for 7 min and holds 3`)
  await needs.getByRole('button', { name: 'Take back 3' }).click()
  await room.getByText('3 statements moved.').waitFor()
  expect(await held()).toEqual([])
  await room.locator('.undo button').first().click()
  await expect.poll(held).toEqual([personOf('ana').personId, personOf('ana').personId, personOf('ana').personId])
})

async function held(): Promise<string[]> {
  return (await served.house.db.rows<{ person: string }>(`select person_id as person from claim where campaign_id = $1`, [founded.campaign.id])).map((row) => row.person)
}

test('a statement is given to somebody else: they have it, whoever lost it is told at once and keeps what they typed', async () => {
  const [id] = (await say(1)) as [string]
  await take('ana', id)
  const [room, ana, ben] = await Promise.all([at('edith', `room/${personOf('ana').personId}`), at('ana', `desk?open=${id}`), at('ben', 'incidents')])
  await ana.getByRole('textbox', { name: 'Note' }).fill('I have called the water board')
  await room.locator('li select[name=to]').selectOption({ value: personOf('ben').personId })
  await room.getByRole('button', { name: 'Give it' }).click()
  await ana.getByText('has given a statement that you held to somebody else').waitFor()
  expect(await ana.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('I have called the water board')
  expect(await ben.locator('.notices').count()).toBe(0)
  await ben.goto('/let-it-be-known/desk?tab=mine')
  expect(await ben.locator('.queue ol li').count()).toBe(1)
})

test('a pause keeps everybody from taking something new, says why on every page, and ends', async () => {
  await say(2)
  const [room, ben] = await Promise.all([at('edith', 'room'), at('ben', 'desk')])
  await room.getByRole('button', { name: 'Pause the queue' }).click()
  await room.locator('[name=reason]').fill('A flood of copied texts is being looked at')
  await room.getByRole('button', { name: 'Pause', exact: true }).click()
  await ben.locator('.notices').getByText('A flood of copied texts is being looked at').waitFor()
  await ben.keyboard.press('Enter')
  await ben.getByText('The queue is paused. What you hold can be finished.').waitFor()
  expect(await held()).toEqual([])
  await room.getByRole('button', { name: 'Go on' }).click()
  await ben.locator('.notices').waitFor({ state: 'detached' })
  await ben.keyboard.press('Enter')
  await ben.getByText('Yours for').waitFor()
})

test('a note stands above every page at once; each puts it away for themselves, also without a script', async () => {
  const [room, ana, ben] = await Promise.all([at('edith', 'room'), at('ana', 'desk'), at('ben', 'asked', { script: false })])
  await room.getByRole('button', { name: 'Note to everybody' }).click()
  await room.locator('[name=text]').fill('Polls close at eight')
  await room.getByRole('button', { name: 'Show it' }).click()
  await ana.locator('.notices').getByText('Polls close at eight').waitFor()
  await ana.getByRole('button', { name: 'Put it away' }).click()
  await ana.locator('.notices').waitFor({ state: 'detached' })
  await ben.reload()
  await ben.getByRole('button', { name: 'Put it away' }).click()
  await ben.waitForURL(/\/asked$/)
  expect(await ben.locator('.notices').count()).toBe(0)
  await room.getByRole('button', { name: 'Take it down' }).click()
  await room.locator('.notices').waitFor({ state: 'detached' })
})

test('a proposed discard is confirmed by another person with one key, and both are named', async () => {
  const { house } = served
  await house.db.transact((t) => setSecondRules(house, t, founded.campaign.id, personOf('edith').personId, [{ kinds: ['discard'], issueAreaId: null, urgent: false, underDecisions: null, share: 1, second: 'anybody' }]))
  const [id] = (await say(1)) as [string]
  await take('ana', id)
  const ana = await at('ana', `desk?open=${id}`)
  await ana.keyboard.press('x')
  await ana.getByRole('button', { name: 'Advertising' }).click()
  await ana.getByText('Proposed: Discard: Advertising. Another person has to confirm it.').waitFor()
  await ana.goto(`/let-it-be-known/desk?tab=review&open=${id}`)
  await ana.getByText('You proposed this. Another person has to look.').waitFor()

  const ben = await at('ben', 'desk?tab=review')
  await ben.keyboard.press('Enter')
  await ben.getByText(`${personOf('ana').name} proposes: Discard: Advertising.`).waitFor()
  await ben.locator('#main', { hasText: 'Confirm, next' }).waitFor()
  await ben.keyboard.press('Enter')
  await ben.getByText('Discarded: Advertising.').first().waitFor()
  await ben.goto(`/let-it-be-known/desk?tab=decided&open=${id}`)
  expect(await ben.locator('article').innerText()).toContain('Discarded: Advertising.')
  expect((await house.db.row(`select p.person_id as proposed, d.person_id as confirmed from deed d join proposal p on p.campaign_id = $1 and p.deed_id = d.id where d.campaign_id = $1 and d.statement_id = $2`, [founded.campaign.id, id]))).toEqual({
    proposed: personOf('ana').personId, confirmed: personOf('ben').personId,
  })
})

test('a second opinion is given without seeing the first; the coordinator reads how well they agree and settles a difference', async () => {
  const { house, clock } = served
  await house.db.transact((t) => setBlindShare(house, t, founded.campaign.id, personOf('edith').personId, 1))
  const [id] = (await say(1)) as [string]
  const { version } = await take('ana', id)
  await decide(house, founded.campaign.id, actors.get('ana')!, id, version, 'discard', { reason: 'spam' })
  await house.db.transact((t) => setBlindShare(house, t, founded.campaign.id, personOf('edith').personId, 0))
  clock.pass(11_000)
  const ben = await at('ben', 'desk')
  await ben.getByText('1 statement waits for a second opinion').click()
  await ben.waitForURL(/second-opinion/)
  await ben.locator('main form').getByText('Done', { exact: true }).waitFor()
  const page = await ben.locator('main').innerText()
  for (const told of [personOf('ana').name, 'Discarded', 'ten seconds']) expect(page).not.toContain(told)
  await ben.locator('main form').getByText('Done', { exact: true }).click()
  await ben.getByRole('button', { name: 'Write it down' }).click()
  await ben.getByText('Written down.').waitFor()

  const quality = await at('edith', 'room/quality')
  expect(await quality.locator('table').first().innerText()).toContain('too few to say')
  const differ = quality.locator('#differ')
  expect(await differ.innerText()).toContain(`${personOf('ana').name}: Discard: Advertising`)
  await differ.getByRole('button', { name: `${personOf('ben').name} is right` }).click()
  await differ.getByText('the second decision holds').waitFor()
})

test('discards are counted, lead to the decisions behind them, and come as a table', async () => {
  const { house } = served
  const [one, two] = (await say(2)) as [string, string]
  for (const [id, reason] of [[one, 'spam'], [two, 'off-topic']] as const) {
    const { version } = await take('ben', id)
    await decide(house, founded.campaign.id, actors.get('ben')!, id, version, 'discard', { reason })
  }
  const page = await at('edith', 'room/discards?days=1')
  const row = page.locator('tr').filter({ hasText: 'Off the subject' })
  expect(await row.locator('.number').innerText()).toBe('1')
  await row.locator('a').click()
  await page.getByText('1 decision is behind this figure.').waitFor()
  const csv = await page.request.get('/let-it-be-known/room/discards.csv?days=1')
  expect(await csv.text()).toContain('off-topic')
})

test.each(['en', 'ar'] as const)('the screens of the room have no fault for axe and fit a narrow telephone (%s)', async (language) => {
  const { house } = served
  const ids = await say(3)
  for (const id of ids.slice(0, 2)) await take('ana', id)
  const page = await openPage(browser, served, { person: personOf('edith'), width: 360, height: 780, language })
  for (const path of ['room', `room/${personOf('ana').personId}`, 'room/decisions', 'room/discards', 'room/quality', 'second-opinion', 'notices']) {
    await page.goto(`/let-it-be-known/${path}`)
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
  }
  await drain(house, actors.get('edith'), founded.campaign, personOf('ana').personId)
})
