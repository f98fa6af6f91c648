/** A campaign is planned: from a ready plan to a verdict, by two people at once, and without a script. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded

const personOf = (role: 'coordinator' | 'volunteer', at = 0) => founded.people.filter((one) => one.role === role)[at]!

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function at(who: 'coordinator' | 'volunteer', path: string, { other, deaf, ...visit }: Visit & { other?: number; deaf?: true } = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: personOf(who, other), ...visit })
  if (deaf) await page.route(/\/live(\?|$)/, (route) => route.abort())
  await page.goto(`/let-it-be-known/${path}`)
  return page
}

const rowOf = (table: string) => served.house.db.row<{ id: string }>(`select id from ${table} where campaign_id = $1 order by created_at, id limit 1`, [founded.campaign.id])

test('an empty board leads to a plan that worked, which becomes moments and tactics around one’s own day', async () => {
  const page = await at('coordinator', 'board')
  await page.getByText('Nothing is planned yet').waitFor()
  await page.getByRole('link', { name: 'Start from a plan that worked' }).click()
  const section = page.locator('#trained-team')
  await section.getByText('What is in it').click()
  await section.locator('input[type=date]').fill(new Date(served.clock.now().getTime() + 50 * 86_400_000).toISOString().slice(0, 10))
  await section.getByRole('button', { name: /Use this plan/ }).click()
  await page.waitForURL(/\/board$/)
  await expect.poll(() => page.locator('.timeline svg .bar, .timeline svg a').count()).toBeGreaterThan(4)
  const unled = page.getByRole('heading', { name: 'Without a leader' }).locator('..')
  await expect.poll(() => unled.getByRole('button').count()).toBe(4)
  // "nobody leads" is said in words, not by colour alone.
  expect(await page.locator('.timeline .nobody').first().textContent()).toContain('nobody leads')
  await page.context().close()
})

test('of two who press "Lead it" at once one leads, and the other is told who; open boards follow by themselves', async () => {
  // Those two do not hear of each other: the button of the slower one would be gone before it is pressed.
  const [one, two, coordinator] = await Promise.all([at('volunteer', 'board', { deaf: true }), at('volunteer', 'board', { other: 1, deaf: true }), at('coordinator', 'board')])
  const button = (page: Page) => page.getByRole('button', { name: 'Lead it: Training day for the team' })
  await Promise.all([button(one).click(), button(two).click()])
  await expect.poll(() => button(coordinator).count()).toBe(0)
  const leader = await served.house.db.row<{ name: string }>(`select p.name from tactic t join person p on p.id = t.leader_id where t.campaign_id = $1 and t.title like 'Training%'`, [founded.campaign.id])
  expect([personOf('volunteer').name, personOf('volunteer', 1).name]).toContain(leader!.name)
  const lost = leader!.name === personOf('volunteer').name ? two : one
  await expect.poll(() => lost.getByText('Somebody else leads this now.').count()).toBe(1)
  for (const page of [one, two, coordinator]) await page.context().close()
})

test('a tactic is judged by a person with a reason; a verdict without one is refused and keeps what was chosen', async () => {
  const page = await at('coordinator', `tactics/${(await rowOf('tactic'))!.id}`)
  await page.getByRole('button', { name: 'It is done' }).click()
  await page.getByText('Figures help, and never judge alone').waitFor()
  await page.getByText('Some of it, or not by our doing alone.').click()
  await page.getByRole('button', { name: 'Judge it' }).click()
  await page.getByText('Say in a few words why.').waitFor()
  expect(await page.getByRole('radio', { name: /Mixed/ }).isChecked()).toBe(true)
  await page.getByRole('textbox', { name: 'Because' }).fill('Half of the team was ill; the others trained twice.')
  await page.getByRole('button', { name: 'Judge it' }).click()
  await expect.poll(() => page.locator('.verdict.mixed').count()).toBeGreaterThan(0)
  await page.goto('/let-it-be-known/board')
  await page.getByRole('cell', { name: 'Half of the team was ill; the others trained twice.' }).waitFor()
  await page.context().close()
})

test('whoever changes a moment that somebody else has just changed is told, and keeps what they typed', async () => {
  const [one, two] = await Promise.all([at('coordinator', 'moments'), at('coordinator', 'moments')])
  for (const page of [one, two]) await page.locator('article').first().getByText('Change', { exact: true }).click()
  await one.locator('article').first().getByRole('textbox', { name: 'Place' }).fill('City hall')
  await two.locator('article').first().getByRole('textbox', { name: 'Title' }).fill('The governor speaks at last')
  await one.locator('article').first().getByRole('button', { name: 'Save' }).click()
  await one.getByText('City hall').first().waitFor()
  await two.locator('article').first().getByRole('button', { name: 'Save' }).click()
  await two.getByText('This changed while you worked on it.').waitFor()
  expect(await two.locator('article').first().getByRole('textbox', { name: 'Title' }).inputValue()).toBe('The governor speaks at last')
  for (const page of [one, two]) await page.context().close()
})

test('without a script: a target is added, what it said is noted with a link, and its stance follows', async () => {
  const page = await at('coordinator', 'targets', { script: false })
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ottoline Brack')
  await page.getByRole('textbox', { name: 'Office' }).fill('Governor')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('brack@state.example')
  await page.getByRole('button', { name: 'Add a target' }).click()
  await page.getByRole('link', { name: 'Ottoline Brack' }).click()
  expect(await page.content()).not.toContain('brack@state.example')
  await page.getByRole('textbox', { name: 'What they said or did' }).fill('I will read all of them.')
  await page.getByRole('textbox', { name: 'Link, number of the post, or who saw it' }).fill('https://news.example/brack')
  await page.getByLabel('Where they stand since').selectOption('wavering')
  await page.getByRole('button', { name: 'Note a response' }).click()
  await page.locator('.voice.said', { hasText: 'I will read all of them.' }).waitFor()
  expect(await page.locator('.stance b').first().innerText()).toBe('Wavering')
  await page.getByRole('combobox', { name: 'Why do you look?' }).selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Show how to reach them' }).click()
  await page.getByText('brack@state.example').waitFor()
  await page.context().close()
})

test('a hashtag that runs is adopted, and what it said so far comes in through the import', async () => {
  const page = await at('coordinator', 'hashtags/adopt')
  await page.getByRole('textbox', { name: 'Hashtag' }).fill('#agualimpiaya')
  await page.getByRole('button', { name: 'Look it through' }).click()
  await page.getByText('Where does one word end?').waitFor()
  await page.getByRole('button', { name: 'Adopt it' }).click()
  await page.getByText('#agualimpiaya is one of ours.').waitFor()
  await page.getByRole('link', { name: 'Choose the file' }).click()
  await page.waitForURL(/\/import$/)
  const rows = [1, 2, 3].map((n) => JSON.stringify({ channel: 'x', id: `agua-${n}`, text: n < 3 ? 'The tanker has not come to the chapel for nine days #agualimpiaya' : 'Who signed the contract of the pump? #agualimpiaya' }))
  await page.locator('input[type=file]').setInputFiles({ name: 'agua.jsonl', mimeType: 'application/x-ndjson', buffer: Buffer.from(rows.join('\n')) })
  await page.getByRole('button', { name: 'Look at it first' }).click()
  await page.getByRole('button', { name: 'Import the file' }).click()
  await expect.poll(async () => (await served.house.db.row<{ n: number }>(`select count(*)::int as n from post_fold where campaign_id = $1`, [founded.campaign.id]))!.n).toBe(3)
  await page.goto('/let-it-be-known/hashtags/adopt?tag=agualimpiaya')
  await page.getByText('Under #agualimpiaya: 3 posts in 2 statements.').waitFor()
  await page.context().close()
})

test('one’s own goal is on one’s own board and on nobody else’s', async () => {
  const page = await at('volunteer', 'own-goal')
  await page.getByRole('textbox', { name: 'What I set out to do' }).fill('Ring three parishes a week')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.locator('.goal', { hasText: 'Ring three parishes a week' }).waitFor()
  await page.getByRole('radio', { name: 'I am stuck' }).check()
  await page.getByRole('textbox', { name: 'Note' }).fill('Nobody picks up')
  await page.getByRole('button', { name: 'Keep it' }).click()
  await page.getByText('Nobody picks up').waitFor()
  await page.goto('/let-it-be-known/board')
  await page.getByText('Ring three parishes a week').waitFor()
  const other = await at('coordinator', 'board')
  expect(await other.getByText('Ring three parishes a week').count()).toBe(0)
  for (const one of [page, other]) await one.context().close()
})

test('calendars: the public one has public moments only, the private one everything while its link holds', async () => {
  const page = await at('coordinator', 'moments')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.locator('.link').innerText()
  const read = async (url: string) => {
    const answer = await fetch(url)
    return { status: answer.status, type: answer.headers.get('content-type'), text: (await answer.text()).replaceAll('\r\n ', '') }
  }
  const open = await read(`${served.url}/let-it-be-known/calendar.ics`)
  expect([open.status, open.type]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(open.text).not.toContain('BEGIN:VEVENT')
  const whole = await read(link)
  expect(whole.text).toContain('SUMMARY:Public appearance of the target')
  expect(whole.text).toContain('SUMMARY:Everybody in the same two hours')
  expect((await read(`${link}x`)).status).toBe(404)
  await page.getByRole('button', { name: /End it/ }).click()
  await expect.poll(async () => (await read(link)).status).toBe(404)
  await page.context().close()
})
