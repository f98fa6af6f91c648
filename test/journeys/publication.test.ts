/** Publishing in the campaign's own name, in a real browser: connected, written, let go by somebody else, handed to a person, stopped. */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign } from '#campaign/index.ts'
import { addUser } from '#person/index.ts'
import { accountsIn, sendDue } from '#talk/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { password } from '../harness/office.ts'
import { openMastodon, type MastodonPeer } from '../peers/mastodon.ts'

let served: ServedHouse
let browser: Browser
let mastodon: MastodonPeer
let campaignId: string
const person = (name: string) => ({ email: `${name}@example.org`, password })
const send = async () => sendDue(served.house, campaignId, await accountsIn(served.house, campaignId))

beforeAll(async () => {
  mastodon = await openMastodon({ now: () => served.clock.now() })
  ;[served, browser] = await Promise.all([serveTestHouse({ reach: mastodon.url }), openBrowser()])
  campaignId = (await addCampaign(served.house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'], languages: ['en', 'es'] })).id
  for (const [name, role] of [['amal', 'coordinator'], ['omar', 'coordinator'], ['lucia', 'volunteer']] as const) await addUser(served.house, { email: `${name}@example.org`, name, role, campaign: 'water-now', password })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await mastodon?.close()
})

async function connect(page: Page, token: string): Promise<void> {
  await page.goto('/water-now/accounts')
  await page.locator('summary', { hasText: 'Mastodon' }).click()
  await page.getByLabel('Server').first().fill(mastodon.url)
  await page.getByLabel('Access token', { exact: true }).first().fill(token)
  await page.getByRole('button', { name: 'Connect Mastodon' }).click()
}

test('a coordinator connects an account: keys that do not fit are told, those that do are never shown again', async () => {
  const page = await openPage(browser, served, { person: person('amal') })
  await connect(page, 'not-the-token')
  await page.getByText('The network did not take this').waitFor()
  expect(await page.content()).not.toContain('not-the-token')
  await connect(page, mastodon.token)
  await page.getByText('is connected.').waitFor()
  expect(await page.content()).not.toContain(mastodon.token)
  await page.getByRole('button', { name: /Check the connection/ }).click()
  await page.getByText('can be reached.').waitFor()
  expect(await faultsOf(page)).toEqual([])
})

test('on a telephone without scripts: written with a picture, given to a second person, let go, out; the other network by hand', async () => {
  const lucia = await openPage(browser, served, { person: person('lucia'), width: 360, height: 740, script: false })
  await lucia.goto('/water-now/publications')
  await lucia.getByRole('link', { name: 'Write a publication' }).click()
  await lucia.getByLabel('Text', { exact: true }).fill('Forty days without water in street nine. #WaterNow')
  await lucia.locator('summary', { hasText: 'Posted by a person' }).click()
  await lucia.getByLabel('Bluesky', { exact: true }).check()
  await lucia.getByRole('button', { name: 'Keep as a draft' }).click()
  await lucia.getByText('50 of 500').waitFor()
  expect(await scrollsSideways(lucia)).toBe(false)
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#2b6' } }).jpeg().toBuffer()
  await lucia.getByLabel('A picture from this device').setInputFiles({ name: 'bucket.jpg', mimeType: 'image/jpeg', buffer: photo })
  await lucia.getByRole('button', { name: 'Add a picture' }).click()
  expect(await lucia.getByRole('button', { name: 'Give to a second person' }).isDisabled()).toBe(true)
  await lucia.getByLabel('What can be seen on picture 1').fill('A row of empty buckets')
  await lucia.getByRole('button', { name: 'Keep the description' }).click()
  await lucia.getByRole('button', { name: 'Give to a second person' }).click()
  await lucia.getByText('Waits for a second person; lucia wrote on it last.').waitFor()
  expect(await lucia.getByRole('button', { name: 'Let it go' }).count()).toBe(0)

  const omar = await openPage(browser, served, { person: person('omar') })
  await omar.goto(lucia.url())
  expect(await faultsOf(omar)).toEqual([])
  await omar.getByRole('button', { name: 'Let it go' }).click()
  await omar.getByText('omar let it go.').waitFor()
  expect([await send(), mastodon.statuses]).toEqual([0, []])
  served.clock.pass(12_000)
  // The house may have been faster.
  await send()
  await expect.poll(() => mastodon.statuses.at(-1)).toMatchObject({ text: 'Forty days without water in street nine. #WaterNow', media_attachments: [{ description: 'A row of empty buckets' }] })
  await omar.reload()
  await omar.getByRole('link', { name: 'See it there' }).waitFor()

  await lucia.reload()
  expect(await lucia.getByRole('link', { name: 'Open Bluesky with this text' }).getAttribute('href')).toBe('https://bsky.app/intent/compose?text=Forty%20days%20without%20water%20in%20street%20nine.%20%23WaterNow')
  await lucia.getByLabel('Link to the post on Bluesky (optional)').fill('https://bsky.app/profile/lucia.example/post/3k')
  await lucia.getByRole('button', { name: 'I posted it' }).click()
  await lucia.getByText('posted by lucia').waitFor()
})

test('STOP is one press, stands on every screen of publications, and what waits leaves when it is lifted', async () => {
  const [omar, amal] = await Promise.all([openPage(browser, served, { person: person('omar') }), openPage(browser, served, { person: person('amal'), width: 360, height: 740 })])
  await omar.goto('/water-now/publications/new')
  await omar.getByLabel('Text', { exact: true }).fill('The board meets behind closed doors tonight. #WaterNow')
  await omar.getByRole('button', { name: 'Keep as a draft' }).click()
  await omar.getByRole('button', { name: 'Give to a second person' }).click()
  await omar.getByText('You wrote on this last').waitFor()
  await amal.goto(omar.url())
  await amal.getByRole('button', { name: 'Let it go' }).click()
  await amal.getByText('amal let it go.').waitFor()
  await amal.goto('/water-now/publications')
  await amal.getByRole('button', { name: 'STOP everything' }).click()
  await amal.getByText('Stopped: nothing leaves').waitFor()
  expect([await faultsOf(amal), await scrollsSideways(amal)]).toEqual([[], false])
  served.clock.pass(12_000)
  expect(await send()).toBe(0)
  await omar.goto('/water-now/publications')
  await omar.getByText('held back').waitFor()
  await omar.getByRole('button', { name: 'Let it leave again' }).click()
  await omar.getByText('Stopped: nothing leaves').waitFor({ state: 'detached' })
  // The house may have been faster.
  await send()
  // Who looks on sees it without touching anything.
  await amal.getByText('out since').nth(1).waitFor()
  expect(mastodon.statuses.filter((one) => one.text.startsWith('The board meets'))).toHaveLength(1)
})

test('let go and taken back within ten seconds, it is a draft again and nothing leaves', async () => {
  const [lucia, omar] = await Promise.all([openPage(browser, served, { person: person('lucia') }), openPage(browser, served, { person: person('omar') })])
  await lucia.goto('/water-now/publications/new')
  await lucia.getByLabel('Text', { exact: true }).fill('Too early to say this. #WaterNow')
  await lucia.getByRole('button', { name: 'Keep as a draft' }).click()
  await lucia.getByRole('button', { name: 'Give to a second person' }).click()
  await lucia.getByText('Waits for a second person').waitFor()
  await omar.goto(lucia.url())
  await omar.getByRole('button', { name: 'Let it go' }).click()
  await omar.getByText('Let go. It leaves when').waitFor()
  await omar.getByRole('button', { name: /^Undo/ }).click()
  await omar.getByText('A draft; lucia wrote on it last.').waitFor()
  served.clock.pass(60_000)
  await send()
  expect(mastodon.statuses.filter((one) => one.text.startsWith('Too early'))).toEqual([])
})

test.each(['es', 'fr', 'ar'] as const)('in %s, on a telephone and in the dark, the screens are whole', async (language) => {
  const page = await openPage(browser, served, { person: person('amal'), language, width: 360, height: 740, dark: true })
  for (const path of ['/water-now/publications', '/water-now/publications/new', '/water-now/accounts']) {
    await page.goto(path)
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
  }
})
