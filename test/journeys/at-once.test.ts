/** The same done to many at once: previewed, done, undone in ten seconds and long after; and statements that ask the same in other words. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { claimOne, decide } from '#desk/index.ts'
import { learnAlikeIn } from '#question/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { actorFor } from '../../demo/work.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { picture } from '../harness/looks.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []
const home = '/let-it-be-known'

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  await say(served.house, founded.campaign, Array.from({ length: 30 }, (_, n) => ({ channel: 'sms', externalId: `r${n}`, text: `Win the raffle of the lighthouse: ${sentence(n)}`, language: 'en', ...(n === 4 ? { knows: 'lived' } : {}) })))
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

const somebody = (role: string) => founded.people.find((one) => one.role === role)!
const actor = (role: string) => actorFor(founded.campaign)(somebody(role))

async function visit(role: string, path: string, how: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: somebody(role), ...how })
  open.push(page)
  await page.goto(`${home}${path}`)
  // A page that is not alive yet hears no key.
  if (how.script !== false && path.startsWith('/desk')) await page.locator('footer .live:not(.off)').waitFor()
  return page
}

const idOf = async (words: string) => (await served.house.db.row<{ id: string }>('select statement_id as id from statement_text where campaign_id = $1 and text like $2 limit 1', [founded.campaign.id, `%${words}%`]))!.id
const count = async (state: string) => (await served.house.db.row<{ n: number }>('select count(*)::int as n from statement where campaign_id = $1 and state = $2', [founded.campaign.id, state]))!.n

test('a coordinator discards all that a search finds: sees first what would happen, undoes it by one key, and again later', async () => {
  const { house } = served
  await claimOne(house, founded.campaign.id, actor('volunteer'), await idOf(sentence(0)))
  const page = await visit('coordinator', '/desk?q=raffle')
  await page.getByRole('link', { name: 'Do with all 30' }).click()
  await page.getByRole('heading', { name: 'What to do with 30 statements' }).waitFor()
  await page.getByLabel('Discard them').check()
  await page.getByLabel('Discard, because').selectOption('spam')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByText('It can be done to 29 statements, said by 29 posts.').waitFor()
  await page.getByText(`1 is with somebody and stays there (${somebody('volunteer').name} 1)`).waitFor()
  await page.getByText('1 of them is told at first hand. Read it first.').waitFor()
  expect(await count('decided')).toBe(0)
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'bulk-preview')
  await page.getByRole('button', { name: 'Discard 29' }).click()
  await page.getByRole('heading', { name: 'Discarded 29 statements: Advertising.' }).waitFor()
  expect(await count('decided')).toBe(29)
  await picture(page, 'bulk-done')
  // At once: on the screen ten seconds are ten seconds, however slow the machine is.
  await page.getByRole('button', { name: /^Undo, / }).waitFor()
  await page.keyboard.press('u')
  await page.getByText('29 are as they were.').waitFor()
  expect(await faultsOf(page)).toEqual([])
  expect([await count('decided'), await count('waiting')]).toEqual([0, 29])

  // Ticked on the queue, and taken back when the ten seconds are over.
  await page.goto(`${home}/desk?q=raffle&tick=yes`)
  await page.locator('footer .live:not(.off)').waitFor()
  const boxes = page.locator('input[name=statement]')
  await boxes.nth(1).check()
  await boxes.nth(2).check()
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'bulk-tick')
  await page.getByRole('button', { name: 'Do with those ticked' }).click()
  await page.getByRole('heading', { name: 'What to do with 2 statements' }).waitFor()
  await page.getByLabel('Give them an issue area').check()
  await page.getByLabel('Issue area', { exact: true }).selectOption('water')
  await page.getByRole('button', { name: 'See what would happen' }).click()
  await page.getByRole('button', { name: /^Give \d+ the issue area/ }).click()
  await page.getByRole('heading', { name: /^Gave \d+ statements? the issue area/ }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  served.clock.pass(3_600_000)
  await page.goto(`${home}/bulk`)
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'bulk-list')
  await page.locator('main li a').filter({ hasText: /^Gave/ }).click()
  await page.waitForURL(/\/bulk\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: 'Take all of it back' }).click()
  await page.getByText(/as (it was|they were)\./).waitFor()
})

test('what was done is in the history of each statement and leads to the others', async () => {
  const { house } = served
  const { makeBulk } = await import('#bulk/index.ts')
  const { searchFilter } = await import('#desk/index.ts')
  const asking = { q: 'raffle' }
  await makeBulk(house, actor('coordinator'), founded.campaign, { kind: 'area', fields: { issueArea: 'water' }, search: { filter: await searchFilter(house, founded.campaign, actor('coordinator'), asking), asking } })
  const page = await visit('coordinator', `/desk?open=${await idOf(sentence(7))}`)
  const history = page.locator('section', { has: page.getByRole('heading', { name: 'What was done' }) })
  await history.getByText(/^Given the issue area .*, together with others\.$/).last().waitFor()
  await history.getByRole('link', { name: 'Together with others' }).last().click()
  await page.getByRole('heading', { name: /^Gave \d+ statements the issue area/ }).waitFor()
  await page.getByText('Search “raffle”').waitFor()
})

test('a volunteer ticks a few and cannot do a whole search; it works without a script, on a telephone, in Arabic and in the dark', async () => {
  const page = await visit('volunteer', '/desk?q=raffle&fit=all', { script: false, width: 360, height: 780 })
  expect(await page.getByRole('link', { name: /Do with all/ }).count()).toBe(0)
  await page.getByRole('link', { name: 'Tick some' }).click()
  await page.locator('input[name=statement]').nth(3).check()
  expect(await scrollsSideways(page)).toBe(false)
  await picture(page, 'bulk-tick-phone')
  await page.getByRole('button', { name: 'Do with those ticked' }).click()
  await page.getByLabel('Keep them as they are classified').check()
  await page.getByRole('button', { name: 'See what would happen' }).click()
  expect(await scrollsSideways(page)).toBe(false)
  await picture(page, 'bulk-preview-phone')
  await page.getByRole('button', { name: 'Keep 1' }).click()
  await page.getByRole('heading', { name: 'Kept 1 statement as it is classified.' }).waitFor()
  await page.getByRole('button', { name: 'Take all of it back' }).click()
  await page.getByText('1 is as it was.').waitFor()
  for (const [name, how] of [['phone', { width: 360, height: 780 }], ['wide', {}]] as [string, Visit][]) {
    const arabic = await visit('coordinator', '/bulk/new?q=raffle&do=discard&reason=spam', { language: 'ar', dark: true, ...how })
    await arabic.locator('main ul li .voice').first().waitFor()
    expect(await scrollsSideways(arabic)).toBe(false)
    expect(await faultsOf(arabic)).toEqual([])
    await picture(arabic, `bulk-ar-dark-${name}`)
  }
})

test('what may ask a question in other words: one key at the desk, one tap on its own screen, a refusal remembered', async () => {
  const { house } = served
  const lea = actor('coordinator')
  const ask = async (text: string, question: string) => {
    await say(served.house, founded.campaign, [{ channel: 'form', externalId: `q ${text}`, text, language: /[¿áéíóúñ]/.test(text) ? 'es' : 'en' }])
    const id = await idOf(text.slice(0, 40))
    const { version } = await claimOne(house, founded.campaign.id, lea, id)
    await decide(house, founded.campaign.id, lea, id, version, 'question', question.length === 36 ? { question } : { question: 'new', wording: question })
    return (await house.db.row<{ id: string }>('select question_id as id from question_statement where campaign_id = $1 and statement_id = $2', [founded.campaign.id, id]))!.id
  }
  const tankers = await ask('Who decides where the tankers go, and why does our lane get none?', 'Who decides the round of the water tankers?')
  for (const text of ['The tanker stops at the villa of the mayor and nowhere else, where is the list of stops?', 'A tanker passed our lane empty again, who writes the round?', '¿Quién arma la ruta del camión cisterna y por qué termina antes de mi calle?']) await ask(text, tankers)
  const advisers = await ask('Who are the advisers on the payroll and what do they write all day?', 'Who are the paid advisers and what did they deliver?')
  for (const text of ['Twelve consultants got a contract, may we read one study?', 'The adviser of the governor is a cousin, what does he earn?', '¿Cuánto ganan los asesores del ministerio y qué entregaron?']) await ask(text, advisers)
  await say(served.house, founded.campaign, [
    { channel: 'sms', externalId: 'w1', text: 'Nobody has seen water tankers up here since March, is there any plan of stops?', language: 'en' },
    { channel: 'sms', externalId: 'w2', text: 'Tankers again: where is the list of stops, and who writes it?', language: 'en' },
    { channel: 'sms', externalId: 'w3', text: 'Where do the tankers of the mayor stop, and who keeps the list of stops?', language: 'en' },
  ])
  // What was done a moment ago is over, and is not offered to be undone.
  served.clock.pass(60_000)
  await learnAlikeIn(house, founded.campaign.id)
  const desk = await visit('coordinator', `/desk?fit=all&open=${await idOf('Nobody has seen water tankers')}`)
  await desk.keyboard.press('Enter')
  await desk.getByRole('button', { name: 'It asks this' }).first().waitFor()
  await desk.getByText('May ask the same in other words').first().waitFor()
  expect(await faultsOf(desk)).toEqual([])
  await picture(desk, 'alike-desk')
  await desk.keyboard.press('l')
  await desk.getByText('Joined to a question.').first().waitFor()

  const page = await visit('volunteer', '/asked')
  await page.getByRole('link', { name: /may ask this in other words/ }).click()
  await page.getByRole('heading', { name: 'People may ask the same in other words' }).waitFor()
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'alike-question')
  const first = page.locator('li', { hasText: 'Tankers again' })
  await first.getByRole('button', { name: /^Something else/ }).click()
  await page.getByText('It will not be suggested here again.').waitFor()
  expect(await page.locator('li', { hasText: 'Tankers again' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.locator('li', { hasText: 'Tankers again' }).waitFor()
  await page.locator('li', { hasText: 'Where do the tankers of the mayor' }).getByRole('button', { name: /^It asks this/ }).click()
  await page.getByText('Joined to this question.').waitFor()
  expect((await house.db.row<{ n: number }>('select count(*)::int as n from question_statement where campaign_id = $1 and question_id = $2', [founded.campaign.id, tankers]))!.n).toBe(6)
  for (const [name, how] of [['phone', { width: 360, height: 780 }], ['wide', {}]] as [string, Visit][]) {
    const arabic = await visit('coordinator', `/asked/${tankers}`, { language: 'ar', dark: true, ...how })
    expect(await scrollsSideways(arabic)).toBe(false)
    expect(await faultsOf(arabic)).toEqual([])
    await picture(arabic, `alike-ar-dark-${name}`)
  }
  const phone = await visit('coordinator', `/desk?fit=all&open=${await idOf('Tankers again')}`, { width: 360, height: 780 })
  await phone.getByRole('button', { name: 'Take it' }).click()
  await phone.getByRole('button', { name: 'Question' }).click()
  await phone.locator('#pane-question').getByText('May ask the same in other words').waitFor()
  expect(await scrollsSideways(phone)).toBe(false)
  await picture(phone, 'alike-desk-phone')
})
