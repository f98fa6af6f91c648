/** Somebody tells something without an account and without a script, looks what became of it, and takes it back: it is gone everywhere. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AddressInfo } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, addPlaces, bringSet, campaignBySlug, readPlaces, setInstitutions, setIssueAreas, type Campaign } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { claimOne, decide, listStatements, workOn } from '#desk/index.ts'
import { closePresses, makeDossiers } from '#deliver/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser, readAudit } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { accountsOf, sendDue } from '#talk/index.ts'
import { signedIn } from '../harness/signed-in.ts'
import { tracesOf } from '../harness/traces.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
let actor: Actor
const letters: ParsedMail[] = []
const mail = new SMTPServer({
  authOptional: true, disabledCommands: ['STARTTLS'],
  onData: (stream, _session, done) => void simpleParser(stream).then((parsed) => (letters.push(parsed), done())),
})
const volunteer = { email: 'nadia@example.org', password: 'four words nobody puts together' }

beforeAll(async () => {
  await new Promise<void>((ready) => mail.listen(0, '127.0.0.1', ready))
  const smtpUrl = `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`
  ;[served, browser] = await Promise.all([serveTestHouse({ smtpUrl, mailFrom: 'Wells <desk@example.org>' }), openBrowser()])
  const { house } = served
  campaign = await addCampaign(house, { slug: 'wells', name: 'Wells', organisation: 'River Watch', hashtags: ['OurWells'], languages: ['en', 'ar'], precision: '1km', question: 'What is in our wells?' })
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'water', names: { en: 'Water', ar: 'المياه' } }], house.clock.now())
    await setInstitutions(t, campaign.id, [{ key: 'board', names: { en: 'Water Board' }, issueAreas: ['water'] }], house.clock.now())
    await addPlaces(t, campaign.id, [{ name: 'Oldford', district: 'North', lat: 10.5, lon: 20.5 }, { name: 'San Telmo', district: 'North', lat: 10.6, lon: 20.6 }, { name: 'San Telmo', district: 'South', lat: 10.2, lon: 20.8 }], house.clock.now())
  })
  await addUser(house, { ...volunteer, name: 'Nadia', role: 'coordinator', campaign: 'wells' })
  actor = await signedIn(house, volunteer)
})
afterAll(async () => {
  closePresses()
  await browser?.close()
  await served?.close()
  await new Promise<void>((ended) => mail.close(() => ended()))
})

interface Telling {
  text: string
  place?: string
  email?: string
  ticks?: string[]
  photo?: string
}

/** Fills the form in as a person does, and is given a code. */
async function tellUs(page: Page, { text, place, email, ticks = [], photo }: Telling): Promise<string> {
  await page.goto('/wells/tell')
  served.clock.pass(5_000)
  await page.fill('[name=text]', text)
  if (place) await page.fill('[name=place]', place)
  if (email) await page.fill('[name=email]', email)
  for (const tick of ticks) await page.check(`[name=${tick}]`)
  if (photo) await page.setInputFiles('[name=photo]', photo)
  await page.click('.send button')
  return (await page.textContent('.code'))!
}

async function lookAt(page: Page, code: string): Promise<string> {
  await page.goto('/wells/receipt')
  await page.fill('[name=code]', code)
  await page.click('main button')
  return page.innerText('main')
}

/** Decides the statement with these words through the desk's own functions. */
async function decided(words: string, kind: 'question' | 'incident', fields: Record<string, unknown>): Promise<void> {
  const { house } = served
  await foldAll(house, campaign.id)
  const statement = (await listStatements(house.db, campaign.id, {}, { limit: 200 })).statements.find((one) => one.text.includes(words))!
  const claim = await claimOne(house, campaign.id, actor, statement.id)
  const { version } = await workOn(house, campaign.id, actor, statement.id, { version: claim.version, issueArea: 'water' })
  await decide(house, campaign.id, actor, statement.id, version, kind, fields)
}

const phone = () => openPage(browser, served, { script: false, width: 360, height: 780 })

/** Everything that a campaign shows or hands out, as text. */
async function everything(): Promise<Record<string, string>> {
  const paths = ['', '/questions', '/map', '/map.geojson', '/map.csv', '/map.atom', '/questions.csv', '/questions.json']
  const pages = await Promise.all(paths.map(async (path) => [path || '/', await (await fetch(`${served.url}/wells${path}`)).text()] as const))
  const dir = await mkdtemp(join(tmpdir(), 'clamor-dossier-'))
  const made = await makeDossiers(served.house, (await campaignBySlug(served.house.db, 'wells'))!, { dir })
  const files = await Promise.all(made.flatMap((one) => one.files).filter(({ path }) => /\.(html|csv)$/.test(path)).map(async ({ path }) => [`dossier ${path.split('/').at(-1)}`, await readFile(path, 'utf8')] as const))
  await rm(dir, { recursive: true })
  return Object.fromEntries([...pages, ...files])
}

test('the code is mailed to whoever asks for it, without their words, and opens the receipt', async () => {
  const page = await phone()
  const code = await tellUs(page, { text: 'The gauge at the lower weir has been missing since the flood', email: 'wants-it@example.org', ticks: ['mail'] })
  await expect.poll(() => letters.length).toBe(1)
  const [letter] = letters
  expect([letter!.to, letter!.text]).toEqual([expect.objectContaining({ text: 'wants-it@example.org' }), expect.stringContaining(code)])
  expect(letter!.text).not.toContain('weir')
  expect(await lookAt(page, code)).toContain('The gauge at the lower weir')
  await tellUs(page, { text: 'The ladder at the lower weir is broken as well', email: 'not@example.org' })
  await sendDue(served.house, campaign.id, accountsOf(served.house))
  expect(letters, 'nobody is written to who did not ask').toHaveLength(1)
})

const where = (texts: Record<string, string>, words: string) => Object.entries(texts).filter(([, text]) => text.includes(words)).map(([name]) => name).sort()

test('what is told is asked and shown; taken back, it counts nowhere and what rested on it alone is gone', async () => {
  const page = await phone()
  const mine = await tellUs(page, { text: 'Why did the inspector of the northern well never publish the arsenic readings of spring?', ticks: ['quote', 'passOn'], email: 'asker@example.org' })
  const seen = await tellUs(page, { text: 'On Tuesday soldiers closed the pump house and three families carried water from the quarry.', place: 'Oldford', ticks: ['quote', 'passOn'] })
  const both = await tellUs(page, { text: 'Will the council of Oldford repair the cracked cistern before the dry months begin this year, asks Tomasa?', ticks: ['quote', 'passOn'] })
  await takeIn(served.house, campaign, [{
    channel: 'paper', externalId: 'note 7', text: 'Will the council of Oldford repair the cracked cistern before the dry months begin this year?', original: Buffer.from('note 7'),
  }], { patient: true })
  await decided('arsenic', 'question', { question: 'new', wording: 'Who publishes the arsenic readings?' })
  await decided('pump house', 'incident', { incident: 'new', title: 'Pump house closed by soldiers' })
  await decided('cistern', 'question', { question: 'new' })

  expect(await lookAt(page, mine)).toContain('It is part of this question:\n\nWho publishes the arsenic readings?')
  expect(await lookAt(page, seen.toLowerCase().replace('-', ' '))).toContain('It supports this incident:\n\nPump house closed by soldiers')
  expect(await lookAt(page, both)).toContain('1 other person says the same.')

  const before = await everything()
  expect(where(before, 'Who publishes the arsenic readings?')).toEqual(['/', '/questions', '/questions.csv', '/questions.json', 'dossier dossier.html', 'dossier questions.csv'])
  expect(where(before, 'Pump house closed by soldiers')).toEqual(['/map', '/map.atom', '/map.csv', '/map.geojson'])
  expect(where(before, 'asks Tomasa')).toContain('/questions')
  expect(where(before, 'arsenic readings of spring')).toContain('dossier dossier.html')
  const sources = before['dossier sources.csv']!.trim().split('\n').length

  for (const code of [mine, seen, both]) {
    await lookAt(page, code)
    await page.click('summary:has-text("Take it back")')
    await page.click('form[action="?/withdraw"] button')
    expect(await page.innerText('main')).toContain('Taken back. It counts nowhere any more.')
  }

  const after = await everything()
  for (const words of ['arsenic', 'Pump house', 'pump house', 'quarry', 'Tomasa']) expect([words, where(after, words)]).toEqual([words, []])
  // What two people asked stands, now in the words of the other alone.
  expect(where(after, 'the cracked cistern')).toEqual(expect.arrayContaining(['/questions', '/questions.json', 'dossier dossier.html']))
  const [left, ...more] = JSON.parse(after['/questions.json']!).questions
  expect([left.people ?? left.asked, more]).toEqual([1, []])
  expect(JSON.parse(after['/map.geojson']!).features).toEqual([])
  expect(after['dossier sources.csv']!.trim().split('\n').length).toBe(sources - 2)
  expect((await served.house.db.row<{ count: number }>(`select count(*)::int as count from post where campaign_id = $1 and (text ilike '%arsenic%' or text ilike '%Tomasa%' or text ilike '%quarry%')`, [campaign.id]))!.count).toBe(0)

  // Its author still sees what it was, and that it is gone.
  const look = await lookAt(page, mine)
  expect(look).toContain('You took it back on')
  expect(look).toContain('arsenic readings of spring')
  expect(look).not.toContain('Change what we may do')
})

test('the same form sent twice is one post with one code; changed in between, nothing typed is lost', async () => {
  const page = await phone()
  const code = await tellUs(page, { text: 'The tanker to the hill quarter has not come since the bridge was closed to lorries.' })
  await page.reload()
  expect(await page.textContent('.code')).toBe(code)
  await page.goBack()
  await page.fill('[name=text]', 'The tanker to the hill quarter has not come; the driver says that nobody pays him.')
  served.clock.pass(5_000)
  await page.click('.send button')
  // A browser that asked for the form anew has another ticket, one that kept it the same: both keep what was typed.
  const second = (await page.textContent('.code'))!
  const told = [await lookAt(page, code), await lookAt(page, second)].join('\n')
  expect(told).toContain('since the bridge was closed')
  expect(told).toContain('nobody pays him')
})

test('something can be added, and what may be done with it changed', async () => {
  const page = await phone()
  const code = await tellUs(page, { text: 'The meter in our street counts while the tap is dry, who reads those meters?' })
  await lookAt(page, code)
  await page.click('summary:has-text("Add something")')
  await page.fill('form[action="?/add"] textarea', 'My neighbour has the same, number fourteen.')
  await page.click('form[action="?/add"] button')
  expect(await page.innerText('main')).toContain('My neighbour has the same, number fourteen.')
  await page.click('summary:has-text("Change what we may do")')
  await page.check('form[action="?/consent"] [name=quote]')
  await page.click('form[action="?/consent"] button')
  expect(await page.innerText('main')).toContain('Kept. It holds from now on, everywhere.')
  const posts = await served.house.db.rows<{ quote: boolean; reply: boolean }>(
    `select quote, reply_to is not null as reply from post where campaign_id = $1 and (text ilike '%reads those meters%' or text ilike '%number fourteen%') order by id`, [campaign.id])
  expect(posts).toEqual([{ quote: true, reply: false }, { quote: true, reply: true }])
})

test('everything of one’s own on a telephone without a script: by the code, by a link to the address; taken along, then erased', async () => {
  const page = await openPage(browser, served, { script: false, width: 360, height: 740 })
  const code = await tellUs(page, { text: 'The zanzibird pump of Oldford has lost its handle', email: 'zoe@example.org', ticks: ['quote'] })
  await page.goto('/wells/yours')
  await page.fill('[name=proof]', code)
  await page.click('form[action="?/open"] button')
  await page.getByText('We hold 1 message of yours.').waitFor()
  expect(await scrollsSideways(page)).toBe(false)

  await page.goto('/wells/yours')
  await page.fill('[name=email]', 'zoe@example.org')
  await page.click('form[action^="?/email"] button')
  await page.getByText('a link is on its way').waitFor()
  await sendDue(served.house, campaign.id, accountsOf(served.house))
  const linkIn = () => /https?:\S+\/yours\/\S+/.exec(letters.at(-1)?.text ?? '')?.[0]
  await expect.poll(linkIn).toBeDefined()
  await page.goto(linkIn()!)
  await page.click('main form button')
  await page.getByText('The zanzibird pump').waitFor()
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('[name=format][value=json]')])
  expect(JSON.parse(await readFile(await file.path(), 'utf8')).posts).toMatchObject([{ text: 'The zanzibird pump of Oldford has lost its handle', contact: { email: 'zoe@example.org' }, said: { quote: true } }])
  await page.click('summary.danger')
  await page.click('form[action="?/erase"] button')
  await page.getByText('Tick the box first').waitFor()
  await page.check('[name=sure]')
  await page.click('form[action="?/erase"] button')
  await page.getByText('Erased. Nothing of yours is held here any more.').waitFor()
  expect(await tracesOf(served.house, campaign.id)).not.toMatch(/zanzibird|zoe@/)
  await page.context().close()
})

test('what is wrong is said beside its field, and nothing typed is lost', async () => {
  const page = await phone()
  await page.goto('/wells/tell')
  served.clock.pass(5_000)
  await page.fill('[name=text]', 'Who guards the spring at night?')
  await page.fill('[name=email]', 'nobody@nowhere')
  await page.fill('[name=phone]', '0700 12')
  await page.check('[name=passOn]')
  await page.click('.send button')
  for (const words of ['Not sent yet.', 'This is not a whole e-mail address.', 'Digits are missing.']) expect(await page.innerText('main')).toContain(words)
  expect([await page.inputValue('[name=text]'), await page.inputValue('[name=email]'), await page.isChecked('[name=passOn]'), await page.isChecked('[name=quote]')]).toEqual(['Who guards the spring at night?', 'nobody@nowhere', true, false])
  await page.fill('[name=email]', '')
  await page.fill('[name=phone]', '')
  await page.click('.send button')
  expect(await page.innerText('h1')).toBe('It has arrived')
})

test('a program that fills in the hidden field, is faster than a person or made the ticket up is not let in', async () => {
  const count = async () => (await served.house.db.row<{ count: number }>(`select count(*)::int as count from post where campaign_id = $1`, [campaign.id]))!.count
  const before = await count()
  const page = await phone()
  const fill = async () => {
    await page.goto('/wells/tell')
    await page.fill('[name=text]', 'Buy cheap pumps here, only this week.')
  }
  await fill()
  await page.click('.send button')
  expect(await page.innerText('[role=alert]')).toContain('faster than a person')
  const send = async (ticket: string, trap = '') => {
    const body = new URLSearchParams({ text: 'Buy cheap pumps here, only this week.', ticket, website: trap })
    return (await fetch(`${served.url}/wells/tell`, { method: 'POST', body, headers: { origin: served.url, accept: 'text/html' } })).text()
  }
  expect(await send('made-up')).toContain('open for more than a day')
  const ticket = await page.inputValue('[name=ticket]')
  served.clock.pass(5_000)
  expect(await send(ticket, 'https://spam.example')).toContain('only programs fill in')
  served.clock.pass(25 * 3_600_000)
  expect(await send(ticket)).toContain('open for more than a day')
  expect(await count()).toBe(before)
})

test('a code that nobody has is refused in words, and codes cannot be tried without end', async () => {
  const page = await phone()
  expect(await lookAt(page, '7K2QM-9XH4T')).toContain('No message has this code.')
  const tries = await Promise.all(Array.from({ length: 70 }, (_, at) => fetch(`${served.url}/wells/receipt?/look`, {
    method: 'POST', body: new URLSearchParams({ code: `AAAA${at}-AAAAA` }), headers: { origin: served.url, accept: 'text/html' },
  }).then((answer) => answer.text())))
  expect(tries.filter((text) => text.includes('tried too often')).length).toBeGreaterThan(5)
  expect(page.url()).not.toContain('7K2QM')
  served.clock.pass(600_000)
})

test('a photo is kept without where and when it was taken, and only the desk sees it', async () => {
  const folder = resolve(import.meta.dirname, '../../../shared/data/photos')
  const files = existsSync(folder) ? (await readdir(folder)).filter((name) => /\.jpe?g$/i.test(name)).map((name) => join(folder, name)) : [await photoWithGps()]
  const page = await phone()
  const desk = await openPage(browser, served, { person: volunteer })
  for (const [at, photo] of files.entries()) {
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    await tellUs(page, { text: `The seal on valve ${at} of the lower canal was broken open, here it is.`, photo })
    const post = await served.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and text like $2`, [campaign.id, `The seal on valve ${at}%`])
    const address = `/wells/photo/${post!.id}`
    const picture = await desk.request.get(address)
    expect([picture.status(), picture.headers()['content-type']]).toEqual([200, 'image/webp'])
    const bytes = await picture.body()
    const { exif, xmp, iptc, width = 0, height = 0 } = await sharp(bytes).metadata()
    expect({ exif, xmp, iptc }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined })
    expect(bytes.includes('GPS') || bytes.includes('Exif')).toBe(false)
    expect(Math.max(width, height)).toBeLessThanOrEqual(1_600)
    expect((await page.request.get(address)).status()).toBe(401)
    expect((await readAudit(served.house.db, campaign.id, { kind: 'photo.read' }))[0]).toMatchObject({ subject: post!.id, person: { name: 'Nadia' } })
  }
})

test('what is no photo is refused beside its field, and the words are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clamor-no-photo-'))
  await writeFile(join(folder, 'x.png'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>')
  const page = await phone()
  await page.goto('/wells/tell')
  served.clock.pass(5_000)
  await page.fill('[name=text]', 'Here is the picture of the dry basin.')
  await page.setInputFiles('[name=photo]', join(folder, 'x.png'))
  await page.click('.send button')
  expect(await page.innerText('main')).toContain('This photo could not be read.')
  expect(await page.inputValue('[name=text]')).toBe('Here is the picture of the dry basin.')
  await rm(folder, { recursive: true })
})

test.each(['en', 'ar'] as const)('form and receipt have no fault for axe and fit a narrow telephone (%s)', async (language) => {
  const page = await openPage(browser, served, { width: 360, height: 780, language })
  const code = await tellUs(page, { text: language === 'ar' ? 'من يفحص ماء البئر الشمالية منذ الصيف؟' : 'Who tests the northern well since summer began?', place: 'San Telmo' })
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await lookAt(page, code)
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
  await page.goto('/wells/tell')
  expect([await faultsOf(page), await scrollsSideways(page)]).toEqual([[], false])
})

/** Where the sets are not at hand: a picture that says where it was taken. */
async function photoWithGps(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'clamor-photo-')), 'gps.jpg')
  await sharp({ create: { width: 2_400, height: 1_200, channels: 3, background: '#246' } }).withExif({ IFD3: { GPSLatitude: '10/1 30/1 0/1', GPSLatitudeRef: 'N' } }).jpeg().toFile(file)
  return file
}

test('a place of a name that several bear is asked about once the message has arrived; the map counts what each district holds', async () => {
  const box = (west: number, south: number, east: number, north: number) => [[[west, south], [east, south], [east, north], [west, north], [west, south]]]
  const districts = { type: 'FeatureCollection', features: [['North', box(20, 10.4, 21, 11)], ['South', box(20, 10, 21, 10.4)]].map(([name, coordinates]) => ({ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates } })) }
  await bringSet(served.house, campaign, null, await readPlaces(Buffer.from(JSON.stringify(districts))), { name: 'Districts', file: 'districts.geojson' })
  const page = await phone()
  const code = await tellUs(page, { text: 'A lorry left eleven leaking barrels behind the infirmary on Thursday night.', place: 'san telmo', ticks: ['quote'] })
  expect(await page.innerText('main')).toContain('Which “san telmo” do you mean?')
  await page.check('text="San Telmo, South"')
  await page.check('[name=precision][value=district]')
  await page.click('.which button')
  const kept = await page.innerText('main')
  for (const words of ['Kept. It is shown no more exactly than you chose.', 'eleven leaking barrels', code]) expect(kept).toContain(words)
  expect(kept).not.toContain('do you mean?')
  await decided('leaking barrels', 'incident', { incident: 'new', title: 'Barrels behind the infirmary' })

  await page.goto('/wells/map')
  await page.locator('.districts summary').waitFor()
  expect(await page.innerText('.districts')).toMatch(/South\s+1 incident[^]*From 1 further district nothing was reported/)
  expect(await page.content()).toContain('By district: South 1.')
  await page.click('.districts a')
  expect(await page.innerText('main')).toMatch(/Only what lies in South\.[^]*Barrels behind the infirmary\s+South/)
  const files = (await (await fetch(`${served.url}/wells/areas.geojson`)).json()) as GeoJSON.FeatureCollection
  expect(files.features.map(({ properties }) => [properties!['name'], properties!['incidents']])).toEqual([['South', 1], ['North', 0]])
  await page.context().close()
})
