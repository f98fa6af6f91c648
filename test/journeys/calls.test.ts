/** The phone log on a real browser: what is typed outlives a crash, consent is kept as it was answered, one person calls back. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { addUser, identityOf, readAudit } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { keptOn, openDevice } from '../harness/device.ts'
import { layLine } from '../harness/line.ts'
import { password } from '../harness/office.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
const vera = { email: 'vera@example.org', password }
const omar = { email: 'omar@example.org', password }
const cora = { email: 'cora@example.org', password }

beforeAll(async () => {
  served = await serveTestHouse()
  browser = await openBrowser()
  campaign = await addCampaign(served.house, { slug: 'wells', name: 'Open wells', organisation: 'River Watch', hashtags: ['OpenWells'], areas: 'starting' })
  for (const [who, name, role] of [[vera, 'Vera', 'volunteer'], [omar, 'Omar', 'volunteer'], [cora, 'Cora', 'coordinator']] as const) await addUser(served.house, { ...who, name, role, campaign: 'wells' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
/** The lead says nearly the same. */
const saved = (page: Page) => page.getByText('The call is saved.', { exact: true }).waitFor()
const posts = (like: string) => served.house.db.rows<Record<string, unknown>>(
  `select text, quote, name, pass_on as "passOn", write, knows, reply_to as "replyTo", author_id as author from post where campaign_id = $1 and channel = 'call' and text like $2 order by arrived_at`, [campaign.id, `${like}%`])
const answer = (page: Page, question: string, word: string) => page.getByRole('group', { name: question }).getByRole('radio', { name: word, exact: true }).dispatchEvent('click')

test('a call is taken by the script: the words, the consent as answered, the number only for whoever calls back, and once', async () => {
  const page = await openPage(browser, served, { person: vera })
  await page.goto('/wells/calls')
  await page.getByRole('button', { name: 'A call comes in' }).click()
  await says(page, /^\d+:\d\d$/)
  await page.getByLabel('Read it in').selectOption('es')
  await says(page, '¿Qué pasó? Cuéntelo con sus palabras.')
  await page.getByLabel('What the caller says').fill('The register of the lower school was carried out by the back door.')
  await page.getByLabel('When', { exact: true }).fill('this morning')
  await answer(page, 'How they know', 'saw it')
  await answer(page, 'May we show your words in public?', 'Yes')
  await answer(page, 'May we show your name with them?', 'No')
  await page.getByLabel('Number', { exact: true }).fill('+44 20 7946 0321')
  await page.getByLabel('Call back', { exact: true }).selectOption('soon')
  await page.keyboard.press('Control+Enter')
  await saved(page)
  expect(await posts('The register')).toEqual([expect.objectContaining({
    text: 'The register of the lower school was carried out by the back door.\nthis morning', quote: true, name: false, passOn: null, write: null, knows: 'saw',
  })])
  await expect.poll(() => page.getByLabel('What the caller says').inputValue()).toBe('')

  const other = await openPage(browser, served, { person: omar })
  await other.goto('/wells/calls')
  expect(await other.content()).not.toContain('7946 0321')
  // The button of whoever was slower may be gone before it is pressed.
  await Promise.all([page, other].map((one) => one.getByRole('button', { name: 'I call back' }).click({ timeout: 5_000 }).catch(() => {})))
  await Promise.race([says(page, '+44 20 7946 0321'), says(other, '+44 20 7946 0321')])
  const [holder, loser, name] = (await page.getByText('7946 0321').count()) > 0 ? [page, other, 'Vera'] : [other, page, 'Omar']
  await says(loser, `${name} is calling`)
  expect(await loser.content()).not.toContain('7946 0321')
  expect((await readAudit(served.house.db, campaign.id, { kind: 'contact.read' })).map((look) => [look.person?.name, look.reason])).toEqual([[name, 'callback']])

  await holder.getByRole('button', { name: 'Reached', exact: true }).click()
  await holder.getByRole('button', { name: 'Note down what was said' }).click()
  await holder.getByLabel('What the caller says').fill('She adds that the caretaker had the key.')
  await holder.getByRole('button', { name: 'Save the call' }).click()
  await saved(holder)
  await says(loser, 'Nobody waits for a call.')
  // That the first call was saved may still stand there.
  await expect.poll(async () => (await posts('She adds')).length).toBe(1)
  const [first] = await posts('The register')
  const [second] = await posts('She adds')
  expect([second!['replyTo'] !== null, second!['author']]).toEqual([true, first!['author']])
})

test('urgent saves at once, with or without words, and the call goes on', async () => {
  const page = await openPage(browser, served, { person: vera, width: 360, height: 780 })
  await page.goto('/wells/calls')
  await page.getByLabel('Number', { exact: true }).fill('911')
  await page.getByRole('button', { name: /^Urgent/ }).click()
  await says(page, 'Saved, and those on duty are called.')
  expect((await posts('Somebody needs help at once.')).length).toBe(1)
  await foldAll(served.house, campaign.id)
  const colleague = await openPage(browser, served, { person: omar })
  await colleague.goto('/wells/desk')
  await says(colleague, 'Somebody needs help at once.')
  await page.getByLabel('What the caller says').fill('Two men wait before her house in the tannery lane.')
  await page.getByRole('button', { name: 'Save the call' }).click()
  await saved(page)
  expect(await posts('Two men wait')).toEqual([expect.objectContaining({ replyTo: expect.any(String), author: (await posts('Somebody needs help'))[0]!['author'] })])
})

test('what was typed is there after the browser was killed, and a call saved while nobody answers is saved once later', async () => {
  const line = await layLine(served.url)
  const laptop = await openDevice({ width: 1360, height: 850 })
  try {
    const signIn = async () => {
      const { cookies } = await identityOf(served.house).signIn(vera)
      await laptop.context.addCookies(cookies.map(({ name, value }) => ({ name, value: encodeURIComponent(value), url: line.url, httpOnly: true, expires: Date.now() / 1_000 + 86_400 })))
    }
    await signIn()
    await laptop.page.goto(`${line.url}/wells/calls`)
    await laptop.page.getByLabel('What the caller says').pressSequentially('The bridge guard turns back the ambulance')
    await laptop.page.getByLabel('Where', { exact: true }).fill('Oldford')
    await expect.poll(() => keptOn(laptop.page)).toMatch(/turns back the ambulance.*Oldford|Oldford.*turns back the ambulance/)
    await laptop.kill()
    await laptop.start()
    await signIn()
    await laptop.page.goto(`${line.url}/wells/calls`)
    await says(laptop.page, 'Typed before and not saved.')
    expect([await laptop.page.getByLabel('What the caller says').inputValue(), await laptop.page.getByLabel('Where', { exact: true }).inputValue()]).toEqual(['The bridge guard turns back the ambulance', 'Oldford'])
    line.cut()
    await laptop.page.getByRole('button', { name: 'Save the call' }).click()
    await says(laptop.page, 'Not saved: nobody answers.')
    line.mend()
    await laptop.page.getByRole('button', { name: 'Save the call' }).click()
    await saved(laptop.page)
    expect((await posts('The bridge guard')).length).toBe(1)
  } finally {
    await laptop.close()
    await line.close()
  }
})

test('without scripts a call is taken too; what is wrong is said beside its field and nothing typed is lost', async () => {
  const page = await openPage(browser, served, { person: vera, script: false })
  await page.goto('/wells/calls')
  await page.getByLabel('What the caller says').fill('The pump house at the quarry is locked since Sunday.')
  await page.getByLabel('Number', { exact: true }).fill('the shop')
  await page.getByRole('button', { name: 'Save the call' }).click()
  await says(page, 'This is not a number.')
  expect(await page.getByLabel('What the caller says').inputValue()).toBe('The pump house at the quarry is locked since Sunday.')
  await page.getByLabel('Number', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Save the call' }).click()
  await saved(page)
})

test('a coordinator changes the words that are read aloud', async () => {
  const page = await openPage(browser, served, { person: cora })
  await page.goto('/wells/calls/script?words=es')
  await page.getByLabel('Greet').fill('Buenas tardes, le escucho.')
  await page.getByRole('button', { name: 'Save' }).click()
  await says(page, 'Saved.')
  await page.goto('/wells/calls')
  await page.getByLabel('Read it in').selectOption('es')
  await says(page, 'Buenas tardes, le escucho.')
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})

test.each(['en', 'ar'] as const)('the phone log has no fault for axe and fits a narrow telephone (%s)', async (language) => {
  const page = await openPage(browser, served, { person: vera, width: 360, height: 780, language })
  await page.goto('/wells/calls')
  await page.getByRole('button', { name: /Save the call|حفظ المكالمة/ }).waitFor()
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})
