import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { notesOf } from '#desk/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
let said = 0
const open: Page[] = []

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  const loud = 'Nine days without water on the hill, and the tanker only stops at the street of the mayor. Who decides its route?'
  await say(served.house, founded.campaign, [
    ...[...'abcdefgh'].map((letter) => ({ channel: 'x', externalId: `loud-${letter}`, text: loud, author: { handle: `loud_${letter}` }, language: 'en' })),
    { channel: 'mastodon', externalId: 'loud-m', text: `${loud} @waterboard`, language: 'en' },
    { channel: 'sms', externalId: 'loud-s', text: `${loud} Please.`, language: 'en' },
    { channel: 'form', externalId: 'camion', text: 'El camión cisterna no llegó a la peña y los niños cargan agua desde el río', language: 'es' },
    { channel: 'x', externalId: 'arabic', text: 'انقطعت المياه عن حيّنا منذ تسعة أيام والصهريج لا يقف إلا أمام بيت العمدة', language: 'ar' },
    ...Array.from({ length: 24 }, () => ({ channel: 'paper', externalId: `p${said}`, text: sentence(said++), language: 'en' })),
  ])
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
beforeEach(async () => {
  // What a test before left held goes back, and its decisions can no longer be undone.
  served.clock.pass(20 * 60_000)
  await served.house.db.rows(`update statement set state = 'waiting', version = version + 1 where campaign_id = $1 and state = 'held'`, [founded.campaign.id])
  await served.house.db.rows(`delete from claim where campaign_id = $1`, [founded.campaign.id])
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

/** The desk as somebody of the cast sees it, once it follows what happens. */
async function desk(who: string, query = '', { deaf, ...visit }: Visit & { deaf?: true } = {}): Promise<Page> {
  const page = await openPage(browser, served, { person: founded.people.find((one) => one.email.startsWith(who))!, ...visit })
  open.push(page)
  if (deaf) await page.route(/\/live(\?|$)/, (route) => route.abort())
  await page.goto(`/let-it-be-known/desk${query}`)
  if (visit.script !== false && !deaf) await page.locator('footer .live:not(.off)').waitFor()
  return page
}

const statementOf = (page: Page) => new URL(page.url()).searchParams.get('open')
const words = (page: Page) => page.locator('article h2.said').innerText()

async function takes(page: Page): Promise<string> {
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  return statementOf(page)!
}

async function stands(id: string) {
  return (await served.house.db.row<{ state: string; area: string | null; place: string | null; precision: string | null; holder: string | null }>(
    `select s.state, a.key as area, s.place_name as place, s.precision, p.name as holder from statement s
     left join issue_area a on a.campaign_id = s.campaign_id and a.id = s.issue_area_id
     left join claim c on c.campaign_id = s.campaign_id and c.statement_id = s.id left join person p on p.id = c.person_id
     where s.campaign_id = $1 and s.id = $2`, [founded.campaign.id, id]))!
}

test('two volunteers take the next one: each gets another, and sees at once what the other has', async () => {
  const [lucia, samir] = await Promise.all([desk('lucia'), desk('samir')])
  await lucia.keyboard.press('Enter')
  await samir.locator('.row.held', { hasText: 'Lucía Ferrán has it' }).waitFor()
  await lucia.getByText('Yours for').waitFor()
  await takes(samir)
  expect(statementOf(samir)).not.toBe(statementOf(lucia))
  await lucia.locator('.row.held', { hasText: 'Samir Benhadj has it' }).waitFor()
})

test('the loudest is shown with its voices and with what its wordings say differently', async () => {
  const page = await desk('lucia', '?order=loudest')
  await takes(page)
  expect(await words(page)).toContain('Nine days without water')
  expect(await page.locator('.who').innerText()).toMatch(/^10\s+posts by 10 people/)
  // Whom a copy mentions makes no other wording of it.
  expect(await page.locator('mark').allInnerTexts()).toEqual(['Please.'])
  expect(await page.locator('.why').allInnerTexts()).toEqual(['said first', expect.stringMatching(/^9\d% alike$/)])
})

test('opening is not claiming', async () => {
  const page = await desk('lucia')
  await page.locator('.row').first().click()
  await page.getByText('nobody holds it').waitFor()
  expect(await stands(statementOf(page)!)).toMatchObject({ state: 'waiting', holder: null })
})

test('whoever comes second is told who has it, and keeps what they typed', async () => {
  // His line is bad: he does not hear that somebody takes it meanwhile.
  const samir = await desk('samir', '', { deaf: true })
  await samir.locator('.row').first().click()
  await samir.getByRole('textbox', { name: 'Note' }).fill('Ask the water board for the route')
  const lucia = await desk('lucia')
  expect(await takes(lucia)).toBe(statementOf(samir))
  await samir.getByRole('button', { name: 'Take it' }).click()
  await samir.getByText('Lucía Ferrán has this one now.').waitFor()
  expect(await samir.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Ask the water board for the route')
  expect(await stands(statementOf(samir)!)).toMatchObject({ holder: 'Lucía Ferrán' })
})

test('a lease that ran out is told at the deed, and nothing typed is lost', async () => {
  // News of it would change the button under the finger.
  const page = await desk('lucia', '', { deaf: true })
  const id = await takes(page)
  await page.getByRole('textbox', { name: 'Note' }).fill('The pump house has a second key')
  served.clock.pass(16 * 60_000)
  await page.locator('#main').click()
  await page.getByText('It went back to the queue').waitFor()
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('The pump house has a second key')
  // Each minute the house looks by itself for leases that ran out.
  expect(['held', 'waiting']).toContain((await stands(id)).state)
  await page.locator('#main').click()
  await page.getByText('Yours for').waitFor()
  expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('The pump house has a second key')
})

test('with the keyboard alone: find, take, classify, place, note, done, and the next one is there', async () => {
  const page = await desk('lucia')
  await page.keyboard.press('/')
  await page.keyboard.type('bakery pum')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=bakery/)
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.waitForURL(/open=/)
  const id = await takes(page)
  await page.keyboard.press('3')
  await page.keyboard.press('p')
  await page.keyboard.type('Harroq')
  await page.keyboard.press('Backspace')
  await page.locator('.place li button').first().waitFor()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('n')
  await page.keyboard.type('Second report from this street, x j 1')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await page.getByText('Classified as Health.').waitFor()
  expect(await stands(id)).toMatchObject({ state: 'decided', area: 'health', place: 'Harrowquay', precision: 'district', holder: null })
  await page.goto(`/let-it-be-known/desk?tab=decided&open=${id}`)
  await page.getByText('Second report from this street, x j 1').waitFor()
})

test('discard needs a reason, moves on, and is undone with one key: held by the same person again, with no note written twice', async () => {
  const page = await desk('lucia')
  const id = await takes(page)
  const note = page.getByRole('textbox', { name: 'Note' })
  await note.fill('A leaflet of the shop')
  await page.getByRole('button', { name: 'Save the note now' }).click()
  await expect.poll(() => note.inputValue()).toBe('')
  await note.fill('The other shop also')
  await page.keyboard.press('Escape')
  await page.keyboard.press('x')
  await page.getByRole('button', { name: 'Advertising' }).click()
  await page.getByText('Discarded: Advertising.').waitFor()
  expect(await stands(id)).toMatchObject({ state: 'decided', holder: null })
  expect(statementOf(page)).not.toBe(id)
  await page.keyboard.press('u')
  await page.waitForURL(new RegExp(id))
  expect(await stands(id)).toMatchObject({ state: 'held', holder: 'Lucía Ferrán' })
  await page.getByText('Yours for').waitFor()
  expect(await note.inputValue()).toBe('')
  expect((await notesOf(served.house.db, founded.campaign.id, id)).map(({ text }) => text)).toEqual(['A leaflet of the shop', 'The other shop also'])
})

test('an incident and a question are made with their wording, and joined by the next statement', async () => {
  const page = await desk('lucia', '?q=valve')
  const first = await takes(page)
  await page.keyboard.press('i')
  await page.getByRole('textbox', { name: 'What happened' }).fill('The valve was broken open')
  await page.getByRole('button', { name: 'Make an incident' }).click()
  await page.waitForURL((url) => !url.search.includes(first))
  await page.locator('.undo').getByText('Made an incident of it.').waitFor()
  const second = statementOf(page)!
  // Of two deeds of one moment nobody could say which is the latest.
  served.clock.pass(1_000)
  await page.keyboard.press('i')
  await page.locator('#pane-incident li', { hasText: 'The valve was broken open' }).getByRole('button', { name: 'Join' }).click()
  await page.locator('.undo').getByText('Joined to an incident.').waitFor()
  const rows = await served.house.db.rows<{ title: string; statements: number }>(
    `select i.title, (select count(*)::int from incident_statement l where l.campaign_id = $1 and l.incident_id = i.id) as statements from incident i where i.campaign_id = $1`,
    [founded.campaign.id],
  )
  expect(rows).toEqual([{ title: 'The valve was broken open', statements: 2 }])
  expect(await stands(second)).toMatchObject({ state: 'decided' })

  await page.goto('/let-it-be-known/desk?q=meter')
  await page.locator('footer .live:not(.off)').waitFor()
  const third = await takes(page)
  await page.keyboard.press('q')
  await page.getByRole('textbox', { name: 'Wording' }).fill('When will the meter be repaired?')
  await page.getByRole('button', { name: 'Make a question' }).click()
  await page.locator('.undo').getByText('Made a question of it.').waitFor()
  expect(await stands(third)).toMatchObject({ state: 'decided' })
})

test.each([
  ['an unfinished word, without its accents', 'camion cist', 'El camión cisterna'],
  ['with accents that are not there, in capitals', 'PÉÑA', 'El camión cisterna'],
  ['an unfinished Arabic word', 'والصهر', 'انقطعت المياه'],
  ['Arabic with vowel signs and another alef', 'إنقطَعَت', 'انقطعت المياه'],
])('search finds %s', async (_, query, found) => {
  const page = await desk('samir', `?q=${encodeURIComponent(query)}`)
  expect(await page.locator('.row').allInnerTexts()).toEqual([expect.stringContaining(found)])
})

test('what arrives is announced, and no row moves until one asks', async () => {
  const page = await desk('lucia', '?order=newest')
  const before = await page.locator('.row').allInnerTexts()
  await say(served.house, founded.campaign, [{ channel: 'sms', externalId: 'late', text: 'Just now: the reservoir above the cinema has been opened by men without uniforms', language: 'en' }])
  const bar = page.getByRole('button', { name: '1 new, show' })
  await bar.waitFor()
  expect(await page.locator('.row').allInnerTexts()).toEqual(before)
  await bar.click()
  await page.locator('.row', { hasText: 'reservoir above the cinema' }).waitFor()
})

test('on a telephone of 360 px: nothing to move sideways, everything to press in the lowest third', async () => {
  const page = await desk('lucia', '', { width: 360, height: 740 })
  expect(await scrollsSideways(page)).toBe(false)
  await page.getByRole('button', { name: 'Take next' }).click()
  await page.getByText('Yours for').waitFor()
  expect(await scrollsSideways(page)).toBe(false)
  for (const name of ['Place', 'Incident', 'Question', 'Discard', 'Other']) {
    const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!
    expect(box.y, name).toBeGreaterThan((740 * 2) / 3 - 30)
    expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(44)
  }
  const id = statementOf(page)!
  await page.getByRole('button', { name: 'Other' }).click()
  await page.locator('label', { hasText: 'Schools' }).click()
  expect(await scrollsSideways(page)).toBe(false)
  await page.getByRole('button', { name: 'Back' }).first().click()
  await page.getByRole('button', { name: 'Schools, next' }).click()
  await page.getByText('Classified as Schools.').waitFor()
  expect(await stands(id)).toMatchObject({ state: 'decided', area: 'schools' })
})

test('without a script: take, classify and done, discard with a reason, release', async () => {
  const page = await desk('lucia', '?language=en', { script: false })
  await page.getByRole('button', { name: 'Take next' }).click()
  const first = statementOf(page)!
  await page.locator('label', { hasText: 'Water' }).click()
  await page.getByRole('textbox', { name: 'Note' }).fill('Read on paper')
  await page.getByRole('button', { name: 'Done, take next' }).click()
  expect(await stands(first)).toMatchObject({ state: 'decided', area: 'water' })
  const second = statementOf(page)!
  expect(new URL(page.url()).searchParams.get('language')).toBe('en')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Off the subject' }).click()
  expect(await stands(second)).toMatchObject({ state: 'decided' })
  const third = statementOf(page)!
  await page.getByRole('button', { name: 'Release' }).click()
  expect(await stands(third)).toMatchObject({ state: 'waiting', holder: null })
})

test('several at once are yours, one after the other', async () => {
  const page = await desk('maelle')
  await page.getByRole('button', { name: 'Take them' }).click()
  await page.getByRole('link', { name: 'Mine 5' }).click()
  await page.waitForURL(/tab=mine/)
  await expect.poll(() => page.locator('.row').count()).toBe(5)
})

test('an observer reads, and has nothing to press', async () => {
  const page = await desk('ines')
  await page.locator('.row').first().click()
  await page.getByText('You can read here').waitFor()
  expect(await page.locator('main form[method=post]').count()).toBe(0)
  const answer = await page.request.post('/let-it-be-known/desk?/take', { form: { count: '1' }, headers: { origin: served.url } })
  expect(await answer.text()).not.toContain('Yours for')
  expect((await served.house.db.rows(`select from claim where campaign_id = $1`, [founded.campaign.id])).length).toBe(0)
})

test.each([
  ['en', false], ['en', true], ['ar', false], ['ar', true],
] as const)('axe finds nothing to mend: %s, dark %s', async (language, dark) => {
  const page = await desk('samir', '?order=oldest', { language, dark })
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.locator('#pane-area').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('i')
  await page.locator('#pane-incident:popover-open').waitFor()
  expect(await faultsOf(page)).toEqual([])
})
