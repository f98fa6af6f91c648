/** Asking back, alarms and referrals as people do them, in real browsers. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { climbAlarms } from '#alarm/index.ts'
import { foldAll } from '#statement/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { openMail, toOf, type MailServer } from '../harness/mail.ts'

let served: ServedHouse
let browser: Browser
let mail: MailServer
let founded: Founded
const open: Page[] = []
const home = '/let-it-be-known'

beforeAll(async () => {
  mail = await openMail()
  ;[served, browser] = await Promise.all([serveTestHouse({ smtpUrl: mail.url, mailFrom: 'Let it be known <desk@example.org>' }), openBrowser()])
  founded = await foundExample(served.house)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
  await mail?.close()
})
beforeEach(async () => {
  served.clock.pass(20 * 60_000)
  await send()
  mail.arrived.length = 0
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.context().close()))
})

const send = () => sendDue(served.house, founded.campaign.id, accountsOf(served.house))

async function visit(who: string | undefined, path: string, { line, ...options }: Visit & { line?: Promise<void> } = {}): Promise<Page> {
  const page = await openPage(browser, served, { ...(who ? { person: founded.people.find((one) => one.email.startsWith(who))! } : {}), ...options })
  open.push(page)
  if (line) await page.route(/\/live\?/, (route) => line.then(() => route.continue()))
  await page.goto(home + path)
  return page
}

/** Somebody tells by the form without a script; the code of their receipt. */
async function tell(text: string, more: { email?: string; ticks?: string[]; knows?: string } = {}): Promise<string> {
  const page = await visit(undefined, '/tell', { script: false, width: 360, height: 780 })
  served.clock.pass(5_000)
  await page.fill('[name=text]', text)
  if (more.knows) await page.check(`[name=knows][value=${more.knows}]`)
  if (more.email) await page.fill('[name=email]', more.email)
  for (const tick of more.ticks ?? []) await page.check(`[name=${tick}]`)
  await page.click('.send button')
  const code = (await page.textContent('.code'))!
  await foldAll(served.house, founded.campaign.id)
  return code
}

async function desk(who: string, words: string, options: Visit = {}): Promise<Page> {
  const page = await visit(who, `/desk?q=${encodeURIComponent(words)}`, options)
  if (options.script !== false) await page.locator('footer .live:not(.off)').waitFor()
  return page
}

async function look(page: Page, code: string): Promise<void> {
  await page.goto(`${home}/receipt`)
  await page.fill('[name=code]', code)
  await page.click('main button')
}

test('asked back with one key, answered on the receipt page, and back at the desk with whoever asked', async () => {
  const code = await tell('A man in a grey coat takes the lists from the registry each evening', { knows: 'heard' })
  const page = await desk('lucia', 'grey coat')
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  await page.getByText('Second-hand only').waitFor()
  await page.keyboard.press('b')
  await page.locator('#pane-ask').getByText('on their receipt page, when they look').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Ask, take next' }).click()
  await page.locator('.undo').getByText('Asked back.').waitFor()
  served.clock.pass(11_000)

  const sender = await visit(undefined, '/receipt', { script: false, width: 360, height: 780 })
  await look(sender, code)
  expect(await sender.innerText('main')).toContain('We asked you on')
  expect(await sender.innerText('main')).toContain('How do you know this')
  expect(await scrollsSideways(sender)).toBe(false)
  await sender.fill('.question textarea', 'My aunt cleans the registry and saw him three times.')
  await sender.click('.question button')
  expect(await sender.innerText('main')).toContain('Your answer has arrived.')
  expect(await sender.innerText('.question')).toContain('You have answered.')
  await foldAll(served.house, founded.campaign.id)

  await page.goto(`${home}/desk?tab=mine`)
  await page.locator('.row').first().click()
  await page.getByText('My aunt cleans the registry and saw him three times.').waitFor()
  await page.getByText('Yours for').waitFor()
})

test('taken back within ten seconds the question never leaves; without a script it is asked by the same form', async () => {
  await tell('The night guard of the archive burns paper behind the wall', { email: 'guard@example.org', ticks: ['write'] })
  const page = await desk('samir', 'night guard archive', { script: false })
  await page.getByRole('button', { name: 'Take next' }).click()
  await page.getByRole('button', { name: 'Ask back' }).first().click()
  await page.getByLabel('Why do you look?').selectOption('danger')
  await page.getByRole('button', { name: 'Show contact' }).click()
  await page.getByRole('button', { name: 'Ask back' }).first().click()
  await page.locator('#pane-ask').getByText('They gave: guard@example.org').waitFor()
  await page.locator('#pane-ask label', { hasText: 'When it was' }).click()
  await page.getByRole('button', { name: 'Ask, take next' }).click()
  expect(await page.innerText('.undo')).toContain('Undo')
  await page.locator('.undo').getByRole('button', { name: 'Undo' }).last().click()
  served.clock.pass(60_000)
  await send()
  expect(mail.arrived).toEqual([])
})

test('an alarm rings on every open screen and by mail, climbs, and stops when one of two takes it', async () => {
  await tell('The old cinema door is nailed shut and we hear knocking from inside it')
  // His page is there, and the line on which it hears is not yet.
  let stands = () => {}
  const line = new Promise<void>((resolve) => (stands = resolve))
  const [lucia, edwin] = [await desk('lucia', 'nailed shut'), await visit('edwin', '/incidents', { line })]
  await lucia.locator('.row').first().click()
  await lucia.getByRole('button', { name: 'Raise the alarm' }).first().waitFor()
  await lucia.keyboard.press('!')
  await lucia.locator('.ringing').waitFor()
  stands()
  await edwin.locator('.ringing').getByText('Alarm: somebody may be in danger.').waitFor()
  // Nobody is on duty: coordinators at once; after twelve minutes owners too.
  for (const [minutes, people] of [[0, ['edwin']], [3, ['edwin']], [3, ['edwin']], [6, ['amparo', 'edwin']]] as const) {
    // The house works off its jobs beside us, from the moment at which the clock has passed.
    if (minutes > 0) mail.arrived.length = 0
    served.clock.pass(minutes * 60_000)
    // Whichever comes first does it, and it is done once.
    await climbAlarms(served.house, founded.campaign.id)
    await send()
    await expect.poll(() => mail.arrived.map((one) => toOf(one).split('@')[0]!).sort()).toEqual(people)
    expect(mail.arrived.some((one) => /cinema|knocking/.test(one.text ?? ''))).toBe(false)
  }
  expect(await faultsOf(edwin)).toEqual([])
  // A line that is down hears nothing: whoever presses too late is told who was faster.
  const samir = await visit('samir', '/alarms', { script: false })
  await edwin.locator('.ringing').getByRole('button', { name: 'I take it' }).click()
  await edwin.waitForURL(/alarms#/)
  await edwin.getByText('Edwin Tarrow has the alarm.').first().waitFor()
  await lucia.locator('.ringing').waitFor({ state: 'detached' })
  await samir.locator('article').getByRole('button', { name: 'I take it' }).click()
  await samir.getByText('Somebody else has this alarm now.').waitFor()
  await edwin.getByRole('textbox', { name: 'What came of it' }).fill('Two children got out through the roof; they are with their mother.')
  await edwin.getByRole('button', { name: 'Close it' }).click()
  await edwin.getByText('No alarm is open.').waitFor()
  await edwin.getByText('Two children got out').waitFor()
  expect(await faultsOf(edwin)).toEqual([])
})

test('on duty by one tap on a telephone, and off again; the sound is there only where it was switched on', async () => {
  const page = await visit('maelle', '/alarms', { width: 360, height: 780 })
  await page.getByText('Nobody is on duty').waitFor()
  await page.locator('form[action="?/on"] button').nth(2).click()
  await page.locator('main li', { hasText: 'Maëlle Corvain' }).waitFor()
  expect([await scrollsSideways(page), await faultsOf(page)]).toEqual([false, []])
  await page.addInitScript(`window.tones = 0; const real = AudioContext.prototype.createOscillator; AudioContext.prototype.createOscillator = function () { window.tones++; return real.call(this) }`)
  await page.reload()
  const tones = () => page.evaluate(() => (globalThis as unknown as { tones: number }).tones)
  await tell('They hold my neighbour hostage in the boat shed since noon')
  await page.locator('.ringing').waitFor()
  expect(await tones()).toBe(0)
  await page.locator('main').getByLabel('Sound in this browser').check()
  await expect.poll(tones).toBeGreaterThan(0)
  await climbAlarms(served.house, founded.campaign.id)
  await send()
  await expect.poll(() => mail.arrived.map(toOf)).toEqual(['maelle@example.org'])
  await page.locator('article').getByRole('button', { name: 'I take it' }).click()
  await page.getByText('Maëlle Corvain has the alarm.').first().waitFor()
  await page.getByRole('button', { name: 'Off duty now' }).click()
  await page.getByText('Nobody is on duty').waitFor()
})

test('a case is referred with consent, seen before it goes, and followed to its end', async () => {
  const edwin = await visit('edwin', '/referrals')
  await edwin.locator('summary', { hasText: 'Add a helper' }).click()
  await edwin.getByLabel('Name').fill('Harbour chambers')
  await edwin.getByLabel('E-mail').fill('cases@chambers.example.org')
  await edwin.getByLabel('Languages').fill('en')
  await edwin.getByRole('button', { name: 'Save' }).click()
  await edwin.getByText('Harbour chambers').waitFor()

  await tell('My landlord took my papers and locked the room with my things in it', { email: 'tenant@example.org', knows: 'lived' })
  const page = await desk('lucia', 'landlord papers')
  await page.keyboard.press('Enter')
  await page.getByText('Yours for').waitFor()
  await page.keyboard.press('f')
  await page.waitForURL(/referrals\/new/)
  await page.getByRole('button', { name: 'Show what would go' }).click()
  const letter = page.locator('.letter')
  await letter.waitFor()
  expect(await letter.innerText()).toContain('My landlord took my papers')
  expect(await letter.innerText()).not.toContain('tenant@example.org')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Refer', exact: true }).click()
  await page.getByText('Without the person’s consent nothing is handed to anybody.').waitFor()
  await page.locator('label', { hasText: 'on a call' }).click()
  await page.getByLabel('On which day').fill(served.clock.now().toISOString().slice(0, 10))
  await page.getByLabel('In their words').fill('Yes, give it to the chambers.')
  await page.getByRole('button', { name: 'Show what would go' }).click()
  await page.getByText('Without the person’s consent nothing is handed to anybody.').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Refer', exact: true }).click()
  await page.waitForURL(/desk/)
  await page.locator('.undo').getByText('Referred to Harbour chambers.').waitFor()
  served.clock.pass(12_000)
  await send()
  // The house may be sending it at this moment.
  await expect.poll(() => mail.arrived.map((one) => one.text!.includes('My landlord took my papers'))).toEqual([true])

  await edwin.goto(`${home}/referrals`)
  await edwin.getByText('Handed over; no answer yet.').waitFor()
  await edwin.getByRole('button', { name: 'They take it on' }).click()
  await edwin.getByText('They take it on.').waitFor()
  await edwin.locator('summary', { hasText: 'Close it' }).click()
  await edwin.getByLabel('What came of it').fill('She has her papers again.')
  await edwin.getByRole('button', { name: 'Close it' }).click()
  await edwin.getByText('She has her papers again.').waitFor()
  expect(await faultsOf(edwin)).toEqual([])
})

test.each([
  ['en', true, 1_360], ['ar', false, 360],
] as const)('axe finds nothing to mend on the boards: %s, dark %s, %i wide', async (language, dark, width) => {
  for (const path of ['/alarms', '/referrals', '/referrals/new']) {
    const page = await visit('edwin', path, { language, dark, width, height: 800 })
    await page.evaluate(`document.querySelectorAll('main details').forEach((one) => (one.open = true))`)
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
  }
})
