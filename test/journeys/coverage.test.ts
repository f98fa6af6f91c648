/** A hearing told live by three people in three browsers, on a telephone in Arabic among them, while somebody may be in danger; and its transcript without a script. */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let founded: Founded
const open: Page[] = []
let home = ''
/** A test that is tried again has words of its own. */
let quoted = ''
let tries = 0
const minute = 60_000

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  served.clock.at = new Date('2026-11-26T07:00:00Z')
  founded = await foundExample(served.house)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

async function visit(who: string | undefined, path: string, how: Visit = {}): Promise<Page> {
  const person = founded.people.find((one) => who !== undefined && one.email.startsWith(who))
  const page = await openPage(browser, served, { ...(person ? { person } : {}), ...how })
  open.push(page)
  await page.goto(`/let-it-be-known${path}`)
  if (path.startsWith('/coverage/') && how.script !== false) await page.locator('.head .live.live:not(.off)').waitFor()
  return page
}

test('a coordinator plans it: hours, a delay for the safety of people, speakers, and a rota that says where nobody is', async () => {
  const page = await visit('edwin', '/coverage')
  await page.getByLabel('What is covered').fill('The hearing on the wells')
  await page.getByLabel('Hashtags').fill('#WellsHearing')
  await page.getByLabel('Begins').fill('2026-11-26T10:00')
  await page.getByLabel('Ends').fill('2026-11-26T13:00')
  await page.getByLabel('Time zone').fill('Africa/Nairobi')
  await page.getByLabel('Delay in minutes').fill('15')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Plan coverage' }).click()
  await page.getByText('held for 15 minutes').waitFor()
  home = new URL(page.url()).pathname.replace('/let-it-be-known', '')
  for (const [part, who] of [['Scribe', 'Lucía'], ['Checker', 'Samir'], ['Poster', 'Maëlle']] as const) {
    const form = page.locator('form[action="?/turn"]')
    if (!(await form.isVisible())) await page.locator('summary', { hasText: 'Add a turn' }).click()
    await form.getByRole('radio', { name: part }).check()
    await form.getByLabel('Who').selectOption({ label: founded.people.find((one) => one.name.startsWith(who))!.name })
    if (part === 'Checker') await form.getByLabel('Until').fill('2026-11-26T12:00')
    await form.getByRole('button', { name: 'Add a turn' }).click()
    await page.locator('.turn', { hasText: who }).waitFor()
  }
  await page.getByText('Nobody from 12:00 to 13:00').waitFor()
  await page.locator('summary', { hasText: 'Add a speaker' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Dr Hana Said')
  await page.getByLabel('What they are').fill('Minister of Water')
  await page.getByLabel('Their accounts').fill('x @hana')
  await page.getByRole('button', { name: 'Add a speaker' }).click()
  await page.locator('summary', { hasText: 'Dr Hana Said' }).waitFor()
  await page.getByRole('button', { name: 'Begin', exact: true }).click()
  await page.getByRole('button', { name: 'STOP' }).waitFor()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})

test('scribe, checker and poster see each other work; nothing is free before its minute; STOP takes it out of their hands', async () => {
  const [scribe, checker, poster] = await Promise.all([visit('lucia', home), visit('samir', home, { width: 360, height: 780, language: 'ar' }), visit('maelle', home, { language: 'en' })])
  quoted = `No school goes another ${['year', 'month', 'week'][tries++]} without water.`
  await scribe.locator('form[action="?/note"]').getByLabel('What was said or seen').fill(quoted)
  await scribe.locator('form[action="?/note"]').getByLabel('By whom').selectOption({ label: 'Dr Hana Said' })
  await scribe.getByRole('button', { name: 'Note it' }).click()
  // The scribe's own eyes are no second pair.
  await scribe.locator('section', { has: scribe.locator('#check') }).getByText('You noted it').waitFor()
  await checker.locator('.voice', { hasText: quoted }).waitFor()
  expect(await checker.evaluate('document.documentElement.dir')).toBe('rtl')
  await checker.locator('li', { hasText: quoted }).getByRole('button', { name: 'صحيحة' }).click()
  await poster.locator('li', { hasText: quoted }).getByText(`Held until ${clockIn(15)}`).waitFor()
  expect(await poster.getByRole('button', { name: 'Take it for X' }).count()).toBe(0)
  expect([await faultsOf(scribe), await faultsOf(checker), await scrollsSideways(checker)]).toEqual([[], [], false])

  served.clock.pass(15 * minute)
  await poster.reload()
  await poster.getByRole('button', { name: 'Take it for X' }).click()
  const link = poster.getByRole('link', { name: 'Open X' })
  await link.waitFor()
  expect(new URL((await link.getAttribute('href'))!).searchParams.get('text')).toBe(`@hana: “${quoted}” #WellsHearing`)
  expect(await faultsOf(poster)).toEqual([])
  // One who checks sees danger: one press, and it is out of everybody's hands.
  await checker.getByRole('button', { name: 'قف' }).click()
  await poster.getByText('STOP: nothing leaves').first().waitFor()
  await link.waitFor({ state: 'detached' })
  const coordinator = await visit('edwin', home)
  await coordinator.getByRole('button', { name: 'Go on' }).click()
  await link.waitFor()
  await poster.getByLabel('Address of the post').fill('https://x.com/letitbeknown/status/7001')
  await poster.getByRole('button', { name: 'It is posted' }).click()
  await posted(poster).getByText(quoted).first().waitFor()
})

/** The clock of the hearing in so many minutes. */
const clockIn = (minutes: number) => new Date(served.clock.now().getTime() + minutes * minute).toLocaleTimeString('en-GB', { timeZone: 'Africa/Nairobi', hour: '2-digit', minute: '2-digit' })
const posted = (page: Page) => page.locator('section', { has: page.locator('#posted') })

test('a picture without its description goes no further, and a thread goes on where the last one posted it', async () => {
  const [scribe, checker, poster] = await Promise.all([visit('lucia', home), visit('samir', home, { width: 360, height: 780, language: 'ar' }), visit('maelle', home, { language: 'en' })])
  await scribe.locator('form[action="?/note"]').getByRole('radio', { name: 'in our words' }).check()
  const said = `${['Forty', 'Fifty', 'Sixty'][tries++ % 3]} wells are to be repaired by June`
  await scribe.locator('form[action="?/note"]').getByLabel('What was said or seen').fill(said)
  await scribe.locator('form[action="?/note"]').getByLabel('Goes on from').selectOption({ index: 1 })
  const map = await sharp({ create: { width: 800, height: 500, channels: 3, background: '#26b' } }).png().toBuffer()
  await scribe.locator('form[action="?/note"]').getByLabel('The picture (optional)').setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: map })
  await scribe.getByRole('button', { name: 'Note it' }).click()
  const waiting = checker.locator('li', { hasText: said })
  await waiting.waitFor()
  expect(await waiting.getByRole('button', { name: 'صحيحة' }).isDisabled()).toBe(true)
  const mine = scribe.locator('section', { has: scribe.locator('#check') }).locator('li', { hasText: said })
  await mine.locator('summary', { hasText: 'Correct' }).click()
  await mine.getByLabel('What the picture shows').fill('A map of the district with forty blue dots.')
  await mine.getByRole('button', { name: 'Keep' }).click()
  await waiting.getByRole('img', { name: 'A map of the district' }).waitFor()
  await waiting.getByRole('button', { name: 'صحيحة' }).click()
  // Checked is what stands there with its minute; the clock may pass from then on.
  await poster.locator('li', { hasText: said }).getByText(`Held until ${clockIn(15)}`).waitFor()
  served.clock.pass(15 * minute)
  await poster.reload()
  await poster.locator('li', { hasText: said }).getByRole('button', { name: 'Take it for X' }).click()
  const next = new URL((await poster.getByRole('link', { name: 'Open X' }).getAttribute('href'))!)
  expect([next.searchParams.get('text'), next.searchParams.get('in_reply_to')]).toEqual([`${said} #WellsHearing`, '7001'])
  const file = await poster.request.get((await poster.getByRole('link', { name: 'Save the picture' }).getAttribute('href'))!)
  expect([file.status(), (await sharp(await file.body()).metadata()).width]).toEqual([200, 800])
  await poster.getByRole('button', { name: 'It is posted' }).click()
  await posted(poster).getByText(said).first().waitFor()
})

test('without a script the board works too, and the transcript is light, marks quotations, and forgets at once', async () => {
  const plain = await visit('edwin', home, { script: false, width: 360 })
  await plain.getByRole('button', { name: 'End it' }).click()
  await plain.getByRole('button', { name: 'Publish the transcript' }).click()
  const address = (await plain.getByRole('link', { name: 'What everybody sees' }).getAttribute('href'))!
  const page = await visit(undefined, address.replace('/let-it-be-known', ''), { script: false, width: 360 })
  const answer = await page.request.get(address)
  const styles = await page.locator('link[rel=stylesheet]').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))
  const bytes = (await answer.body()).length + (await Promise.all(styles.map(async (href) => (await (await fetch(href)).arrayBuffer()).byteLength))).reduce((sum, one) => sum + one, 0)
  expect(bytes).toBeLessThan(30_000)
  const text = await page.innerText('main')
  expect(text).toContain('Dr Hana Said, Minister of Water')
  const picture = page.getByRole('img', { name: 'A map of the district with forty blue dots.' }).first()
  expect((await sharp(await (await page.request.get((await picture.getAttribute('src'))!)).body()).metadata()).width).toBe(640)
  expect(await page.locator('blockquote q').allInnerTexts()).toEqual([quoted])
  const arabic = await visit(undefined, address.replace('/let-it-be-known', ''), { width: 360, height: 780, language: 'ar', dark: true })
  expect([await faultsOf(arabic), await scrollsSideways(arabic)]).toEqual([[], false])
  // Two taps.
  const entry = plain.locator('li', { hasText: quoted })
  await entry.locator('summary', { hasText: 'Take out' }).click()
  await entry.getByRole('button', { name: 'Out of the transcript, now' }).click()
  await page.reload()
  expect(await page.innerText('main')).not.toContain(quoted)
})
