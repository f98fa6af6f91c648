/** A chat from its plan to its transcript: a moderator at the board, somebody of the panel with a link, a visitor without a script, a telephone in Arabic. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readArrival } from '#channel/index.ts'
import { takeIn } from '#intake/index.ts'
import { foldAll } from '#statement/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { sentence } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []
let home = ''
let guestLink = ''
const minute = 60_000

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  served.clock.at = new Date('2026-11-26T15:50:00Z')
  founded = await foundExample(served.house)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

async function visit(who: 'coordinator' | 'volunteer' | undefined, path: string, how: Visit = {}): Promise<Page> {
  const person = who && founded.people.find((one) => one.role === who)
  const page = await openPage(browser, served, { ...(person ? { person } : {}), ...how })
  open.push(page)
  await page.goto(path.startsWith('http') ? path : `/let-it-be-known${path}`)
  if (path.startsWith('/chats/') && how.script !== false) await page.locator('.head .live.live:not(.off)').waitFor()
  return page
}

async function say(posts: Record<string, unknown>[]): Promise<void> {
  const arrivals = posts.map((post) => {
    const read = readArrival({ postedAt: served.clock.now().toISOString(), ...post }, Buffer.from(JSON.stringify(post)))
    if ('reject' in read) throw new Error(read.reject.detail)
    return read.arrival
  })
  await takeIn(served.house, founded.campaign, arrivals, { patient: true })
  await foldAll(served.house, founded.campaign.id)
}

const board = () => home.replace('/chat/', '/chats/')

test('a coordinator plans a chat, invites a panel and announces it', async () => {
  const page = await visit('coordinator', '/chats')
  await page.getByLabel('What it is called').fill('Who answers for the school wells')
  await page.getByLabel('What it is about').fill('Six questions in an hour, to people who ask and people who must answer.')
  await page.getByLabel('Hashtags').fill('#WellsChat #PozosChat')
  await page.getByLabel('Begins').fill('2026-11-26T10:00')
  await page.getByLabel('Time zone').fill('America/El_Salvador')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Plan a chat' }).click()
  await page.getByRole('heading', { name: 'Who answers for the school wells' }).waitFor()
  home = new URL(page.url()).pathname.replace('/let-it-be-known', '').replace('/chats/', '/chat/')
  await page.getByText('26 November, 10:00 (El Salvador)').waitFor()
  for (const text of ['Who repairs the well of your school?', 'How long did you wait the last time?', 'Which office sent you away?']) {
    if (!(await page.getByLabel('Question', { exact: true }).last().isVisible())) await page.locator('summary', { hasText: 'Add a question' }).click()
    await page.getByLabel('Question', { exact: true }).last().fill(text)
    await page.getByRole('button', { name: 'Add a question' }).click()
    await page.getByText(text).first().waitFor()
  }
  // Asked in another order.
  await page.locator('li', { hasText: 'Which office' }).getByRole('button', { name: 'Earlier' }).click()
  await page.locator('ol li:nth-child(2)', { hasText: 'Which office' }).getByText('10:10').waitFor()
  await page.locator('summary', { hasText: 'Add somebody' }).click()
  await page.getByLabel('Name, as everybody may read it').fill('Dr Hana Said')
  await page.getByLabel('What they are', { exact: true }).fill('Engineer')
  await page.getByLabel('Their accounts').fill('x @hana')
  await page.getByRole('button', { name: 'Add somebody' }).click()
  await page.locator('summary', { hasText: 'Their link' }).click()
  guestLink = (await page.locator('a[href*="/guest/"]').getAttribute('href'))!
  await page.getByRole('button', { name: 'Announce it' }).click()
  await page.getByText('Everybody sees when it is').waitFor()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})

test('before it begins everybody reads when it is, also in their own zone, how to take part and who is on the panel', async () => {
  const plain = await visit(undefined, home, { script: false, width: 360 })
  const text = await plain.innerText('main')
  expect(text).toContain('26 November, 10:00 (El Salvador)')
  expect(text).toContain('Dr Hana Said, Engineer')
  expect(text).toContain('begin your answer with A1 and write #WellsChat')
  expect(text).not.toContain('Who repairs')
  expect(text).not.toContain('For you')
  const context = await browser.newContext({ baseURL: served.url, timezoneId: 'Africa/Nairobi', locale: 'en', viewport: { width: 390, height: 800 } })
  const page = await context.newPage()
  open.push(page)
  await page.goto(`/let-it-be-known${home}`)
  expect(await page.innerText('main')).toMatch(/For you: .*26 November.*19:00/)
  expect(await faultsOf(page)).toEqual([])
})

test('while it runs, what is said stands on the board by itself, one tap moves it, and two moderators see the same', async () => {
  served.clock.at = new Date('2026-11-26T16:00:00Z')
  const [moderator, second] = await Promise.all([visit('coordinator', board()), visit('volunteer', board(), { width: 360, height: 780, language: 'ar' })])
  await moderator.getByRole('button', { name: 'Ask Q1 now' }).click()
  await moderator.getByRole('heading', { name: /^Q1, since 10:00/ }).waitFor()
  await second.locator('.asking', { hasText: 'Who repairs' }).waitFor()
  served.clock.pass(2 * minute)
  await say([
    { channel: 'x', externalId: '201', text: 'A1: nobody has since March #WellsChat', author: { handle: 'hana', network: 'x' } },
    { channel: 'mastodon', externalId: '301', text: 'R1. El alcalde promete cada mes #PozosChat', author: { handle: 'lucia@example.org' } },
    { channel: 'bluesky', externalId: 'at://did:plc:9/app.bsky.feed.post/3m', text: 'We pull it up with a rope, every day. #wellschat', author: { handle: 'per.example.org' }, language: 'en' },
    { channel: 'x', externalId: '202', text: 'A8 far too early #WellsChat', author: { handle: 'eager' } },
  ])
  await Promise.all([moderator, second].map((page) => page.locator('.answer', { hasText: 'nobody has since March' }).waitFor()))
  await moderator.locator('.answer', { hasText: 'with a rope' }).filter({ hasText: 'by a rule: its time' }).waitFor()
  const parked = moderator.locator('section', { has: moderator.locator('#parked') }).locator('.answer')
  await parked.filter({ hasText: 'far too early' }).waitFor()
  // By the keyboard alone: to the parked one, and to question 1.
  await parked.focus()
  await moderator.keyboard.press('1')
  await moderator.locator('section', { has: moderator.locator('#now') }).locator('.answer', { hasText: 'far too early' }).getByText('by one of us').waitFor()
  await second.getByRole('heading', { name: 'الموقف، 0' }).waitFor()
  expect([await faultsOf(moderator), await faultsOf(second), await scrollsSideways(second)]).toEqual([[], [], false])
  expect(await second.evaluate('document.documentElement.dir')).toBe('rtl')
  // One tap asks and opens the network with the question ready written.
  const [opened] = await Promise.all([
    moderator.context().waitForEvent('request', (request) => request.url().startsWith('https://x.com/intent/')),
    moderator.getByRole('link', { name: 'and post on X' }).click(),
  ])
  expect(new URL(opened.url()).searchParams.get('text')).toBe('Q2. Which office sent you away? #WellsChat')
  await moderator.getByRole('heading', { name: /^Q2, since 10:02/ }).waitFor()
})

test('somebody of the panel answers from a telephone with nothing but the link, and a visitor without a script and an account answers too', async () => {
  const guest = await visit(undefined, guestLink, { width: 360, height: 780, language: 'ar' })
  expect(await guest.innerText('main')).toContain('Dr Hana Said')
  // What is still to come is for the panel only.
  expect(await guest.innerText('main')).toContain('How long did you wait')
  expect([await faultsOf(guest), await scrollsSideways(guest)]).toEqual([[], false])
  served.clock.pass(4_000)
  await guest.getByLabel('جوابك').fill('البلدية، ثلاث مرات في شهر واحد')
  await guest.getByRole('button', { name: 'أجب', exact: true }).click()
  await guest.getByText('وصل جوابك.').waitFor()

  const visitor = await visit(undefined, home, { script: false, width: 360 })
  expect(await visitor.innerText('main')).toContain('Which office sent you away?')
  expect(await visitor.innerText('main')).not.toContain('How long did you wait')
  expect(await visitor.innerText('main')).not.toContain('El alcalde')
  await visitor.getByRole('link', { name: 'Answer here' }).click()
  served.clock.pass(4_000)
  await visitor.getByRole('textbox', { name: 'Your answer' }).fill('The district office, without a word.')
  await visitor.getByLabel('My words may stand in the transcript').check()
  await visitor.getByLabel('A name to stand beside them').fill('Noor')
  await visitor.getByRole('button', { name: 'Answer', exact: true }).click()
  expect(await visitor.innerText('[role=status]')).toMatch(/take it back at any time: [0-9A-Z]{5}-[0-9A-Z]{5}/)
  await foldAll(served.house, founded.campaign.id)
  const moderator = await visit('volunteer', board())
  await moderator.locator('.answer', { hasText: 'The district office' }).waitFor()
  await moderator.locator('.answer', { hasText: 'ثلاث مرات' }).filter({ hasText: 'Dr Hana Said' }).waitFor()
})

test('the transcript is published, light and without a script; what is taken out is gone from page and file with the next look', async () => {
  await say(Array.from({ length: 90 }, (_, at) => ({
    channel: 'mastodon', externalId: `m${at}`, author: { handle: `m${at}@example.org` },
    text: `A2 ${sentence(at)} #WellsChat`,
  })))
  const page = await visit('coordinator', board())
  await page.getByRole('button', { name: 'End the chat' }).click()
  await page.getByRole('button', { name: 'Publish the transcript' }).click()
  await page.getByText('The transcript is public.').waitFor()

  const plain = await visit(undefined, home, { script: false, width: 360 })
  const answer = await plain.request.get(`/let-it-be-known${home}`)
  const styles = await plain.locator('link[rel=stylesheet]').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))
  const bytes = (await answer.body()).length + (await Promise.all(styles.map(async (href) => (await (await fetch(href)).arrayBuffer()).byteLength))).reduce((sum, one) => sum + one, 0)
  expect(bytes).toBeLessThan(30_000)
  const text = await plain.innerText('main')
  expect(text).toContain('El alcalde promete cada mes')
  expect(text).toContain('Dr Hana Said')
  expect(text).toContain('Noor')
  expect(text).not.toMatch(/lucia|eager|per\.example/)
  expect(text).toContain('placed by a rule')
  // Those that do not fit are a page further.
  await plain.getByRole('link', { name: 'All answers to Q2' }).click()
  let seen = await plain.locator('blockquote').count()
  for (let at = 0; at < 10 && (await plain.getByRole('link', { name: 'All answers to Q2' }).count()) > 0; at++) {
    await plain.getByRole('link', { name: 'All answers to Q2' }).click()
    seen += await plain.locator('blockquote').count()
  }
  expect(seen).toBe(92)
  const file = async () => (await plain.request.get(`/let-it-be-known${home}/transcript.txt`)).text()
  expect(await file()).toContain('El alcalde promete cada mes')

  // Two taps.
  const out = page.locator('.answer', { hasText: 'El alcalde' })
  await out.locator('summary', { hasText: 'Take out' }).click()
  await out.getByRole('button', { name: 'Out of the transcript, now' }).click()
  await page.getByRole('heading', { name: 'Taken out of the transcript, 1' }).waitFor()
  await plain.goto(`/let-it-be-known${home}`)
  expect(await plain.innerText('main')).not.toContain('El alcalde')
  expect(await file()).not.toContain('El alcalde')

  const arabic = await visit(undefined, home, { width: 360, height: 780, language: 'ar', dark: true })
  expect([await faultsOf(arabic), await scrollsSideways(arabic)]).toEqual([[], false])
})
