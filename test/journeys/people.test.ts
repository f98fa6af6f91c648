/** Who works in a campaign, how they get in, and who is on: by its coordinator, on any machine, at once. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsOf } from '../harness/browser.ts'
import { openFerries, type Ferries } from '../harness/ferries.ts'
import { fine } from '../harness/looks.ts'
import { password } from '../harness/office.ts'

let ferries: Ferries

beforeAll(async () => {
  ferries = await openFerries()
})
afterAll(() => ferries?.close())
afterEach(() => ferries.leave())

test('without a script a link for a group is made; on a telephone a newcomer gets in by it, practises first, and is let in', async () => {
  const page = await ferries.as('conrad', '/ferries/people/invite', { script: false })
  await page.click('#group summary')
  await page.fill('#group [name=cap]', '2')
  await page.check('#group [name=waits][value=person]')
  await page.click('#group button:has-text("Make the link")')
  await page.click('#group a:has-text("Show the link")')
  const link = await page.inputValue('input[aria-label="Invitation"]')
  const poster = (await page.getAttribute('a[href$="/poster"]', 'href'))!
  const sheets = await Promise.all(['all', 'fr', 'xx'].map((name) => page.request.get(`${poster}/${name}.pdf`)))
  expect(sheets.map((sheet) => [sheet.status(), sheet.headers()['content-type']])).toEqual([[200, 'application/pdf'], [200, 'application/pdf'], [404, expect.anything()]])

  const phone = await ferries.as(undefined, new URL(link).pathname, { width: 360, height: 780 })
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
  const late = await ferries.as(undefined, new URL(link).pathname, { width: 360, height: 780 })
  expect([await late.locator('form [name=password]').count(), await late.innerText('main')]).toEqual([0, expect.stringContaining('This link has been used.')])
})

test('a pasted list is invited at once; what cannot be read stays to be set right, and the links print as cards', async () => {
  const page = await ferries.as('conrad', '/ferries/people/invite')
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
  const page = await ferries.as('conrad', `/ferries/people/${await ferries.idOf('olga')}`)
  expect(await page.locator('select, button:has-text("Freeze")').count()).toBe(0)
  await page.goto('/ferries/people')
  await page.click('main a:has-text("Vera")')
  await page.waitForSelector('h1:has-text("Vera")')
  expect(await page.locator('option').allTextContents()).toEqual(['observer', 'volunteer'])
  const forge = (path: string, form: Record<string, string>) => page.request.post(`/ferries/people${path}`, { form, headers: { origin: ferries.url, accept: 'text/html' } })
  expect((await forge('/invite?/one', { role: 'owner' })).status()).toBe(403)
  expect((await forge(`/${await ferries.idOf('vera')}?/role`, { role: 'coordinator' })).status()).toBe(403)
  await page.reload()
  expect(await page.innerText('main')).toContain('volunteer')
})

test('another role holds at the next page that person opens', async () => {
  const [page, theirs] = [await ferries.as('olga', `/ferries/people/${await ferries.idOf('vera')}`), await ferries.as('vera', '/ferries/desk')]
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
  const [page, theirs] = [await ferries.as('conrad', `/ferries/people/${await ferries.idOf('vera')}`, { script: false }), await ferries.as('vera', '/ferries/desk')]
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
  const own = await ferries.as(undefined, new URL(link).pathname, { script: false, width: 360, height: 780 })
  expect([await own.innerText('main'), await own.inputValue('[name=email]')]).toEqual([expect.stringContaining('For Vera.'), 'vera@example.org'])
  await own.fill('[name=password]', password)
  await own.click('main button')
  await own.waitForURL('**/ferries/desk')
})

test.each([
  ['en', false],
  ['ar', true],
] as const)('the screens of people, with all there is on them, have no fault for axe on a telephone and on a desk (%s)', async (language, dark) => {
  await ferries.lettersOf('vera')
  const page = await ferries.as('conrad', '/ferries/people', { language, dark, width: 360, height: 780 })
  await page.check('[name=scope][value=read]')
  await page.locator('form[action="?/token"] button').click()
  await page.locator('.once').waitFor()
  for (const path of ['people', 'people/invite', 'people/partners', `people/${await ferries.idOf('vera')}`]) {
    if (path !== 'people') await page.goto(`/ferries/${path}`)
    for (const summary of await page.locator('main details > summary').all()) await summary.click()
    await fine(page, `${path}-360-${language}`)
    if (path !== 'people') continue
    await page.setViewportSize({ width: 1360, height: 850 })
    await fine(page, `${path}-1360-${language}`)
    await page.setViewportSize({ width: 360, height: 780 })
  }
})

test('an address from which letters come back is marked in the list of people, with what to do', async () => {
  await ferries.lettersOf('vera')
  const page = await ferries.as('conrad', '/ferries/people?state=returned', { script: false })
  expect(await page.locator('main section').first().locator('li').allInnerTexts()).toEqual([expect.stringContaining('Vera')])
  await page.click('text=Letters come back')
  expect(await page.innerText('#mail')).toMatch(/takes no letters since[^]*invite them there/)
  await page.click('button:has-text("Write to this address again")')
  await page.waitForSelector('text=This address is written to again.')
  expect(await page.locator('#mail').count()).toBe(0)
})

test('on a telephone a shift is taken and ended with a note; whoever is on next reads it, and the coordinator sees that they did', async () => {
  await Promise.all([ferries.person('sara', 'volunteer'), ferries.person('samir', 'volunteer')])
  // Far from midnight, whenever this runs. The last test of this house: no session is asked about the time any more.
  ferries.clock.at = new Date(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T10:00:00Z`)
  const page = await ferries.as('conrad', '/ferries/shifts', { script: false })
  for (const [from, until] of [['09:00', '12:00'], ['12:00', '15:00']] as const) {
    await page.click('#add summary')
    await page.selectOption('#add [name=part]', 'desk')
    await page.fill('#add [name=from]', from)
    await page.fill('#add [name=until]', until)
    await page.fill('#add [name=needed]', '1')
    await page.click('button:has-text("Make the shifts")')
    await page.waitForSelector('text=1 shift is made.')
  }
  const phone = (name: string) => ferries.as(name, '/ferries/shifts', { width: 360, height: 780 })
  const [sara, samir] = [await phone('sara'), await phone('samir')]
  await sara.locator('#rota li', { hasText: '09:00' }).getByRole('button', { name: 'I take it' }).click()
  await sara.waitForSelector('.shift:has-text("You are on at")')
  await fine(sara, 'shifts-360')
  await samir.locator('#rota li', { hasText: '15:00' }).getByRole('button', { name: 'I take it' }).click()
  await samir.waitForSelector('#rota:has-text("Samir")')
  expect(await samir.locator('#unread').count()).toBe(0)

  ferries.clock.pass(90 * 60_000)
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
