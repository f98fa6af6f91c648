/** The desk without a connection: a batch stays workable, each decision is done once or told, and nothing of it stays on the device afterwards. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Actor } from '#core/index.ts'
import { claimNext, claimOne, decide, heldBy } from '#desk/index.ts'
import { freezePerson, identityOf } from '#person/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { keptOn, openDevice, type Device } from '../harness/device.ts'
import { layLine, type Line } from '../harness/line.ts'
import { picture } from '../harness/looks.ts'
import { sentence } from '../harness/office.ts'
import { say as sayPosts } from '../harness/say.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let founded: Founded
let line: Line
let said = 0
const devices: Device[] = []

beforeAll(async () => {
  served = await serveTestHouse()
  founded = await foundExample(served.house)
  line = await layLine(served.url)
})
afterEach(async () => {
  line.mend()
  for (const device of devices.splice(0)) await device.close()
  served.clock.pass(20 * 60_000)
})
afterAll(async () => {
  await line?.close()
  await served?.close()
})

const personOf = (who: string) => founded.people.find((one) => one.email.startsWith(who))!

async function say(count: number): Promise<void> {
  await sayPosts(served.house, founded.campaign, Array.from({ length: count }, () => ({ channel: 'sms', externalId: `s${said}`, text: sentence(said++), language: 'en' })))
}

async function cookiesOf(who: string) {
  const { email, password } = personOf(who)
  return (await identityOf(served.house).signIn({ email, password, address: who })).cookies
}

async function actor(who: string): Promise<Actor> {
  return signedIn(served.house, { ...personOf(who), address: who })
}

async function signIn(device: Device, who: string): Promise<void> {
  const cookies = await cookiesOf(who)
  await device.context.addCookies(cookies.map(({ name, value }) => ({ name, value: encodeURIComponent(value), url: line.url, httpOnly: true, expires: Date.now() / 1_000 + 86_400 })))
}

/** Somebody with their batch on their device, once it is kept there. */
async function withBatch(who: string, count: 1 | 5 | 10 | 25, size?: { width: number; height: number }): Promise<{ device: Device; page: Page; ids: string[] }> {
  await say(count)
  const device = await openDevice(size)
  devices.push(device)
  await signIn(device, who)
  await claimNext(served.house, founded.campaign.id, await actor(who), count, {})
  const ids = (await heldBy(served.house.db, founded.campaign.id, personOf(who).personId, served.clock.now())).map((row) => row.id)
  expect(ids.length).toBe(count)
  await device.page.goto(`${line.url}/let-it-be-known/desk?open=${ids[0]}`)
  await device.page.getByText('Yours for').waitFor()
  await expect.poll(() => kept(device.page)).toMatchObject({ copies: count, page: true })
  return { device, page: device.page, ids }
}

/** What lies on the device: how many statements, whether the page opens without a connection, and every word of it. */
async function kept(page: Page): Promise<{ copies: number; page: boolean; words: string }> {
  return page.evaluate(async () => {
    // Opened before the page made it, it would be made empty.
    const there = (await indexedDB.databases()).some((one) => one.name === 'clamor-offline')
    if (!there) return { copies: 0, page: false, words: '' }
    const opened = await new Promise<IDBDatabase>((done) => (indexedDB.open('clamor-offline').onsuccess = ({ target }) => done((target as IDBOpenDBRequest).result)))
    const all = (store: string) => new Promise<unknown[]>((done) => {
      if (!opened.objectStoreNames.contains(store)) return done([])
      const request = opened.transaction(store).objectStore(store).getAll()
      request.onsuccess = () => done(request.result)
    })
    const [things, small] = [await all('thing'), await all('kept')]
    opened.close()
    const names = await caches.keys()
    const pages = (await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()
    const batch = small.find((one): one is { copies: unknown[] } => typeof one === 'object' && one !== null && 'copies' in one)
    return { copies: batch?.copies.length ?? 0, page: pages.some((url) => url.endsWith('/desk/kept')), words: JSON.stringify([things, small, Object.entries(sessionStorage)]) }
  })
}

const deedsOn = (ids: string[]) => served.house.db.rows<{ id: string; kind: string; done: any; by: string }>(
  `select d.statement_id as id, d.kind, d.done, p.name as by from deed d join person p on p.id = d.person_id where d.campaign_id = $1 and d.statement_id = any($2) and d.taken_back_at is null order by d.at, d.id`, [founded.campaign.id, ids])
const stands = async (id: string) => (await served.house.db.row<{ state: string; area: string | null; place: string | null; notes: string[] }>(
  `select s.state, a.key as area, s.place_name as place, array(select text from note n where n.campaign_id = $1 and n.statement_id = s.id) as notes
   from statement s left join issue_area a on a.campaign_id = $1 and a.id = s.issue_area_id where s.campaign_id = $1 and s.id = $2`, [founded.campaign.id, id]))!
const says = (page: Page, text: string | RegExp) => page.getByText(text).locator('visible=true').first().waitFor()
const main = (page: Page) => page.locator('#main')
/** The way of a telephone to a pane of its dock. */
const pane = (page: Page, name: string) => page.locator('.dock').getByRole('button', { name, exact: true }).click()

test('a batch of five decided on a telephone without a connection, the browser killed between: each is done once, in order, when the connection is back', async () => {
  const { device, page: before, ids } = await withBatch('lucia', 5)
  line.cut()
  await says(before, /No connection since/)
  await before.getByRole('button', { name: 'Other' }).click()
  await before.locator('#pane-area label', { hasText: 'Schools' }).click()
  await before.locator('#pane-area').getByRole('button', { name: 'Back' }).click()
  await main(before).click()
  await says(before, 'Classified as Schools.')
  await pane(before, 'Discard')
  await before.getByRole('button', { name: 'Advertising' }).click()
  await says(before, '2 decisions wait here')
  await pane(before, 'Incident')
  await before.getByRole('textbox', { name: 'What happened' }).fill('The pump was locked')
  await expect.poll(() => keptOn(before)).toContain('The pump was locked')
  await device.kill()

  await device.start()
  const { page } = device
  await signIn(device, 'lucia')
  await page.goto(`${line.url}/let-it-be-known/desk`)
  await says(page, '2 decisions wait here')
  await pane(page, 'Incident')
  await expect.poll(() => page.getByRole('textbox', { name: 'What happened' }).inputValue()).toBe('The pump was locked')
  await page.getByRole('button', { name: 'Make an incident' }).click()
  await pane(page, 'Place')
  await page.locator('#pane-place').getByRole('textbox', { name: 'Place' }).fill('Harrowquay')
  await page.locator('#pane-place').getByRole('button', { name: 'Back' }).click()
  await main(page).click()
  await says(page, '4 decisions wait here')
  await page.getByRole('button', { name: 'Other' }).click()
  await page.getByRole('button', { name: 'Note' }).click()
  await page.locator('#pane-note textarea').fill('I could not read the street')
  // It came up from the other one, and leads back there.
  await page.locator('#pane-note').getByRole('button', { name: 'Back' }).click()
  await page.locator('#pane-area').getByRole('button', { name: 'Release' }).click()
  await says(page, 'All 5 statements that are kept here are decided.')
  expect(await deedsOn(ids)).toEqual([])

  line.mend()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.waitForURL((url) => url.pathname.endsWith('/desk'))
  await page.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  await expect.poll(async () => (await deedsOn(ids)).length).toBe(4)
  const deeds = await deedsOn(ids)
  expect(deeds.map(({ id, kind }) => `${ids.indexOf(id)} ${kind}`).sort()).toEqual(['0 done', '1 discard', '2 incident', '3 done'])
  expect(deeds.find(({ kind }) => kind === 'discard')!.done).toMatchObject({ reason: 'spam' })
  // The clock of the test stands still; what was announced has its order.
  const announced = await served.house.db.rows<{ id: string }>(`select event -> 'statements' ->> 0 as id from live_event where campaign_id = $1 and event ->> 'kind' = 'decided' order by id`, [founded.campaign.id])
  expect(announced.map(({ id }) => ids.indexOf(id))).toEqual([0, 1, 2, 3])
  expect(await stands(ids[0]!)).toMatchObject({ state: 'decided', area: 'schools' })
  expect(await stands(ids[3]!)).toMatchObject({ state: 'decided', place: 'Harrowquay' })
  await expect.poll(() => stands(ids[4]!)).toMatchObject({ state: 'waiting', notes: ['I could not read the street'] })
  await expect.poll(() => kept(page)).toMatchObject({ copies: 0 })
  await expect.poll(async () => (await kept(page)).words).not.toContain('quarter')
})

test('what came too late is told by name, with what was typed; nothing is overwritten, and what waits again is taken again by one press', async () => {
  const { page, ids } = await withBatch('lucia', 5, { width: 1360, height: 850 })
  const [decidedByOther, heldByOther, waits] = ids as [string, string, string]
  line.cut()
  await says(page, /No connection since/)
  for (const [at, note] of ['First note', 'Second note', 'Third note'].entries()) {
    await page.locator('.row').nth(at).click()
    await page.getByRole('textbox', { name: 'Note' }).fill(note)
    await page.locator('label', { hasText: 'Water' }).click()
    await main(page).click()
    await says(page, `${at + 1} decision`)
  }
  await picture(page, 'away-wide', { fullPage: false })
  // The lease runs out; meanwhile others go on.
  served.clock.pass(16 * 60_000)
  const samir = await actor('samir')
  const { version } = await claimOne(served.house, founded.campaign.id, samir, decidedByOther)
  await decide(served.house, founded.campaign.id, samir, decidedByOther, version, 'discard', { reason: 'abuse' })
  await claimOne(served.house, founded.campaign.id, samir, heldByOther)
  line.mend()
  await page.getByRole('button', { name: 'Try now' }).click()
  await says(page, '3 decisions came too late')
  const told = page.locator('.notice', { hasText: 'came too late' })
  await told.getByText('Samir Benhadj has this one now.').waitFor()
  await told.getByText('Samir Benhadj decided it meanwhile.').waitFor()
  await told.getByRole('button', { name: 'Take it again and do this' }).waitFor()
  for (const note of ['First note', 'Second note', 'Third note']) await told.getByText(note).waitFor()
  expect((await deedsOn(ids)).map(({ kind, by }) => [kind, by])).toEqual([['discard', 'Samir Benhadj']])
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'told', { fullPage: false })
  expect(await stands(heldByOther)).toMatchObject({ state: 'held', area: null })
  expect((await stands(heldByOther)).notes).not.toContain('Second note')

  await told.getByRole('button', { name: /and do this/ }).click()
  await expect.poll(() => stands(waits)).toMatchObject({ state: 'decided', area: 'water', notes: expect.arrayContaining(['Third note']) })
  await says(page, '2 decisions came too late')
  expect((await stands(decidedByOther)).notes).not.toContain('First note')
  // Opened, what was typed stands in its field.
  await told.getByRole('button', { name: 'Open it with what you typed' }).last().click()
  await page.waitForURL(new RegExp(heldByOther))
  await expect.poll(() => page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('Second note')
})

test('an answer that was lost on the way: the decision is there once, and is not called too late', async () => {
  const { page, ids } = await withBatch('samir', 5, { width: 1360, height: 850 })
  line.swallow()
  await page.locator('label', { hasText: 'Water' }).click()
  await main(page).click()
  await says(page, /No connection since/)
  await expect.poll(async () => (await deedsOn(ids)).length).toBe(1)
  await says(page, '1 decision waits here')
  line.mend()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.locator('.notice.offline').waitFor({ state: 'detached' })
  await page.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  expect((await deedsOn(ids)).map(({ kind }) => kind)).toEqual(['done'])
  expect(await page.getByText('came too late').count()).toBe(0)
})

test('a decision that waits is taken back with one key, and an alarm goes out before everything else', async () => {
  const { page, ids } = await withBatch('samir', 5, { width: 1360, height: 850 })
  line.cut()
  await says(page, /No connection since/)
  await main(page).click()
  await says(page, '1 decision waits here')
  await page.locator('.undo button').waitFor()
  await page.locator('body').press('u')
  await page.locator('.row.open').waitFor()
  await says(page, 'You can go on: decisions wait here')
  await page.locator('body').press('x')
  await page.getByRole('button', { name: 'Says nothing to act on' }).click()
  // It is on the disk, and the next one is open.
  await page.locator('.undo').getByText('Discarded').waitFor()
  await page.locator('body').press('!')
  await says(page, 'Nobody has been told of the danger yet.')
  line.mend()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.locator('.notice.offline').waitFor({ state: 'detached' })
  await expect.poll(async () => (await deedsOn(ids)).map(({ id, kind }) => [ids.indexOf(id), kind])).toEqual([[0, 'discard']])
  const alarms = () => served.house.db.rows<{ id: string }>(`select statement_id as id from alarm where campaign_id = $1 and statement_id = any($2)`, [founded.campaign.id, ids])
  await expect.poll(async () => (await alarms()).map(({ id }) => ids.indexOf(id))).toEqual([1])
})

test('at sign-out nothing of the desk stays on the device', async () => {
  const { page } = await withBatch('maelle', 5)
  await page.goto(`${line.url}/let-it-be-known/desk`)
  expect((await kept(page)).words).toContain('quarter')
  await page.goto(`${line.url}/sign-out`)
  await page.getByRole('main').getByRole('button').first().click()
  await page.waitForURL(/sign-in/)
  await expect.poll(() => kept(page)).toMatchObject({ copies: 0, page: false })
  await expect.poll(async () => (await kept(page)).words).not.toMatch(/quarter|Maëlle/)
})

test('an account that was frozen while its device had no connection: the first answer takes everything off it, also what waited', async () => {
  const { page, ids } = await withBatch('maelle', 5, { width: 1360, height: 850 })
  line.cut()
  await says(page, /No connection since/)
  await page.getByRole('textbox', { name: 'Note' }).fill('They know my street')
  await main(page).click()
  await says(page, '1 decision waits here')
  await freezePerson(served.house, await actor('amparo'), founded.campaign, personOf('maelle').personId, 'The telephone was taken')
  line.mend()
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.waitForURL(/sign-in/)
  await expect.poll(() => kept(page)).toMatchObject({ copies: 0, page: false })
  await expect.poll(async () => (await kept(page)).words).not.toMatch(/quarter|street/)
  expect(await deedsOn(ids)).toEqual([])
  await page.goto(`${line.url}/let-it-be-known/desk`)
  await page.waitForURL(/sign-in/)
})

test('another person who signs in on the same device finds nothing of the one before', async () => {
  const { device, page } = await withBatch('lucia', 5)
  await device.context.clearCookies()
  await signIn(device, 'samir')
  await page.goto(`${line.url}/let-it-be-known/desk`)
  await page.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  await expect.poll(async () => (await kept(page)).words).not.toContain('quarter')
})

test.each(['en', 'ar'])('the desk without a connection has no fault for axe and fits a telephone of 360 px, also dark (%s)', async (language) => {
  const { device, page } = await withBatch('lucia', 5)
  await page.goto(`${line.url}/let-it-be-known/desk?lang=${language}`)
  await page.emulateMedia({ colorScheme: language === 'ar' ? 'dark' : 'light' })
  await page.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  line.cut()
  await page.locator('.notice.offline').waitFor()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await picture(page, `away-${language}`, { fullPage: false })
  await page.locator('a.back').click()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await picture(page, `away-batch-${language}`, { fullPage: false })
  await device.context.clearCookies()
})
