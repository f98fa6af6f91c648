/** A whole shift, from sign-in to sign-out: a telephone, a screen in Arabic, a keyboard without a mouse, and a coordinator, all at once. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { notesOf, setSecondRules } from '#desk/index.ts'
import { foldAll } from '#statement/index.ts'
import { translate } from '#ui/words.ts'
import { foundExample, type Founded } from '../../demo/found.ts'
import { openBrowser, openPage, serveTestHouse, type ServedHouse, type Visit } from '../harness/browser.ts'
import { layLine, type Line } from '../harness/line.ts'
import { sentence } from '../harness/office.ts'
import { say } from '../harness/say.ts'

const home = '/let-it-be-known'
const ar = translate('ar')
/** Told by SMS, where nothing may be quoted: whatever of it stands on a public page, stands there wrongly. */
const told = [
  ...Array.from({ length: 34 }, (_, at) => sentence(at)),
  'The sluice keeper has not come home since he complained about the sluice',
  'Two lorries blocked the harbour road and nobody could reach the clinic',
  'When will somebody tell us what the laboratory found in the canal?',
  'El camión cisterna no llegó a la peña y los niños cargan agua desde el río',
  'انقطعت المياه عن حيّنا منذ تسعة أيام والصهريج لا يقف إلا أمام بيت العمدة',
]
const asking = 'A man in a grey coat takes the lists from the registry each evening'

let served: ServedHouse
let browser: Browser
let founded: Founded
let line: Line

// All anew for each try: a shift that is begun twice is another shift.
beforeEach(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  founded = await foundExample(served.house)
  line = await layLine(served.url)
  await say(served.house, founded.campaign, told.map((text, at) => ({ channel: 'sms', externalId: `s${at}`, text, language: /\p{Script=Arabic}/u.test(text) ? 'ar' : /ó/.test(text) ? 'es' : 'en' })))
  await tell(asking)
  const edwin = personOf('edwin').personId
  await served.house.db.transact((t) => setSecondRules(served.house, t, founded.campaign.id, edwin, [{ kinds: ['incident'], issueAreaId: null, urgent: false, underDecisions: null, share: 1, second: 'anybody' }]))
})
afterEach(async () => {
  await line?.close()
  await browser?.close()
  await served?.close()
})

const personOf = (who: string) => founded.people.find((one) => one.email.startsWith(who))!

/** By the public form, without a script: one may ask them back on the page of their receipt. */
async function tell(text: string): Promise<void> {
  const page = await openPage(browser, served, { script: false, width: 360, height: 780 })
  await page.goto(`${home}/tell`)
  served.clock.pass(5_000)
  await page.fill('[name=text]', text)
  await page.click('.send button')
  await page.textContent('.code')
  await foldAll(served.house, founded.campaign.id)
  await page.context().close()
}

/** From the sign-in to the desk, or to another page, as the person would. */
async function begins(who: string, path: string, visit: Visit & { over?: Line; keyboard?: true } = {}): Promise<Page> {
  const page = await openPage(browser, visit.over ? { ...served, url: visit.over.url } : served, visit)
  const { email, password } = personOf(who)
  await page.goto(`${home}${path}`)
  await page.waitForURL(/sign-in/)
  if (visit.keyboard) {
    await tabTo(page, page.locator('[name=email]'))
    await page.keyboard.type(email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
  } else {
    await page.fill('[name=email]', email)
    await page.fill('[name=password]', password)
    await page.click('main button')
  }
  await page.waitForURL(new RegExp(`${home}${path}`))
  await page.locator('.live:not(.off)').first().waitFor({ state: 'attached' })
  return page
}

async function ends(page: Page): Promise<void> {
  await page.goto('/sign-out')
  await page.locator('main form button').click()
  await page.waitForURL(/sign-in/)
}

/** With the Tab key alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let at = 0; at < 120; at++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${target}`)
}

const openOf = (page: Page) => new URL(page.url()).searchParams.get('open')
const opens = (page: Page, id: string | null) => page.waitForURL((url) => url.pathname.endsWith('/desk') && url.searchParams.get('open') !== id)
const idOf = async (text: string) => (await served.house.db.row<{ id: string }>(
  `select s.id from statement s join statement_text x on x.campaign_id = s.campaign_id and x.statement_id = s.id where s.campaign_id = $1 and x.text = $2`, [founded.campaign.id, text]))!.id
const stands = async (id: string) => (await served.house.db.row<{ state: string; holder: string | null; area: string | null }>(
  `select s.state, p.name as holder, a.key as area from statement s left join claim c on c.campaign_id = $1 and c.statement_id = s.id left join person p on p.id = c.person_id
   left join issue_area a on a.campaign_id = $1 and a.id = s.issue_area_id where s.campaign_id = $1 and s.id = $2`, [founded.campaign.id, id]))!

/** Decides whatever comes until nothing waits any more; `deed` presses what ends the work on one. */
async function worksOn(page: Page, deed: (at: number) => Promise<void>): Promise<void> {
  for (let at = 0; ; at++) {
    const id = openOf(page)
    if (!id) return
    await deed(at)
    await opens(page, id)
    // The address changes a moment before the screen does; people press on what they see, and a press on the one before is passed over.
    await expect.poll(() => page.evaluate(() => document.querySelector<HTMLInputElement>('#work [name=id]')?.value ?? null)).toBe(openOf(page))
  }
}

test('three volunteers and a coordinator work through forty statements: each is handled once, and the public sees what was allowed', { timeout: 300_000 }, async () => {
  const [edwin, lucia, samir, maelle] = await Promise.all([
    begins('edwin', '/room'),
    begins('lucia', '/desk', { width: 360, height: 740, over: line }),
    begins('samir', '/desk', { language: 'ar' }),
    begins('maelle', '/desk', { keyboard: true }),
  ])
  await expect.poll(() => edwin.locator('h1').innerText()).toBe(`${told.length + 1} statements wait, the oldest for under a minute; nobody is at work.`)

  // Three take at once, and each has others.
  await lucia.locator('form.batch').getByRole('combobox').selectOption('10')
  await Promise.all([
    lucia.getByRole('button', { name: 'Take them' }).click(),
    samir.locator('#main').click(),
    maelle.keyboard.press('Enter'),
  ])
  await Promise.all([lucia, samir, maelle].map((page) => opens(page, null)))
  const first = await held()
  expect(new Set(first.map(({ id }) => id)).size).toBe(12)
  await expect.poll(() => edwin.locator('h1').innerText()).toContain(`${told.length + 1 - 12} statements wait`)
  expect(await edwin.locator('h1').innerText()).toMatch(/3 people (are at )?work/)

  // Two reach for the same one; both have typed.
  const both = await idOf(told[33]!)
  const [hers, his] = ['My street is next to it', 'أعرف هذا الحي']
  for (const page of [samir, maelle]) await page.goto(`${home}/desk?open=${both}`)
  for (const [page, note] of [[samir, his], [maelle, hers]] as const) {
    await page.locator('.live:not(.off)').first().waitFor()
    await page.locator('body').press('n')
    await page.keyboard.type(note)
    await page.keyboard.press('Escape')
  }
  await Promise.all([samir.locator('#main').click(), maelle.keyboard.press('Enter')])
  await expect.poll(async () => (await stands(both)).holder).not.toBeNull()
  const [winner, noted, loser, kept] = (await stands(both)).holder === personOf('maelle').name ? ([maelle, hers, samir, his] as const) : ([samir, his, maelle, hers] as const)
  await winner.locator('.lease').first().waitFor()
  await expect.poll(() => winner.locator('textarea[name=note]').inputValue()).toBe(noted)
  const faster = winner === maelle ? personOf('maelle').name : personOf('samir').name
  // News of it may have been faster than the finger: then the button gave the next one.
  const isTold = loser.locator('article').getByText(faster).or(loser.locator('.notice.faster', { hasText: faster })).first()
  await expect.poll(async () => {
    if (openOf(loser) !== both) await loser.goto(`${home}/desk?open=${both}`)
    return isTold.isVisible()
  }).toBe(true)
  // The next one may still be on its way when all that is said already.
  await expect.poll(async () => {
    if (openOf(loser) !== both) await loser.goto(`${home}/desk?open=${both}`)
    return loser.locator('textarea[name=note]').inputValue()
  }).toBe(kept)
  await winner.keyboard.press('1')
  await winner.keyboard.press('Enter')
  await opens(winner, both)
  expect(await stands(both)).toMatchObject({ state: 'decided', area: 'budget' })
  expect(await notesOf(served.house.db, founded.campaign.id, both)).toMatchObject([{ text: noted }])

  // The keyboard alone: found, taken, placed, an incident that another person has to confirm.
  const incident = await idOf(told[35]!)
  await maelle.locator('body').press('/')
  await maelle.keyboard.type('lorries blocked')
  await maelle.keyboard.press('Enter')
  await maelle.waitForURL(/q=lorries/)
  await maelle.keyboard.press('Escape')
  await maelle.keyboard.press('j')
  await maelle.waitForURL(new RegExp(incident))
  await maelle.keyboard.press('Enter')
  await maelle.getByText('Yours for').waitFor()
  await maelle.keyboard.press('p')
  await maelle.keyboard.type('Harrowquay')
  await maelle.locator('.place li button').first().waitFor()
  await maelle.keyboard.press('Enter')
  await maelle.keyboard.press('Escape')
  await maelle.keyboard.press('i')
  await maelle.keyboard.type('The harbour road was blocked')
  await tabTo(maelle, maelle.getByRole('button', { name: 'Make an incident' }))
  await maelle.keyboard.press('Enter')
  await opens(maelle, incident)
  expect(await stands(incident)).toMatchObject({ state: 'review' })

  // In Arabic: a question, asked back, handed on to the telephone.
  const question = await idOf(told[36]!)
  await samir.goto(`${home}/desk?open=${question}`)
  await samir.locator('.live:not(.off)').first().waitFor()
  await samir.locator('#main').click()
  await samir.locator('.lease').first().waitFor()
  await samir.keyboard.press('q')
  await samir.locator('#pane-question textarea').fill('What did the laboratory find in the canal?')
  await samir.getByRole('button', { name: ar('question.make') }).click()
  await opens(samir, question)
  const grey = await idOf(asking)
  await samir.goto(`${home}/desk?open=${grey}`)
  await samir.locator('.live:not(.off)').first().waitFor()
  await samir.locator('#main').click()
  await samir.locator('.lease').first().waitFor()
  await samir.keyboard.press('b')
  await samir.getByRole('button', { name: ar('talk.askSend') }).click()
  await opens(samir, grey)
  expect(await stands(grey)).toMatchObject({ state: 'asked' })
  const handed = openOf(samir)!
  await samir.keyboard.press('g')
  await samir.locator('#pane-on select').selectOption({ label: personOf('lucia').name })
  await samir.locator('#pane-on').getByRole('button', { name: ar('queue.handOn') }).click()
  await opens(samir, handed)
  expect(await stands(handed)).toMatchObject({ state: 'held', holder: personOf('lucia').name })

  // Somebody may be in danger: one key, it rings everywhere, one takes it.
  const danger = await idOf(told[34]!)
  await maelle.goto(`${home}/desk?open=${danger}`)
  await maelle.locator('.live:not(.off)').first().waitFor()
  await maelle.locator('body').press('!')
  await Promise.all([edwin, lucia, samir].map((page) => page.locator('.ringing').first().waitFor()))
  await edwin.locator('.ringing').getByRole('button', { name: 'I take it' }).click()
  await samir.locator('.ringing').waitFor({ state: 'detached' })

  // The telephone loses its connection and goes on; meanwhile the coordinator steers.
  const batch = (await held()).filter(({ by }) => by === personOf('lucia').name).map(({ id }) => id)
  await lucia.goto(`${home}/desk?open=${batch[0]}`)
  await lucia.locator('footer .live:not(.off)').waitFor({ state: 'attached' })
  line.cut()
  await lucia.getByText(/No connection since/).waitFor()
  await lucia.locator('#main').click()
  await lucia.getByText('1 decision waits here').waitFor()
  await lucia.locator('.dock button').last().click()
  await lucia.locator('#pane-discard button[value=off-topic]').click()
  await lucia.getByText('2 decisions wait here').waitFor()

  await edwin.goto(`${home}/room`)
  await edwin.getByRole('button', { name: 'Note to everybody' }).click()
  await edwin.locator('[name=text]').fill('Polls close at eight')
  await edwin.getByRole('button', { name: 'Show it' }).click()
  await Promise.all([samir, maelle].map((page) => page.locator('.notices').getByText('Polls close at eight').waitFor()))
  await edwin.getByRole('button', { name: 'Pause the queue' }).click()
  await edwin.locator('[name=reason]').fill('We look at a flood of copies')
  await edwin.getByRole('button', { name: 'Pause', exact: true }).click()
  await maelle.locator('.notices').getByText('We look at a flood of copies').waitFor()
  const waiting = await idOf(told[37]!)
  await maelle.goto(`${home}/desk?open=${(await stands(waiting)).state === 'waiting' ? waiting : danger}`)
  await maelle.locator('.live:not(.off)').first().waitFor()
  await maelle.locator('body').press('Enter')
  await maelle.getByText('The queue is paused.').waitFor()
  await edwin.getByRole('button', { name: 'Go on' }).click()
  await maelle.getByText('We look at a flood of copies').waitFor({ state: 'detached' })
  const given = openOf(samir)!
  await edwin.goto(`${home}/room/${personOf('samir').personId}`)
  const row = edwin.locator('main li', { has: edwin.locator(`[value="${given}"]`) }).or(edwin.locator('main li').filter({ has: edwin.locator('select[name=to]') })).first()
  await row.locator('select[name=to]').selectOption({ value: personOf('maelle').personId })
  await row.getByRole('button', { name: 'Give it' }).click()
  await expect.poll(async () => (await held()).filter(({ by }) => by === personOf('maelle').name).length).toBeGreaterThan(0)

  // Back: what was decided is done, once; what was said meanwhile is there.
  line.mend()
  await lucia.getByRole('button', { name: 'Try now' }).first().click()
  await lucia.locator('.notice.offline').waitFor({ state: 'detached' })
  await lucia.locator('.notices').getByText('Polls close at eight').waitFor()
  await expect.poll(async () => (await Promise.all(batch.slice(0, 2).map(stands))).map(({ state }) => state)).toEqual(['decided', 'decided'])
  expect(await lucia.getByText('came too late').count()).toBe(0)

  // All three until nothing waits.
  await Promise.all([
    (async () => {
      await lucia.goto(`${home}/desk?tab=mine`)
      await lucia.locator('.row').first().click()
      await opens(lucia, null)
      await worksOn(lucia, async () => lucia.locator('#main').click())
    })(),
    (async () => {
      await startsOn(samir)
      await worksOn(samir, async (at) => {
        if (at % 2) return samir.locator('#main').click()
        await samir.locator('.wide [popovertarget=pane-discard], [popovertarget=pane-discard]').locator('visible=true').first().click()
        await samir.locator('#pane-discard button[value=not-actionable]').click()
      })
    })(),
    (async () => {
      await startsOn(maelle)
      await worksOn(maelle, async (at) => {
        await maelle.keyboard.press(String((at % 8) + 1))
        await maelle.keyboard.press('Enter')
      })
    })(),
  ])
  await expect.poll(() => edwin.goto(`${home}/room`).then(() => edwin.locator('h1').innerText())).toContain('Nothing waits')

  // The second pair of eyes.
  await samir.goto(`${home}/desk?tab=review`)
  await samir.locator('.live:not(.off)').first().waitFor()
  await samir.locator('body').press('Enter')
  await samir.getByText('The harbour road was blocked').first().waitFor()
  await samir.locator('.lease').first().waitFor()
  await samir.locator('body').press('Enter')
  await expect.poll(() => stands(incident)).toMatchObject({ state: 'decided' })

  await Promise.all([edwin, lucia, samir, maelle].map(ends))

  // Each statement was handled by exactly one decision that stands, and nobody holds anything.
  const handled = await served.house.db.rows<{ text: string; deeds: number; state: string }>(
    `select x.text, s.state, (select count(*)::int from deed d where d.campaign_id = $1 and d.statement_id = s.id and d.taken_back_at is null and d.kind <> 'hand-on') as deeds
     from statement s join statement_text x on x.campaign_id = $1 and x.statement_id = s.id where s.campaign_id = $1`, [founded.campaign.id])
  expect(handled.length).toBe(told.length + 1)
  expect(handled.filter(({ deeds }) => deeds !== 1)).toEqual([])
  expect(await held()).toEqual([])
  const token = personOf('edwin').token
  const queue = (await (await fetch(`${served.url}/api/campaigns/let-it-be-known/queue`, { headers: { authorization: `Bearer ${token}` } })).json()) as Record<string, number>
  expect(queue).toMatchObject({ waiting: 0, held: 0, asked: 1, review: 0, aside: 0, decided: told.length })

  // The public sees what was worded and confirmed, and nobody's own words.
  const seen = await Promise.all(['', '/questions', '/questions.json', '/questions.csv', '/map', '/map.geojson', '/map.csv', '/map.atom'].map(async (path) => (await fetch(`${served.url}${home}${path}`)).text()))
  const all = seen.join('\n')
  expect(all).toContain('What did the laboratory find in the canal?')
  expect(JSON.parse(seen[5]!).features).toMatchObject([{ properties: { title: 'The harbour road was blocked' } }])
  expect([...told, asking].filter((text) => all.includes(text))).toEqual([])
})

async function startsOn(page: Page): Promise<void> {
  await page.goto(`${home}/desk`)
  await page.locator('.live:not(.off)').first().waitFor()
  await page.locator('body').press('Enter')
  await Promise.race([opens(page, null), page.locator('.notice.empty').first().waitFor()])
}

async function held(): Promise<{ id: string; by: string }[]> {
  return served.house.db.rows(`select c.statement_id as id, p.name as by from claim c join person p on p.id = c.person_id where c.campaign_id = $1 order by c.until, c.statement_id`, [founded.campaign.id])
}
