/** From a statement to a page that everybody can read: checked, worded, shown as it was previewed, and taken down when it proves false. */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCampaign, addPlaces, setIssueAreas, type Campaign } from '#campaign/index.ts'
import type { Actor } from '#core/index.ts'
import { claimOne, decide, workOn } from '#desk/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { keepPhoto, withdraw } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { signedIn } from '../harness/signed-in.ts'

let served: ServedHouse
let browser: Browser
let campaign: Campaign
let vera: Actor
const password = 'four words nobody puts together'
const people = { vera: { email: 'vera@example.org', password }, cleo: { email: 'cleo@example.org', password } }

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  const { house } = served
  campaign = await addCampaign(house, { slug: 'mills', name: 'The mills', organisation: 'Mill Watch', hashtags: ['TheMills'], languages: ['en', 'ar'], precision: 'district' })
  await house.db.transact(async (t) => {
    await setIssueAreas(t, campaign.id, [{ key: 'work', names: { en: 'Work', ar: 'العمل' } }], house.clock.now())
    await addPlaces(t, campaign.id, [{ name: 'Oldford', district: 'North', lat: 10.5, lon: 20.5 }, { name: 'Newford', district: 'North', lat: 10.7, lon: 20.7 }], house.clock.now())
  })
  await addUser(house, { ...people.vera, name: 'Vera Lind', role: 'volunteer', campaign: 'mills' })
  await addUser(house, { ...people.cleo, name: 'Cleo Marsh', role: 'coordinator', campaign: 'mills' })
  vera = await signedIn(house, people.vera)
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

interface Said {
  statement: string
  post: string
}

let serial = 0
async function say(text: string, extra: Record<string, unknown> = {}): Promise<Said> {
  const externalId = `p${serial++}`
  await takeIn(served.house, campaign, [{ channel: 'mastodon', externalId, text, original: Buffer.from(externalId), author: { handle: `@${externalId}`, network: 'mastodon' }, knows: 'saw', ...extra } as never], { patient: true })
  await foldAll(served.house, campaign.id)
  return (await served.house.db.row<Said>(
    `select f.statement_id as statement, p.id as post from post p join post_fold f on f.campaign_id = p.campaign_id and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [campaign.id, externalId]))!
}

interface Made extends Said {
  id: string
  number: number
}

async function report(text: string, title: string, incident = 'new', extra: Record<string, unknown> = {}): Promise<Made> {
  const said = await say(text, extra)
  const { house } = served
  const { version } = await claimOne(house, campaign.id, vera, said.statement)
  const worked = await workOn(house, campaign.id, vera, said.statement, { version, issueArea: 'work', place: { name: 'Tanner lane 4', lat: 10.512345, lon: 20.512345, precision: 'district' } })
  const { deedId } = await decide(house, campaign.id, vera, said.statement, worked.version, 'incident', { incident, ...(incident === 'new' ? { title } : {}) })
  const row = await house.db.row<{ id: string; number: number }>(
    `select i.id, i.number from incident_statement l join incident i on i.campaign_id = l.campaign_id and i.id = l.incident_id where l.campaign_id = $1 and l.deed_id = $2`, [campaign.id, deedId])
  return { ...said, ...row! }
}

const photo = async () => ({ type: 'image/webp', bytes: await sharp({ create: { width: 320, height: 200, channels: 3, background: '#456' } }).webp().toBuffer() })
const page = (who: keyof typeof people | undefined, visit: Visit = {}) => openPage(browser, served, { ...visit, ...(who ? { person: people[who] } : {}) })
const save = (on: Page, form: string) => on.locator(form).first().locator('button', { hasText: 'Save' }).first().click()

test('the preview is the public page, word for word and line for line, with the place blurred; what is typed is previewed and not kept', async () => {
  const made = await report('On Monday the guards of the tannery locked forty women in until midnight, writes a weaver', 'Women locked in at the tannery')
  const desk = await page('vera')
  await desk.goto(`/mills/incidents/${made.id}/preview`)
  const preview = await desk.innerHTML('#preview article')
  const everybody = await page(undefined, { script: false, width: 390 })
  const answer = await everybody.goto(`/mills/map/${made.number}`)
  const plain = (html: string) => html.replaceAll(/<!--.*?-->/g, '').replaceAll(/ (class|style)="[^"]*"/g, '')
  expect(plain(preview)).toBe(plain(await everybody.innerHTML('main article')))
  const text = await everybody.innerText('main')
  expect(text).toContain('Women locked in at the tannery')
  expect(text).toContain('North')
  expect(await everybody.content()).not.toMatch(/Tanner lane|10\.512|20\.512/)
  const styles = await everybody.locator('link[rel=stylesheet]').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href))
  const bytes = await Promise.all(styles.map(async (href) => (await (await fetch(href)).arrayBuffer()).byteLength))
  expect((await answer!.body()).length + bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(30_000)

  await desk.goto(`/mills/incidents/${made.id}`)
  await desk.click('summary:has-text("Change it")')
  await desk.fill('form[action="?/edit"] [name=title]', 'Forty women locked in')
  await desk.check('form[action="?/edit"] [name=precision][value=hidden]')
  await desk.click('button:has-text("See what the public would see")')
  await desk.waitForSelector('#preview')
  const tried = await desk.innerText('#preview')
  expect(tried).toContain('Forty women locked in')
  expect(tried).toContain('place not shown')
  expect(tried).not.toContain('North')
  await everybody.goto(`/mills/map/${made.number}`)
  expect(await everybody.innerText('main')).toContain('Women locked in at the tannery')
  expect(await desk.inputValue('form[action="?/edit"] [name=title]')).toBe('Forty women locked in')
})

test('a volunteer checks four points with a sentence each and evidence; a coordinator calls it false: it leaves the map at once and its page says so', async () => {
  const made = await report('At dawn the mill owner set dogs on the weavers who stood before the eastern gate of the mill', 'Dogs set on weavers')
  const desk = await page('vera')
  await desk.goto(`/mills/incidents/${made.id}`)
  for (const point of ['source', 'time', 'place', 'corroboration']) {
    const row = desk.locator('.checklist ol > li', { has: desk.locator(`input[name=point][value=${point}]`) })
    await row.locator('summary', { hasText: 'Work on this point' }).click()
    await row.locator('[name=standing][value=holds]').check()
    await row.locator('[name=sentence]').fill(`We asked three of them about the ${point}.`)
    await row.locator('form[action="?/find"] button').click()
    await row.locator('.standing', { hasText: 'Holds' }).waitFor()
  }
  await desk.locator('.stands b', { hasText: /^Verified$/ }).waitFor()
  const row = desk.locator('.checklist ol > li', { has: desk.locator('input[name=point][value=place]') })
  await row.locator('summary', { hasText: 'Attach evidence' }).click()
  await row.locator('[name=kind][value=photo]').check()
  await row.locator('[name=text]').fill('The eastern gate')
  await row.locator('input[type=file]').setInputFiles({ name: 'gate.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 60, height: 40, channels: 3, background: '#999' } }).jpeg().toBuffer() })
  await row.locator('button', { hasText: 'Attach it' }).click()
  await row.locator('.hash').waitFor()
  expect(await row.innerText()).toMatch(/The eastern gate[\s\S]*Vera Lind[\s\S]*[0-9a-f]{64}/)
  expect(await desk.locator('summary', { hasText: 'Decide otherwise' }).count()).toBe(0)

  const everybody = await page(undefined, { script: false, width: 390 })
  await everybody.goto('/mills/map')
  expect(await everybody.innerText('main')).toContain('Dogs set on weavers')
  const room = await page('cleo')
  await room.goto(`/mills/incidents/${made.id}`)
  await room.click('summary:has-text("Decide otherwise")')
  await room.check('[name=verification][value=false]')
  await save(room, 'form[action="?/override"]')
  await room.locator('text=The reason stands beside your name').waitFor()
  await room.fill('[name=reason]', 'The gate was closed that day; the pictures are of last year.')
  await save(room, 'form[action="?/override"]')
  await room.locator('.stands', { hasText: 'Cleo Marsh' }).waitFor()
  await everybody.goto('/mills/map')
  expect(await everybody.innerText('main')).not.toContain('Dogs set on weavers')
  for (const file of ['geojson', 'csv', 'atom']) expect(await (await fetch(`${served.url}/mills/map.${file}`)).text()).not.toContain('Dogs set on weavers')
  await everybody.goto(`/mills/map/${made.number}`)
  expect(await everybody.innerText('h1')).toBe('This proved false')
  expect(await everybody.content()).not.toContain('eastern gate')
})

test('hard to look at: covered at the desk until asked for, counted, and covered in public without a script too', async () => {
  const text = 'Behind the dye house two corpses of weavers were laid out for all to see, writes a passer-by'
  const made = await report(text, 'Two dead behind the dye house')
  const desk = await page('vera')
  const answer = await desk.goto(`/mills/desk?tab=decided&open=${made.statement}`)
  expect((await answer!.text()).includes('dye house two corpses')).toBe(false)
  await desk.getByText('This is hard to look at.').waitFor()
  await desk.getByRole('button', { name: 'Show it to me' }).click()
  await desk.locator('h2.said', { hasText: 'two corpses' }).waitFor()
  const room = await page('cleo')
  await room.goto('/mills/graphic')
  expect(await room.innerText('table')).toMatch(/Vera Lind\s+1\s+1/)
  const everybody = await page(undefined, { script: false, width: 390 })
  await everybody.goto(`/mills/map/${made.number}`)
  expect(await everybody.getByText('two corpses').isVisible()).toBe(false)
  await everybody.locator('summary', { hasText: 'hard to read' }).click()
  expect(await everybody.getByText('two corpses').isVisible()).toBe(true)
  // What cannot be covered, does not carry it.
  expect(await (await fetch(`${served.url}/mills/map.geojson`)).text()).not.toContain('two corpses')
})

test('a photo is shown at the desk, described before it is public, only where its sender allows it, and gone with its post', async () => {
  const made = await report('The loom hall burned on Sunday night while the doors were chained from outside, says its porter', 'Fire in the loom hall')
  const other = await report('A second porter of the loom hall saw the chained doors and the fire from the roof opposite', '', made.id)
  await keepPhoto(served.house, campaign.id, made.post, await photo(), { allowed: true })
  await keepPhoto(served.house, campaign.id, other.post, await photo())
  const desk = await page('vera')
  await desk.goto(`/mills/incidents/${made.id}`)
  const [mine, theirs] = [desk.locator('form[action="?/photo"]').first(), desk.locator('form[action="?/photo"]').nth(1)]
  expect(await theirs.locator('[name=shown]').count()).toBe(0)
  await mine.locator('[name=shown]').check()
  await mine.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('first say what can be seen').waitFor()
  await mine.locator('[name=alt]').fill('Smoke over a long brick hall at night')
  await mine.getByRole('button', { name: 'Save' }).click()
  await desk.getByText('Everybody can see it.').waitFor()
  const everybody = await page(undefined, { script: false, width: 390 })
  await everybody.goto(`/mills/map/${made.number}`)
  const picture = everybody.getByRole('img', { name: 'Smoke over a long brick hall at night' })
  await picture.scrollIntoViewIfNeeded()
  const address = await picture.getAttribute('src')
  expect(address).not.toContain(made.post)
  expect((await fetch(served.url + address)).headers.get('content-type')).toBe('image/webp')
  expect(await everybody.locator('.photos img').count()).toBe(1)
  await withdraw(served.house, campaign.id, [made.post], 'withdrawn')
  expect((await fetch(served.url + address)).status).toBe(404)
  await everybody.goto(`/mills/map/${made.number}`)
  const text = await everybody.innerText('main')
  expect(text).toContain('A second porter')
  expect(text).not.toMatch(/Smoke over|says its porter/)
  expect(await everybody.locator('.photos').count()).toBe(0)
})

test('two that are one are joined on the screen; the old public address leads on, and taking it back brings both', async () => {
  const [a, b] = [await report('The foreman of the press room beat an apprentice on Tuesday before everybody there', 'Apprentice beaten'), await report('An apprentice of the press room was hit with a rule, a packer tells her sister', 'Apprentice hit')]
  const desk = await page('vera')
  await desk.goto(`/mills/incidents/${b.id}?q=beaten`)
  await desk.locator('li', { hasText: 'Apprentice beaten' }).getByRole('button', { name: 'Join it into this one' }).click()
  await desk.getByText('joined two incidents into this one').waitFor()
  const answer = await fetch(`${served.url}/mills/map/${a.number}`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([308, `/mills/map/${b.number}`])
  await desk.goto(`/mills/incidents/${a.id}`)
  expect(desk.url()).toContain(b.id)
  await desk.getByRole('button', { name: 'Take it back' }).click()
  await desk.getByText('joined two incidents into this one').waitFor({ state: 'detached' })
  expect((await fetch(`${served.url}/mills/map/${a.number}`)).status).toBe(200)
})

test('the live map takes the place of the drawn one, speaks to nobody but us, and opens what is chosen on it in the list', async () => {
  await report('Water from the vats runs into the lower canal every night since the second shift began', 'Vats emptied into the canal')
  const on = await page(undefined, { width: 1200, height: 800 })
  const asked: string[] = []
  const wrong: string[] = []
  on.on('request', (request) => asked.push(request.url()))
  on.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  on.on('pageerror', (error) => wrong.push(error.message))
  await on.goto('/mills/map')
  await on.waitForSelector('.map.live canvas', { timeout: 60_000 })
  expect(asked.filter((url) => !url.startsWith(served.url) && !/^(data|blob):/.test(url))).toEqual([])
  expect(wrong).toEqual([])
  expect(await on.locator('.map .picture').getAttribute('aria-hidden')).toBe('true')
  // All incidents lie in one district, so that their marks lie on one place, which is the middle of the map.
  const frame = (await on.locator('.map canvas').boundingBox())!
  await on.mouse.click(frame.x + frame.width / 2, frame.y + frame.height / 2)
  await on.waitForURL(/incident=\d+/)
  await on.locator('li.open').waitFor()
  await on.getByRole('link', { name: 'All of it on a page of its own' }).click()
  await on.waitForURL(/\/map\/\d+$/)
})

test.each(['en', 'ar'] as const)('the screens of incidents have no fault for axe and fit a narrow telephone (%s)', async (language) => {
  const made = await report(language === 'en' ? 'The night watch counted nineteen sleepers between the looms in the cold week' : 'يقول حارس الليل إن تسعة عشر عاملاً ناموا بين الأنوال في أسبوع البرد', 'Sleepers in the hall')
  await keepPhoto(served.house, campaign.id, made.post, await photo(), { allowed: true })
  const on = await page('cleo', { width: 360, height: 780, language })
  for (const path of ['/incidents', `/incidents/${made.id}`, `/incidents/${made.id}/preview`, '/graphic', '/mentions', `/map/${made.number}`, `/desk?tab=decided&open=${made.statement}`]) {
    await on.goto(`/mills${path}`)
    await on.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    expect([path, await faultsOf(on), await scrollsSideways(on)]).toEqual([path, [], false])
  }
})
