/** A coordinator's day beside the desk: a file comes in, people come in, a question is worded, a dossier goes out. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { Browser, Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, setInstitutions, startingAreas, type Campaign } from '#campaign/index.ts'
import { closePresses } from '#deliver/index.ts'
import { claimOne, decide, listStatements, workOn } from '#desk/index.ts'
import { addUser } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
let folder: string
const post: ParsedMail[] = []
const mail = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => void simpleParser(stream).then((parsed) => (post.push(parsed), done())),
})
const coordinator = { email: 'edith@example.org', password: 'four words nobody puts together' }

beforeAll(async () => {
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', ready))
  const smtpUrl = `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`
  ;[served, browser] = await Promise.all([serveTestHouse({ smtpUrl, mailFrom: 'Bridges <desk@example.org>' }), openBrowser()])
  campaign = await addCampaign(served.house, { slug: 'bridges', name: 'Bridges', organisation: 'Road Watch', languages: ['en', 'es'] })
  await addUser(served.house, { ...coordinator, name: 'Edith', role: 'owner', organisation: 'Road Watch' })
  folder = await mkdtemp(join(tmpdir(), 'clamor-coordinator-'))
})
afterAll(async () => {
  closePresses()
  await browser?.close()
  await served?.close()
  await new Promise<void>((ended) => mail.close(() => ended()))
  await rm(folder, { recursive: true, force: true })
})

const edith = (visit = {}) => openPage(browser, served, { person: coordinator, ...visit })

const actor = () => signedIn(served.house, coordinator)

test('a campaign without issue areas is led to eight to begin with', async () => {
  const page = await edith()
  await page.goto('/bridges/settings')
  expect(await page.innerText('#areas')).toContain('There is no issue area yet.')
  await page.click('text=Begin with these eight')
  await page.waitForSelector('#areas summary:has-text("Water")')
  await expect.poll(() => page.locator('#areas details').count()).toBe(startingAreas.length + 1)
  await page.click('#areas summary:has-text("Work and pay")')
  await page.fill('#areas details[open] [name="name.en"]', 'Work')
  await page.click('#areas details[open] button:has-text("Keep this area")')
  await page.waitForSelector('#areas summary:has-text("Work"):not(:has-text("pay"))')
})

test('settings are kept, and what cannot be kept is said beside its field with what was typed', async () => {
  const page = await edith({ script: false })
  await page.goto('/bridges/settings')
  await page.fill('[name=question]', 'Who inspects our bridges?')
  await page.fill('[name=hashtags]', 'OurBridges two-words')
  await page.click('text=Save the campaign')
  expect(await page.innerText('main')).toContain('A hashtag has letters, digits and _ only.')
  expect(await page.inputValue('[name=question]')).toBe('Who inspects our bridges?')
  await page.fill('[name=hashtags]', 'OurBridges')
  await page.click('text=Save the campaign')
  expect(await page.innerText('main')).toContain('Kept. It holds from now on.')
  expect(await (await fetch(`${served.url}/bridges`)).text()).toContain('Who inspects our bridges?')
})

test('a file is looked at, its columns set right, and taken in while one may leave; again, nothing is doubled', async () => {
  const file = join(folder, 'notes.csv')
  const rows = ['Cuando;Que;Quien', ...Array.from({ length: 50 }, (_, at) => `2026-09-${String(1 + (at % 28)).padStart(2, '0')};El puente número ${at} de la calle ${'abcdefghij'[at % 10]}x${at} cruje cuando pasa el camión ¿quién lo revisa?;vecina ${at}`), 'mañana;sin fecha;nadie']
  await writeFile(file, Buffer.from(rows.join('\r\n'), 'latin1'))
  const page = await edith()
  await page.goto('/bridges/import')
  expect(await page.innerText('main')).toContain('No file was brought yet.')
  const bring = async () => {
    await page.setInputFiles('[name=file]', file)
    await page.click('text=Look at it first')
    await page.waitForSelector('table')
    const set = (column: string, field: string) => page.selectOption(`tr:has(th:has-text("${column}")) select`, field)
    await set('Que', 'text')
    await page.waitForSelector('h2:has-text("The first posts")')
    expect(await faultsOf(page)).toEqual([])
    await set('Cuando', 'postedAt')
    await set('Quien', 'author.name')
    await page.waitForSelector('h2:has-text("The first posts")')
    expect(await page.innerText('.looked')).toContain('windows-1252')
    expect(await page.innerText('.looked')).toContain('El puente número 0')
    await page.click('text=Import the file')
  }
  await bring()
  await page.waitForSelector('text=50 posts are new, 0 were known, 1 could not be read.')
  const [rejects] = await Promise.all([page.waitForEvent('download'), page.click('text=Rows that could not be read')])
  expect(JSON.parse((await (await rejects.createReadStream()).toArray()).join(''))).toMatchObject({ line: 52, code: 'not-a-date' })
  await bring()
  await page.waitForSelector('text=0 posts are new, 50 were known, 1 could not be read.')
  await foldAll(served.house, campaign.id)
})

test('what is no file of posts is refused in words, and nothing comes in', async () => {
  const file = join(folder, 'picture.csv')
  await writeFile(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]))
  const page = await edith()
  await page.goto('/bridges/import')
  await page.setInputFiles('[name=file]', file)
  await page.click('text=Look at it first')
  await page.waitForSelector('[role=alert]')
  expect(await page.locator('text=Import the file').count()).toBe(0)
})

test('an invitation goes out by mail, is accepted on a telephone, and whoever came can be given another role', async () => {
  const page = await edith()
  await page.goto('/bridges/people/invite')
  await page.click('#one summary')
  await page.fill('#one [name=email]', 'not an address')
  await page.locator('#one [name=email]').evaluate((field) => ((field as unknown as { form: { noValidate: boolean } }).form.noValidate = true))
  await page.click('text=Make the invitation')
  await page.waitForSelector('text=This is not a whole e-mail address.')
  expect(await page.inputValue('#one [name=email]')).toBe('not an address')
  await page.fill('#one [name=email]', 'ruth@example.org')
  await page.click('text=Make the invitation')
  const link = await page.inputValue('#one input[aria-label="Invitation"]')
  expect(link).toMatch(/\/invite\/[\w-]{32,}$/)
  await expect.poll(() => page.innerText('main')).toMatch(/ruth@example\.org\s+volunteer/)
  await expect.poll(() => post.length).toBe(1)
  expect([post[0]!.subject, post[0]!.text?.includes(link)]).toEqual(['Invitation to Bridges', true])

  const phone = await openPage(browser, served, { width: 360, height: 780 })
  await phone.goto(link.replace(/^https?:\/\/[^/]+/, ''))
  await phone.fill('[name=name]', 'Ruth')
  await phone.fill('[name=password]', 'three mules and a lantern')
  await phone.click('button:has-text("Accept")')
  await phone.waitForURL(/\/bridges\/desk/)

  await page.goto('/bridges/people')
  await page.click('main a:has-text("Ruth")')
  await page.waitForURL(/\/people\/[^/]+$/)
  await page.locator('select[name=role]').selectOption('coordinator')
  await page.click('button:has-text("Change the role")')
  await page.waitForSelector('text=The role is changed.')
  await page.click('button:has-text("Freeze the account")')
  await page.waitForSelector('main >> text=Frozen')
  // Their open desk may leave by itself at this very moment.
  await phone.goto('/bridges/desk').catch(() => {})
  await phone.waitForURL(/\/sign-in/)
})

test('a token is shown once, works, and ends', async () => {
  const page = await edith()
  await page.goto('/bridges/people')
  await page.check('[name=scope][value=read]')
  await page.click('text=Make a token')
  const token = await page.inputValue('input[aria-label="Access for programs"]')
  const ask = () => fetch(`${served.url}/api/campaigns/bridges/queue`, { headers: { authorization: `Bearer ${token}` } }).then((answer) => answer.status)
  expect(await ask()).toBe(200)
  await page.reload()
  expect(await page.content()).not.toContain(token)
  await page.click('#tokens button:has-text("End it")')
  await page.waitForSelector('text=The token is ended.')
  expect(await ask()).toBe(401)
})

test('a question is worded and an incident placed where they are listed; somebody who was faster is not overwritten', async () => {
  const { house } = served
  const who = await actor()
  const { statements } = await listStatements(house.db, campaign.id, {}, { limit: 2 })
  for (const [at, kind] of (['question', 'incident'] as const).entries()) {
    const claim = await claimOne(house, campaign.id, who, statements[at]!.id)
    const { version } = await workOn(house, campaign.id, who, claim.statementId, { version: claim.version, issueArea: 'work' })
    await decide(house, campaign.id, who, claim.statementId, version, kind, kind === 'question' ? { question: 'new', wording: 'Who inspects?' } : { incident: 'new', title: 'A bridge creaks' })
  }
  const [page, other] = [await edith(), await edith()]
  await Promise.all([page.goto('/bridges/asked'), other.goto('/bridges/asked')])
  const word = async (on: Page, wording: string) => {
    if (!(await on.locator('details[open]').count())) await on.click('summary:has-text("Change it")')
    await on.fill('[name=wording]', wording)
    await on.click('button:has-text("Save")')
  }
  await word(page, 'Who inspects the bridges, and how often?')
  await page.waitForSelector('text=Kept. It holds from now on.')
  await word(other, 'Which bridges are closed?')
  await other.waitForSelector('h2:has-text("Who inspects the bridges")')
  await other.locator('[role=alert]', { hasText: 'changed while you worked on it' }).first().waitFor()
  expect([await other.inputValue('[name=wording]'), await other.innerText('h2')]).toEqual(['Which bridges are closed?', 'Who inspects the bridges, and how often?'])

  await page.goto('/bridges/incidents')
  await page.click('main li h2 a')
  await page.click('summary:has-text("Change it")')
  await page.fill('[name=place]', 'Nowhere known')
  await page.click('form[action="?/edit"] button:has-text("Save")')
  await page.waitForSelector('[role=alert]')
  await page.click('summary:has-text("oordinates")')
  await page.fill('[name=lat]', '12.25')
  await page.fill('[name=lon]', '-3.5')
  await page.click('form[action="?/edit"] button:has-text("Save")')
  await page.waitForSelector('text=Kept. It holds from now on.')
  await page.click('summary:has-text("Decide otherwise")')
  await page.check('[name=verification][value=verified]')
  await page.fill('[name=reason]', 'Two of us crossed it this morning.')
  await page.click('form[action="?/override"] button:has-text("Save")')
  await page.waitForSelector('.stands:has-text("Two of us")')
  expect(await page.innerText('.stands b')).toBe('Verified')
  await page.click('main a[href*="/desk?tab=decided"]')
  await page.waitForURL(/desk\?tab=decided&open=/)
})

test('dossiers are made, handed out under safe names, and a new edition leaves the earlier one as it was', async () => {
  await served.house.db.transact((t) => setInstitutions(t, campaign.id, [{ key: 'roads', names: { en: 'Roads / Bridges: Office' }, issueAreas: ['work'] }], served.house.clock.now()))
  const page = await edith()
  await page.goto('/bridges/dossiers')
  expect(await page.innerText('main')).toContain('Not made yet')
  await page.click('text=Make all dossiers')
  await page.waitForSelector('a:has-text("PDF")')
  const fetched = async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a:has-text("PDF")').first().click()])
    return { name: download.suggestedFilename(), bytes: Buffer.concat(await (await download.createReadStream()).toArray()) }
  }
  const first = await fetched()
  expect([first.name, first.bytes.subarray(0, 5).toString()]).toEqual(['bridges-roads-1-dossier.pdf', '%PDF-'])
  served.clock.pass(60_000)
  await page.selectOption('select[name=language]', 'es')
  await page.click('text=Make all dossiers')
  await page.waitForSelector('text=Edition 2')
  await page.click('text=Earlier editions')
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('details a:has-text("PDF")').first().click()])
  expect(Buffer.concat(await (await download.createReadStream()).toArray()).equals(first.bytes)).toBe(true)
  const nobody = await openPage(browser, served)
  const path = new URL(await page.locator('a:has-text("PDF")').first().evaluate((link) => (link as unknown as { href: string }).href)).pathname
  expect((await nobody.request.get(path)).status()).toBe(401)
  expect((await page.request.get(path.replace('dossier.pdf', '..%2F..%2F..%2Fclamor.key'))).status()).toBe(404)
})

test.each(['en', 'ar'] as const)('the screens beside the desk have no fault for axe and fit a narrow telephone (%s)', async (language) => {
  const page = await edith({ width: 360, height: 780, language })
  for (const path of ['incidents', 'asked', 'dossiers', 'import', 'people', 'settings']) {
    await page.goto(`/bridges/${path}`)
    for (const summary of await page.locator('main details > summary').all()) await summary.click()
    expect([path, await faultsOf(page), await scrollsSideways(page)]).toEqual([path, [], false])
  }
})

test('a new campaign on the first screen sorts under eight areas from the start', async () => {
  const page = await edith()
  await page.goto('/')
  await page.click('main summary')
  await page.fill('[name=name]', 'Ferries')
  await page.fill('[name=slug]', 'ferries')
  await page.click('main form button')
  await page.waitForURL(/\/ferries\/desk/)
  await page.goto('/ferries/settings')
  expect(await page.locator('#areas details').count()).toBe(9)
})
