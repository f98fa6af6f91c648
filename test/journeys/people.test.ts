/** Who works in a campaign, how they get in, and what it stands on: by its coordinator, on any machine, at once. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { addCampaign, campaignBySlug, institutionsOf, issueAreasOf, type Campaign } from '#campaign/index.ts'
import type { Role } from '#core/index.ts'
import { addUser } from '#person/index.ts'
import { postAll } from '#talk/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { openMail, type MailServer } from '../harness/mail.ts'
import { openNames, type NameServer } from '../harness/names.ts'
import { totp } from '../harness/totp.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
let mail: MailServer
let names: NameServer
const open: Page[] = []
const password = 'four words nobody puts together'

beforeAll(async () => {
  ;[mail, names] = await Promise.all([openMail(), openNames({ 'example.org': [{ type: 'TXT', value: 'v=spf1 mx -all' }] })])
  ;[served, browser] = await Promise.all([serveTestHouse({ dns: names.address }), openBrowser()])
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
  await Promise.all([mail?.close(), names?.close()])
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

const idOf = async (name: string) => (await served.house.db.row<{ id: string }>('select id from person where email = $1', [`${name}@example.org`]))!.id

test('without a script a link for a group is made; on a telephone a newcomer gets in by it, practises first, and is let in', async () => {
  const page = await as('conrad', '/ferries/people/invite', { script: false })
  await page.click('#group summary')
  await page.fill('#group [name=cap]', '2')
  await page.check('#group [name=waits][value=person]')
  await page.click('#group button:has-text("Make the link")')
  await page.click('#group a:has-text("Show the link")')
  const link = await page.inputValue('input[aria-label="Invitation"]')
  const poster = (await page.getAttribute('a[href$="/poster"]', 'href'))!
  const sheets = await Promise.all(['all', 'fr', 'xx'].map((name) => page.request.get(`${poster}/${name}.pdf`)))
  expect(sheets.map((sheet) => [sheet.status(), sheet.headers()['content-type']])).toEqual([[200, 'application/pdf'], [200, 'application/pdf'], [404, expect.anything()]])

  const phone = await as(undefined, new URL(link).pathname, { width: 360, height: 780 })
  expect(await phone.innerText('main')).toContain('Harbour Watch asks you to work in Ferries as volunteer.')
  await phone.fill('[name=name]', 'Nadia')
  await phone.fill('[name=email]', 'nadia@example.org')
  await phone.fill('[name=password]', password)
  await phone.click('button:has-text("Accept")')
  await phone.waitForURL('**/ferries/practice')
  await phone.getByText('A coordinator will let you in.').waitFor()
  await phone.goto('/ferries/incidents')
  expect(new URL(phone.url()).pathname).toBe('/ferries/practice')

  await page.goto('/ferries/people')
  expect(await page.innerText('main')).toContain('1 person waits for you to let them in.')
  await page.click('button:has-text("Let them in: Nadia")')
  await phone.goto('/ferries/desk')
  expect(new URL(phone.url()).pathname).toBe('/ferries/desk')
  // A volunteer works at the desk and manages nobody.
  expect((await phone.goto('/ferries/people'))!.status()).toBe(403)

  await page.goto('/ferries/people/invite')
  expect(await page.innerText('#group')).toMatch(/1 has joined, 1 more may, until/)
  expect(await page.content()).not.toContain(link)
  await page.click('#group button:has-text("Close it")')
  const late = await as(undefined, new URL(link).pathname, { width: 360, height: 780 })
  expect([await late.locator('form [name=password]').count(), await late.innerText('main')]).toEqual([0, expect.stringContaining('This link has been used.')])
})

test('a pasted list is invited at once; what cannot be read stays to be set right, and the links print as cards', async () => {
  const page = await as('conrad', '/ferries/people/invite')
  await page.fill('#list [name=list]', 'Rosa Lind <rosa@example.org>\n2. omar@example.org, Omar\nrosa@example.org\nsomebody at the port')
  await page.click('text=Invite them')
  await page.locator('.made').waitFor()
  expect(await page.innerText('.made')).toMatch(/2 people are invited[^]*Line 3[^]*further up[^]*Line 4[^]*No address/)
  expect(await page.inputValue('#list [name=list]')).toBe('somebody at the port')
  expect((await page.inputValue('.made textarea')).split('\n')).toEqual([expect.stringMatching(/^Rosa Lind rosa@example.org: http/), expect.stringMatching(/^Omar omar@example.org: http/)])
  await page.click('text=Print them as cards')
  await page.waitForURL('**/cards?batch=*')
  await expect.poll(() => page.locator('main li svg').count()).toBe(2)
  expect(await faultsOf(page)).toEqual([])
})

test('a coordinator gives roles below their own, and no forged form gives more', async () => {
  const page = await as('conrad', `/ferries/people/${await idOf('olga')}`)
  expect(await page.locator('select, button:has-text("Freeze")').count()).toBe(0)
  await page.goto('/ferries/people')
  await page.click('main a:has-text("Vera")')
  await page.waitForSelector('h1:has-text("Vera")')
  expect(await page.locator('option').allTextContents()).toEqual(['observer', 'volunteer'])
  const forge = (path: string, form: Record<string, string>) => page.request.post(`/ferries/people${path}`, { form, headers: { origin: served.url, accept: 'text/html' } })
  expect((await forge('/invite?/one', { role: 'owner' })).status()).toBe(403)
  expect((await forge(`/${await idOf('vera')}?/role`, { role: 'coordinator' })).status()).toBe(403)
  await page.reload()
  expect(await page.innerText('main')).toContain('volunteer')
})

test('another role holds at the next page that person opens', async () => {
  const [page, theirs] = [await as('olga', `/ferries/people/${await idOf('vera')}`), await as('vera', '/ferries/desk')]
  const change = async (role: string) => {
    await page.locator('select').selectOption(role)
    await page.click('button:has-text("Change the role")')
    await page.waitForSelector('text=The role is changed.')
  }
  expect(await theirs.locator('header nav a:has-text("People")').count()).toBe(0)
  await change('coordinator')
  await theirs.reload()
  await theirs.click('header nav button:has-text("Settings")')
  await theirs.click('header nav a:has-text("People")')
  await theirs.waitForURL('**/ferries/people')
  await page.reload()
  await change('volunteer')
})

test('whoever is frozen is out at once: their open page leaves by itself; a link that is passed on lets them in again', async () => {
  const [page, theirs] = [await as('conrad', `/ferries/people/${await idOf('vera')}`, { script: false }), await as('vera', '/ferries/desk')]
  // What stands on the page before it is alive says nothing of its stream.
  await Promise.all([theirs.waitForResponse(/\/live\?/), theirs.reload()])
  const began = performance.now()
  await page.click('button:has-text("Freeze the account")')
  // What their page was fetching at this moment may lead it there too.
  await theirs.waitForURL(/\/sign-in\?(out|next=)/)
  console.log(`from the press of a coordinator until the other page had left: ${Math.round(performance.now() - began)} ms`)
  await theirs.fill('[name=email]', 'vera@example.org')
  await theirs.fill('[name=password]', password)
  await theirs.click('main button')
  await theirs.waitForSelector('text=Address and password do not go together.')
  await page.click('button:has-text("Link to come back")')
  const link = await page.locator('.once input').inputValue()
  const own = await as(undefined, new URL(link).pathname, { script: false, width: 360, height: 780 })
  expect([await own.innerText('main'), await own.inputValue('[name=email]')]).toEqual([expect.stringContaining('For Vera.'), 'vera@example.org'])
  await own.fill('[name=password]', password)
  await own.click('main button')
  await own.waitForURL('**/ferries/desk')
})

/** For a person to look at: only where somebody asked for them. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env['CLAMOR_PICTURES']) await page.screenshot({ path: `${process.env['CLAMOR_PICTURES']}/${name}.png`, fullPage: true })
}

async function fine(page: Page, name: string): Promise<void> {
  await picture(page, name)
  expect([name, await faultsOf(page), await scrollsSideways(page)]).toEqual([name, [], false])
}

test('on a telephone without a script a second factor is set up, asked for at the next sign-in, and a recovery code gets in once', async () => {
  await person('wilma', 'volunteer')
  const page = await as('wilma', '/account/second-factor', { script: false, width: 360, height: 780 })
  await page.fill('[name=password]', password)
  await page.click('main button')
  const secret = await page.innerText('.secret')
  expect(await page.locator('svg.qr path').getAttribute('d')).toMatch(/^M\d/)
  await picture(page, 'second-factor-begun-360')
  await page.fill('[name=code]', '000000')
  await page.click('main button')
  expect(await page.innerText('main')).toContain('This code is not right')
  expect(await page.innerText('.secret')).toBe(secret)
  await page.fill('[name=code]', totp(secret))
  await page.click('main button')
  const codes = await page.locator('.codes code').allTextContents()
  expect(codes).toHaveLength(10)
  await picture(page, 'recovery-codes-360')
  await page.click('text=I have kept them')
  expect(await page.innerText('main')).toContain('On. 10 recovery codes are left.')

  const other = await as(undefined, '/sign-in?next=%2Fferries%2Fmentions', { script: false, width: 360, height: 780, language: 'ar' })
  const enter = async () => {
    await other.fill('[name=email]', 'wilma@example.org')
    await other.fill('[name=password]', password)
    await other.click('main button')
    await other.waitForURL('**/sign-in/code**')
  }
  await enter()
  await picture(other, 'sign-in-code-360-ar')
  await other.fill('[name=code]', totp(secret, 1))
  await other.click('main button')
  await other.waitForURL('**/ferries/mentions')
  await other.context().clearCookies()
  await other.goto('/sign-in')
  await enter()
  await other.fill('[name=code]', codes[0]!.replace('-', ' ').toUpperCase())
  await other.click('main button')
  await other.waitForURL('**/account?recovered')
  await picture(other, 'account-recovered-360-ar')
})

test('a passkey is added, named, and signs in by itself; a device that is signed out leaves its page', async () => {
  await person('pauline', 'volunteer')
  const page = await as('pauline', '/account', { width: 360, height: 780 })
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } })
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.waitForSelector('text=The passkey is added')
  await page.locator('#passkeys summary').click()
  await page.locator('#passkeys [name=name]').fill('My old telephone')
  await page.locator('#passkeys form[action="?/namePasskey"] button').click()
  await page.waitForSelector('#passkeys b:has-text("My old telephone")')
  for (const summary of await page.locator('main details > summary').all()) await summary.click()
  await fine(page, 'account-360')

  const desk = await as('pauline', '/ferries/desk')
  await desk.waitForSelector('.live:has-text("Live")')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await desk.waitForURL('**/sign-in?out')
  await page.waitForSelector('text=You are signed in here only.')
  await page.setViewportSize({ width: 1360, height: 850 })
  await fine(page, 'account-1360')

  await page.goto('/sign-out')
  await page.click('main button')
  await page.waitForURL('**/sign-in')
  await page.getByRole('button', { name: 'With a passkey' }).click()
  await page.waitForURL('**/ferries/desk')
  const { rows } = await served.house.db.pool.query(`select count(*)::int as n from auth_session s join person p on p.id = s.user_id where p.email = 'pauline@example.org'`)
  expect(rows[0].n).toBe(1)
})

test('an owner sets mail up, is told what the server said and what the records lack; a forgotten password then comes by mail', async () => {
  await addUser(served.house, { email: 'oda@example.org', name: 'Oda', role: 'owner', password })
  const page = await as('oda', '/ferries/mail', { width: 360, height: 780 })
  await page.getByLabel('Name of the server').fill('127.0.0.1')
  await page.getByLabel('Port', { exact: true }).fill('1')
  await page.check('[name=security][value=none]')
  await page.getByLabel('Sender').fill('Ferries <desk@example.org>')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForSelector('text=The server is kept')
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.waitForSelector('text=The server does not answer')
  await page.getByLabel('Port', { exact: true }).fill(new URL(mail.url).port)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.waitForSelector('text=The server is kept')
  await page.getByRole('button', { name: 'Send a test message' }).click()
  await page.waitForSelector('text=The server took it')
  expect(mail.arrived.map((one) => one.subject)).toEqual(['A test message from Clamor'])
  await picture(page, 'mail-tested-360')
  await page.getByRole('button', { name: 'Look them up' }).click()
  await page.waitForSelector('text=v=spf1 mx a:localhost -all')
  await page.getByRole('button', { name: 'Let this house sign' }).click()
  await page.waitForSelector('text=clamor._domainkey.example.org')
  await fine(page, 'mail-360')
  await page.setViewportSize({ width: 1360, height: 850 })
  await fine(page, 'mail-1360')

  const forgetful = await as(undefined, '/sign-in', { script: false, width: 360, height: 780 })
  await forgetful.click('text=Forgot your password?')
  await forgetful.fill('[name=email]', 'oda@example.org')
  await forgetful.click('main button')
  await picture(forgetful, 'forgot-360')
  await expect.poll(() => mail.arrived.length).toBe(2)
  await forgetful.goto(/\/way-in\/[\w-]+/.exec(mail.arrived[1]!.text!)![0])
  await picture(forgetful, 'way-in-360')
  await forgetful.fill('[name=password]', 'other words that nobody knows')
  await forgetful.click('main button')
  await forgetful.waitForURL('**/ferries/desk')
  await page.waitForURL('**/sign-in?out')
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
  // What is ticked before the answer is drawn is set back by it.
  await page.getByText('Kept. It holds from now on.').waitFor()
  await page.getByLabel('SMS: quote the words').check()
  await page.click('text=Show what would change')
  await page.waitForSelector('text=Only an owner can put it into force.')
  expect([await page.locator('text=Keep this table').count(), await faultsOf(page), await scrollsSideways(page)]).toEqual([0, [], false])
})

/** A letter to them has come back; two others are of those of which nobody knows whether they left. */
async function lettersOf(email: string): Promise<void> {
  const { db, clock } = served.house
  const later = new Date(clock.now().getTime() + 86_400_000)
  const [back, ...others] = await db.transact((t) => postAll(served.house, t, Array.from({ length: 3 }, () => ({ campaignId: campaign.id, channel: 'email' as const, purpose: 'receipt', to: { address: email }, text: 'A letter', dueAt: later }))))
  await db.rows(`update outgoing set state = 'sent', returned = 'hard', returned_at = $3 where campaign_id = $1 and id = $2`, [campaign.id, back, clock.now()])
  await db.rows(`update outgoing set state = 'unconfirmed' where campaign_id = $1 and id = any($2::uuid[])`, [campaign.id, others])
  await db.rows(
    `insert into bounce (campaign_id, address_index, kind, outgoing_id, at) select campaign_id, address_index, 'hard', id, $3 from outgoing where campaign_id = $1 and id = $2 on conflict do nothing`, [campaign.id, back, clock.now()])
}

test.each([
  ['en', false],
  ['ar', true],
] as const)('these screens, with all there is on them, have no fault for axe on a telephone and on a desk (%s)', async (language, dark) => {
  await lettersOf('vera@example.org')
  const page = await as('conrad', '/ferries/people', { language, dark, width: 360, height: 780 })
  await page.check('[name=scope][value=read]')
  await page.locator('form[action="?/token"] button').click()
  await page.locator('.once').waitFor()
  for (const path of ['people', 'people/invite', 'people/partners', `people/${await idOf('vera')}`, 'settings', 'settings/consent', 'requests']) {
    if (path !== 'people') await page.goto(`/ferries/${path}`)
    for (const summary of await page.locator('main details > summary').all()) await summary.click()
    await picture(page, `${path}-360-${language}`)
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
    if (path.startsWith('people/')) continue
    await page.setViewportSize({ width: 1360, height: 850 })
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
    await page.setViewportSize({ width: 360, height: 780 })
  }
})

test('an address from which letters come back is marked in the list of people, with what to do; letters in doubt are left or sent again', async () => {
  for (let letter = 0; letter < 2; letter++) await lettersOf('vera@example.org')
  const page = await as('conrad', '/ferries/people?state=returned', { script: false })
  expect(await page.locator('main section').first().locator('li').allInnerTexts()).toEqual([expect.stringContaining('Vera')])
  await page.click('text=Letters come back')
  expect(await page.innerText('#mail')).toMatch(/takes no letters since[^]*invite them there/)
  await page.click('button:has-text("Write to this address again")')
  await page.waitForSelector('text=This address is written to again.')
  expect(await page.locator('#mail').count()).toBe(0)
  await page.goto('/ferries/settings')
  expect(await page.innerText('#outbox')).toMatch(/\d letters may have left, and nobody knows/)
  await page.locator('#outbox .settle').first().getByRole('button', { name: 'It arrived' }).click()
  await page.click('#outbox button:has-text("Leave all of them")')
  await page.waitForSelector('#outbox:not(:has(.settle))')
})

test('on a telephone a shift is taken and ended with a note; whoever is on next reads it, and the coordinator sees that they did', async () => {
  await Promise.all([person('sara', 'volunteer'), person('samir', 'volunteer')])
  // Far from midnight, whenever this runs. The last test of this house: no session is asked about the time any more.
  served.clock.at = new Date(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T10:00:00Z`)
  const page = await as('conrad', '/ferries/shifts', { script: false })
  for (const [from, until] of [['09:00', '12:00'], ['12:00', '15:00']] as const) {
    await page.click('#add summary')
    await page.selectOption('#add [name=part]', 'desk')
    await page.fill('#add [name=from]', from)
    await page.fill('#add [name=until]', until)
    await page.fill('#add [name=needed]', '1')
    await page.click('button:has-text("Make the shifts")')
    await page.waitForSelector('text=1 shift is made.')
  }
  const phone = (name: string) => as(name, '/ferries/shifts', { width: 360, height: 780 })
  const [sara, samir] = [await phone('sara'), await phone('samir')]
  await sara.locator('#rota li', { hasText: '09:00' }).getByRole('button', { name: 'I take it' }).click()
  await sara.waitForSelector('.shift:has-text("You are on at")')
  await fine(sara, 'shifts-360')
  await samir.locator('#rota li', { hasText: '15:00' }).getByRole('button', { name: 'I take it' }).click()
  await samir.waitForSelector('#rota:has-text("Samir")')
  expect(await samir.locator('#unread').count()).toBe(0)

  served.clock.pass(90 * 60_000)
  await sara.fill('#mine [name=text]', 'The harbour office rang: the north ferry sails at three.')
  await sara.click('button:has-text("End my shift")')
  await sara.waitForSelector('#notes:has-text("the north ferry")')
  // It stands above every page of whoever is on next.
  await samir.goto('/ferries/desk')
  await samir.click('.shift a:has-text("Read")')
  await samir.waitForSelector('#unread:has-text("the north ferry sails at three")')
  await fine(samir, 'shift-note-360')
  await samir.click('#unread button:has-text("I have read it")')
  await samir.waitForSelector('text=Ticked as read.')
  await page.goto('/ferries/shifts')
  expect([await page.innerText('#notes'), await page.innerText('#rota')]).toEqual([expect.stringMatching(/the north ferry[^]*Samir/), expect.stringMatching(/Sara[^]*Samir/)])
})
