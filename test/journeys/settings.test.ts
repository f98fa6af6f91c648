/** What a campaign stands on, set by its coordinator: what the public reads, its issue areas and institutions, consent, letters in doubt. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { campaignBySlug, institutionsOf, issueAreasOf } from '#campaign/index.ts'
import { openFerries, type Ferries } from '../harness/ferries.ts'
import { fine } from '../harness/looks.ts'

let ferries: Ferries

beforeAll(async () => {
  ferries = await openFerries()
})
afterAll(() => ferries?.close())
afterEach(() => ferries.leave())

test('what is set is what the public reads, in each language; another first language loses no words', async () => {
  const page = await ferries.as('conrad', '/ferries/settings', { script: false })
  await page.fill('[name=question]', 'Who cancelled the morning ferry?')
  await page.click('text=Save the campaign')
  const read = async (language: string) => (await fetch(`${ferries.url}/ferries?lang=${language}`)).text()
  expect(await read('en')).toContain('Who cancelled the morning ferry?')
  expect(await read('ar')).toContain('متى تبحر العبّارة من جديد؟')
  await page.fill('[name=languages]', 'ar en')
  await page.click('text=Save the campaign')
  expect(await campaignBySlug(ferries.house.db, 'ferries')).toMatchObject({
    name: 'العبّارات', question: 'متى تبحر العبّارة من جديد؟', words: { en: { name: 'Ferries', question: 'Who cancelled the morning ferry?' } },
  })
  expect(await read('en')).toContain('Who cancelled the morning ferry?')
  await page.fill('[name=languages]', 'en ar')
  await page.click('text=Save the campaign')
})

test('issue areas are put in order, one that nothing hangs on goes, an institution owes answers on another', async () => {
  const page = await ferries.as('conrad', '/ferries/settings', { script: false })
  const keys = async () => (await issueAreasOf(ferries.house.db, ferries.campaign.id)).map((area) => area.key)
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
  const work = (await issueAreasOf(ferries.house.db, ferries.campaign.id)).find((area) => area.key === 'work')!
  expect(await institutionsOf(ferries.house.db, ferries.campaign.id)).toMatchObject([{ key: 'port-office', names: { en: 'Port Office' }, issueAreaIds: [work.id] }])
})

test('the table of consent is previewed, made stricter by a coordinator, and looser only by an owner with a reason', async () => {
  const kept = async () => (await campaignBySlug(ferries.house.db, 'ferries'))!.consent
  const page = await ferries.as('conrad', '/ferries/settings/consent')
  await page.getByLabel('Bluesky: quote the words').uncheck()
  await page.click('text=Show what would change')
  await page.waitForSelector('text=Not any more: Bluesky (quote the words)')
  await page.click('text=Keep this table')
  await expect.poll(kept).toEqual({ bluesky: { quote: false } })
  // What is ticked before the answer is drawn is set back by it.
  await page.getByText('Kept. It holds from now on.').waitFor()
  await page.getByLabel('SMS: quote the words').check()
  await page.click('text=Show what would change')
  await page.waitForSelector('text=Only an owner can put it into force.')
  expect(await page.locator('text=Keep this table').count()).toBe(0)
  await fine(page, 'consent-1360')
})

test.each([
  ['en', false],
  ['ar', true],
] as const)('the screens of settings, with all there is on them, have no fault for axe on a telephone and on a desk (%s)', async (language, dark) => {
  await ferries.lettersOf('vera')
  const page = await ferries.as('conrad', '/ferries/settings', { language, dark, width: 360, height: 780 })
  for (const path of ['settings', 'settings/consent', 'requests']) {
    if (path !== 'settings') await page.goto(`/ferries/${path}`)
    for (const summary of await page.locator('main details > summary').all()) await summary.click()
    await fine(page, `${path}-360-${language}`)
    await page.setViewportSize({ width: 1360, height: 850 })
    await fine(page, `${path}-1360-${language}`)
    await page.setViewportSize({ width: 360, height: 780 })
  }
})

test('letters of which nobody knows whether they left are looked at one by one, or left all at once', async () => {
  for (let letter = 0; letter < 2; letter++) await ferries.lettersOf('vera')
  const page = await ferries.as('conrad', '/ferries/settings', { script: false })
  expect(await page.innerText('#outbox')).toMatch(/\d letters may have left, and nobody knows/)
  await page.locator('#outbox .settle').first().getByRole('button', { name: 'It arrived' }).click()
  await page.click('#outbox button:has-text("Leave all of them")')
  await page.waitForSelector('#outbox:not(:has(.settle))')
})
