/** Who works in a campaign and what it stands on: by its coordinator, on any machine, at once. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addCampaign, campaignBySlug, institutionsOf, issueAreasOf, type Campaign } from '#campaign/index.ts'
import type { Role } from '#core/index.ts'
import { addUser } from '#person/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
const open: Page[] = []
const password = 'four words nobody puts together'

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  campaign = await addCampaign(served.house, {
    slug: 'ferries', name: 'Ferries', organisation: 'Harbour Watch', languages: ['en', 'ar'], question: 'When does the ferry sail again?',
    words: { ar: { name: 'العبّارات', question: 'متى تبحر العبّارة من جديد؟' } }, areas: 'starting',
  })
  await person('olga', 'owner')
  await person('conrad', 'coordinator')
  await person('vera', 'volunteer')
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

async function person(name: string, role: Role): Promise<void> {
  await addUser(served.house, { email: `${name}@example.org`, name: name[0]!.toUpperCase() + name.slice(1), role, campaign: 'ferries', password })
}

/** A page of somebody; of nobody without a name. */
async function as(name: string | undefined, path: string, visit: Visit = {}): Promise<Page> {
  const page = await openPage(browser, served, { ...visit, ...(name ? { person: { email: `${name}@example.org`, password } } : {}) })
  open.push(page)
  await page.goto(path)
  return page
}

const row = (page: Page, name: string) => page.locator(`li:has(summary[aria-label="Change: ${name}"])`)

test('without a script a link for two is made; on a telephone a newcomer gets in by it and lands at the desk', async () => {
  const page = await as('conrad', '/ferries/people', { script: false })
  await page.fill('[name=cap]', '2')
  await page.click('text=Make the invitation')
  const link = await page.inputValue('input[aria-label="Invitation"]')

  const phone = await as(undefined, new URL(link).pathname, { width: 390, height: 844 })
  expect(await phone.innerText('main')).toContain('Harbour Watch asks you to work in Ferries as volunteer.')
  await phone.fill('[name=name]', 'Nadia')
  await phone.fill('[name=email]', 'nadia@example.org')
  await phone.fill('[name=password]', password)
  await phone.click('button:has-text("Accept")')
  await phone.waitForURL('**/ferries/desk')
  // A volunteer works at the desk and manages nobody.
  expect((await phone.goto('/ferries/people'))!.status()).toBe(403)

  await page.goto('/ferries/people')
  expect(await page.innerText('main')).toContain('Nadia')
  expect(await page.content()).not.toContain(link)
  expect(await page.innerText('main')).toMatch(/whoever has the link\s+volunteer, good until .*, for 1 more person/i)
  await page.click('button:has-text("Take it back")')
  const late = await as(undefined, new URL(link).pathname, { width: 390, height: 844 })
  expect([await late.locator('form [name=password]').count(), await late.innerText('main')]).toEqual([0, expect.stringContaining('This link has been used.')])
})

test('after an invitation the form stands ready for the next one', async () => {
  const page = await as('conrad', '/ferries/people')
  await page.check('[name=role][value=observer]')
  await page.fill('[name=cap]', '40')
  await page.click('text=Make the invitation')
  await page.locator('.once').waitFor()
  expect([await page.inputValue('[name=cap]'), await page.inputValue('[name=days]'), await page.isChecked('[name=role][value=volunteer]')]).toEqual(['1', '3', true])
})

test('a coordinator gives roles below their own, and no forged form gives more', async () => {
  const page = await as('conrad', '/ferries/people')
  expect(await page.locator('summary[aria-label="Change: Olga"]').count()).toBe(0)
  await page.click('summary[aria-label="Change: Vera"]')
  expect(await row(page, 'Vera').locator('option').allTextContents()).toEqual(['observer', 'volunteer'])
  const forge = (path: string, form: Record<string, string>) => page.request.post(`/ferries/people?/${path}`, { form, headers: { origin: served.url, accept: 'text/html' } })
  expect((await forge('invite', { role: 'owner' })).status()).toBe(403)
  const { rows } = await served.house.db.pool.query(`select id from person where email = 'vera@example.org'`)
  expect((await forge('role', { id: rows[0].id, role: 'coordinator' })).status()).toBe(403)
  await page.reload()
  expect(await row(page, 'Vera').innerText()).toContain('volunteer')
})

test('another role holds at the next page that person opens', async () => {
  const [page, theirs] = [await as('olga', '/ferries/people'), await as('vera', '/ferries/desk')]
  expect(await theirs.locator('header nav a:has-text("People")').count()).toBe(0)
  await page.click('summary[aria-label="Change: Vera"]')
  await row(page, 'Vera').locator('select').selectOption('coordinator')
  await row(page, 'Vera').locator('button:has-text("Change the role")').click()
  await page.waitForSelector('text=The role is changed.')
  await theirs.reload()
  await theirs.click('header nav button:has-text("Settings")')
  await theirs.click('header nav a:has-text("People")')
  await theirs.waitForURL('**/ferries/people')
  await page.click('summary[aria-label="Change: Vera"]')
  await row(page, 'Vera').locator('select').selectOption('volunteer')
  await row(page, 'Vera').locator('button:has-text("Change the role")').click()
  await expect.poll(() => row(page, 'Vera').innerText()).toContain('volunteer,')
})

test('whoever is frozen is out at once: their open page leaves by itself; a link that is passed on lets them in again', async () => {
  const [page, theirs] = [await as('conrad', '/ferries/people', { script: false }), await as('vera', '/ferries/desk')]
  await theirs.waitForSelector('.live:has-text("Live")')
  await page.click('summary[aria-label="Change: Vera"]')
  const began = performance.now()
  await row(page, 'Vera').locator('button:has-text("Freeze the account")').click()
  await theirs.waitForURL('**/sign-in?out')
  console.log(`from the press of a coordinator until the other page had left: ${Math.round(performance.now() - began)} ms`)
  expect(await theirs.innerText('main')).toContain('You were signed out here')
  await theirs.fill('[name=email]', 'vera@example.org')
  await theirs.fill('[name=password]', password)
  await theirs.click('main button')
  await theirs.waitForSelector('text=Address and password do not go together.')
  await page.click('summary[aria-label="Change: Vera"]')
  await row(page, 'Vera').locator('button:has-text("Link to come back")').click()
  const link = await row(page, 'Vera').locator('.once input').inputValue()
  const own = await as(undefined, new URL(link).pathname, { script: false, width: 360, height: 780 })
  expect([await own.innerText('main'), await own.inputValue('[name=email]')]).toEqual([expect.stringContaining('For Vera.'), 'vera@example.org'])
  await own.fill('[name=password]', password)
  await own.click('main button')
  await own.waitForURL('**/ferries/desk')
})

test('what is set is what the public reads, in each language; another first language loses no words', async () => {
  const page = await as('conrad', '/ferries/settings', { script: false })
  await page.fill('[name=question]', 'Who cancelled the morning ferry?')
  await page.click('text=Save the campaign')
  const read = async (language: string) => (await fetch(`${served.url}/ferries?lang=${language}`)).text()
  expect(await read('en')).toContain('Who cancelled the morning ferry?')
  expect(await read('ar')).toContain('متى تبحر العبّارة من جديد؟')
  await page.fill('[name=languages]', 'ar en')
  await page.click('text=Save the campaign')
  expect(await campaignBySlug(served.house.db, 'ferries')).toMatchObject({
    name: 'العبّارات', question: 'متى تبحر العبّارة من جديد؟', words: { en: { name: 'Ferries', question: 'Who cancelled the morning ferry?' } },
  })
  expect(await read('en')).toContain('Who cancelled the morning ferry?')
  await page.fill('[name=languages]', 'en ar')
  await page.click('text=Save the campaign')
})

test('issue areas are put in order, one that nothing hangs on goes, an institution owes answers on another', async () => {
  const page = await as('conrad', '/ferries/settings', { script: false })
  const keys = async () => (await issueAreasOf(served.house.db, campaign.id)).map((area) => area.key)
  const press = async (name: string, button: string) => {
    await page.click(`#areas summary:text-is("${name}")`)
    await page.locator('#areas details[open]').getByRole('button', { name: button, exact: false }).click()
  }
  await press('Health', 'Move up: Health')
  expect((await keys()).slice(0, 2)).toEqual(['health', 'water'])
  await press('Police', 'Leave it out: Police')
  expect(await keys()).toEqual(['health', 'water', 'schools', 'budget', 'prisons', 'elections', 'work'])
  await page.click('#institutions summary:text-is("Add an institution")')
  const added = page.locator('#institutions details[open]')
  await added.locator('[name=key]').fill('port office')
  await added.locator('[name="name.en"]').fill('Port Office')
  await added.locator('[name=area][value=work]').check()
  await added.locator('button').first().click()
  expect(await added.innerText()).toContain('A key has small letters, digits and hyphens only.')
  expect(await added.locator('[name="name.en"]').inputValue()).toBe('Port Office')
  await added.locator('[name=key]').fill('port-office')
  if (!(await added.locator('[name=area][value=work]').isChecked())) await added.locator('[name=area][value=work]').check()
  await added.locator('button').first().click()
  const work = (await issueAreasOf(served.house.db, campaign.id)).find((area) => area.key === 'work')!
  expect(await institutionsOf(served.house.db, campaign.id)).toMatchObject([{ key: 'port-office', names: { en: 'Port Office' }, issueAreaIds: [work.id] }])
})

test('the table of consent is previewed, made stricter by a coordinator, and looser only by an owner with a reason', async () => {
  const kept = async () => (await campaignBySlug(served.house.db, 'ferries'))!.consent
  const page = await as('conrad', '/ferries/settings/consent')
  await page.getByLabel('Bluesky: quote the words').uncheck()
  await page.click('text=Show what would change')
  await page.waitForSelector('text=Not any more: Bluesky (quote the words)')
  await page.click('text=Keep this table')
  await expect.poll(kept).toEqual({ bluesky: { quote: false } })
  await page.getByLabel('SMS: quote the words').check()
  await page.click('text=Show what would change')
  await page.waitForSelector('text=Only an owner can put it into force.')
  expect([await page.locator('text=Keep this table').count(), await faultsOf(page), await scrollsSideways(page)]).toEqual([0, [], false])
})

test.each([
  ['en', false],
  ['ar', true],
] as const)('both screens, with all there is on them, have no fault for axe on a telephone and on a desk (%s)', async (language, dark) => {
  const page = await as('conrad', '/ferries/people', { language, dark, width: 360, height: 780 })
  await page.check('[name=scope][value=read]')
  await page.locator('form[action="?/token"] button').click()
  await page.locator('.once').waitFor()
  for (const path of ['people', 'settings', 'settings/consent', 'requests']) {
    if (path !== 'people') await page.goto(`/ferries/${path}`)
    for (const summary of await page.locator('main details > summary').all()) await summary.click()
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
    await page.setViewportSize({ width: 1360, height: 850 })
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
    await page.setViewportSize({ width: 360, height: 780 })
  }
})
