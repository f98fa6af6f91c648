/** A whole burst with several browsers at once: who organises it, three who take part (one without scripts, one in Arabic on a telephone), and STOP. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { burstOf, burstsOf, ownPage, pledgeOf, pledgeOfSecret, type Burst } from '#burst/index.ts'
import { addCampaign, type Campaign } from '#campaign/index.ts'
import { takeIn } from '#intake/index.ts'
import { addUser } from '#person/index.ts'
import { foldAll } from '#statement/index.ts'
import { faultsOf, openBrowser, openPage, scrollsSideways, serveTestHouse, type ServedHouse } from '../harness/browser.ts'
import { sayings } from '../harness/burst.ts'
import { picture } from '../harness/looks.ts'

const minutes = 60_000
let served: ServedHouse
let browser: Browser
let campaign: Campaign
let burst: Burst
const nadia = { email: 'nadia@example.org', password: 'four words nobody puts together' }
const arabic = ['أمي تحمل أربعين لتراً إلى التل. سيادة الوزير، متى يصل الصهريج إلى بابها؟ #WaterNow', 'ثلاثة أيام خميس وثلاثة وعود. في أي تاريخ يأتي الماء؟ #WaterNow', 'من يوقّع مسار الشاحنة، ولماذا لا يقرؤه علينا أحد؟ #WaterNow', 'نحتفظ بفاتورة كل قنينة. اسألوني كم يكلف شهر من العطش. #WaterNow', 'المدرسة تعيد الأطفال في العاشرة لأن المراحيض جافة. #WaterNow']

beforeAll(async () => {
  ;[served, browser] = await Promise.all([serveTestHouse(), openBrowser()])
  campaign = await addCampaign(served.house, { slug: 'water-now', name: 'Water now', organisation: 'River Watch', hashtags: ['WaterNow'], languages: ['en', 'ar'] })
  await addUser(served.house, { ...nadia, name: 'Nadia', role: 'coordinator', campaign: 'water-now' })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const now = () => served.clock.now().getTime()
const passTo = (at: number) => served.clock.pass(Math.max(0, at - now()))

/** What is asked of others than us, in whatever window. What leads to a network fails in the test: there is none. */
function askedOfOthers(context: BrowserContext): string[] {
  const asked: string[] = []
  context.on('request', (request) => !request.url().startsWith(served.url) && !/^(data|chrome-error|about):/.test(request.url()) && asked.push(request.url()))
  return asked
}

async function join(page: Page, network: string, language = 'en'): Promise<string> {
  await page.goto(`/water-now/burst/${burst.id}`)
  served.clock.pass(4_000)
  await page.check(`[name=network][value=${network}]`, { force: true })
  if (await page.locator('[name=language][type=radio]').count()) await page.check(`[name=language][value=${language}]`, { force: true })
  await page.click('main form button')
  await page.waitForURL(/\/me\//)
  return new URL(page.url()).pathname
}

async function texts(path: string) {
  const pledgeId = pledgeOfSecret(served.house, 'page', burst.id, path.split('/').at(-1)!)!
  const current = (await burstOf(served.house.db, campaign.id, burst.id))!
  return (await ownPage(served.house, campaign.id, current, (await pledgeOf(served.house.db, campaign.id, burst.id, pledgeId))!)).texts
}

test('Nadia plans it in her own time zone, writes its texts, sees what is wrong with them, and opens the sign-up', async () => {
  const page = await openPage(browser, served, { person: nadia })
  await page.goto('/water-now/bursts')
  await page.fill('[name=title]', 'At six we all ask the minister for a date')
  await page.selectOption('[name=zone]', 'America/El_Salvador')
  await page.fill('[name=from]', '18:00')
  await page.fill('[name=to]', '20:00')
  await page.fill('[name=aimPeople]', '3')
  await page.fill('[name=aimPosts]', '10')
  await page.check('[name=secret]')
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'bursts')
  await page.click('form[action="?/make"] button')
  await page.waitForURL(/\/bursts\/[0-9a-f-]{36}$/)
  ;[burst] = (await burstsOf(served.house.db, campaign.id)) as [Burst]
  expect([burst.startsAt.toISOString().slice(11, 16), burst.endsAt.toISOString().slice(11, 16)], 'six in El Salvador is midnight in UTC').toEqual(['00:00', '02:00'])
  expect(await page.innerText('main')).toContain('Nobody can sign up yet.')

  await page.click('aside a[href*="/variants/"]')
  await page.waitForURL(/\/variants\//)
  await page.fill('[name=text]', [...sayings, sayings[0]!.replace('My mother carries', 'My mother still carries')].join('\n\n'))
  await page.click('form[action="?/add"] button')
  await page.waitForSelector('text=9 texts are added.')
  expect((await page.innerText('main')).match(/Shares \d+% of its wording with/g)).toHaveLength(2)
  await page.click(`li:has-text("still carries") >> text=Take out >> nth=0`)
  await page.waitForSelector('text=All texts fit, and none is too much like another.')
  await page.selectOption('form[action="?/add"] [name=language]', 'ar')
  await page.fill('form[action="?/add"] [name=text]', arabic.join('\n\n'))
  await page.click('form[action="?/add"] button')
  await page.waitForSelector('text=5 texts are added.')
  expect(await faultsOf(page)).toEqual([])
  await picture(page, 'variants')

  await page.goto(`/water-now/bursts/${burst.id}`)
  await page.click('text=Open the sign-up')
  await page.waitForSelector(`a[href$="/burst/${burst.id}"]`)
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()
})

test('three people sign up, see their texts without the secret hashtag, post, stop at STOP, and are counted', async () => {
  const [ana, ben, hala, desk] = await Promise.all([
    openPage(browser, served), openPage(browser, served, { script: false, width: 360, height: 780 }), openPage(browser, served, { width: 360, height: 780, language: 'ar' }), openPage(browser, served, { person: nadia }),
  ])
  const networks = [ana, ben, hala].map((page) => askedOfOthers(page.context()))
  const paths = [await join(ana, 'x'), await join(ben, 'mastodon'), await join(hala, 'whatsapp', 'ar')]

  // Before: countdown, hours, a text without the hashtag; light, and nothing of anybody else.
  for (const [at, page] of [ana, hala].entries()) expect([at, await faultsOf(page), await scrollsSideways(page)]).toEqual([at, [], false])
  expect(networks, 'no network is asked for anything before a tap').toEqual([[], [], []])
  expect(await ana.innerText('main')).toMatch(/(\d+:\d\d:\d\d|\d+d \d+h|\d+h \d+m)\s*until we begin/)
  await ben.reload()
  expect(await ben.innerText('main')).toMatch(/18:00\s+\d people are with you\./)
  const before = await ana.content()
  expect(before).not.toContain('#WaterNow')
  expect(before).toContain('#…')
  const bare = await (await fetch(served.url + paths[1])).text()
  expect(Buffer.byteLength(bare)).toBeLessThan(30_000)
  expect(bare).toContain('http-equiv="refresh" content="30"')
  await Promise.all([picture(ana, 'burst-me-before-wide'), picture(hala, 'burst-me-before-ar'), picture(ben, 'burst-me-before-noscript')])

  // During: one text each, opened on the network by one tap. Ben has no script and reloads.
  const due = await Promise.all(paths.map(async (path) => (await texts(path))[0]!.dueAt.getTime()))
  passTo(Math.max(...due))
  await Promise.all([ana.reload(), ben.reload(), hala.reload()])
  expect(await ben.innerText('header')).toContain('Stop for me')
  const own = await texts(paths[1]!)
  expect(await ben.innerText('main')).toContain(own[0]!.variant.text)
  expect(await hala.getAttribute('main .voice', 'dir')).toBe('rtl')
  for (const page of [ana, hala]) expect(await faultsOf(page)).toEqual([])
  await Promise.all([picture(ana, 'burst-me-running-wide'), picture(hala, 'burst-me-running-ar'), picture(ben, 'burst-me-running')])
  // Whoever comes back from a network sees by themselves what they did: their page looks again.
  const looked = [ana, hala].map((page) => page.waitForEvent('load'))
  for (const page of [ana, ben, hala]) {
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.click('main .filled')])
    await expect.poll(() => networks[[ana, ben, hala].indexOf(page)]!.length).toBeGreaterThan(0)
    await opened.close()
  }
  expect(networks.map((asked) => new URL(asked[0]!).host)).toEqual(['x.com', 'share.joinmastodon.org', 'wa.me'])
  expect(new URL(networks[0]![0]!).searchParams.get('text')).toBe((await texts(paths[0]!))[0]!.variant.text)

  // Ben says that he posted it, by its link; Ana's post arrives by itself.
  await ben.reload()
  await ben.click('footer >> text=Paste the link of my post')
  await ben.fill('[name=link]', 'https://social.example/@ben/112233445566')
  await ben.click('main form button')
  await ben.waitForURL((url) => url.pathname === paths[1])
  expect(await ben.innerText('main')).toContain('link pasted')
  await takeIn(served.house, campaign, [{ channel: 'x', externalId: '77', text: (await texts(paths[0]!))[0]!.variant.text, postedAt: served.clock.now(), original: Buffer.from('77') }], { patient: true })
  await foldAll(served.house, campaign.id)
  await desk.goto(`/water-now/bursts/${burst.id}`)
  const figures = () => desk.locator('dl .number').allInnerTexts()
  await expect.poll(figures).toEqual(['3', '3', '3', '2'])
  expect(await faultsOf(desk)).toEqual([])
  await picture(desk, 'live')

  // STOP reaches Ana and Hala at once, and Ben with his next look.
  await Promise.all(looked)
  await desk.fill('[name=reason]', 'The minister’s office has asked to talk.')
  await desk.click('text=STOP for everybody')
  await Promise.all([ana, hala].map((page) => page.waitForSelector('[data-stopped]:not([hidden])')))
  expect(await ana.innerText('[data-stopped]')).toContain('The minister’s office has asked to talk.')
  expect(await ana.isVisible('[data-burst]')).toBe(false)
  for (const page of [ana, hala]) expect(await faultsOf(page)).toEqual([])
  await Promise.all([picture(ana, 'burst-me-stop-heard'), picture(hala, 'burst-me-stop-heard-ar')])
  const refused = await fetch(`${served.url}${paths[1]}/go/1/mastodon`, { redirect: 'manual' })
  expect([refused.status, refused.headers.get('location')]).toEqual([303, `${paths[1]}?said=burst-stopped`])
  await ben.reload()
  expect(await ben.innerText('body')).toContain('Please post nothing more now')
  await picture(ben, 'burst-me-stopped')

  // It is lifted again: the pages go on by themselves where scripts run.
  await desk.waitForSelector('text=Stopped for everybody since')
  await picture(desk, 'live-stopped')
  await Promise.all([ana.waitForSelector('header >> text=Stop for me'), desk.click('button:has-text("Go on")')])

  // Ana stops for herself; Ben leaves, and is gone.
  await ana.click('header >> text=Stop for me')
  await ana.waitForSelector('text=You stopped. No text comes until you go on.')
  await ben.reload()
  await ben.click('text=Change network or language')
  await ben.click('text=Leave, and remove everything')
  await ben.waitForURL(/\?left/)
  expect((await fetch(served.url + paths[1])).status).toBe(404)
  await desk.reload()
  await expect.poll(figures).toEqual(['2', '2', '2', '1'])

  // One text that two people post in the same moment stands there twice, and breaks nothing.
  await served.house.db.rows(
    `insert into burst_tap (campaign_id, pledge_id, number, burst_id, variant_id, network, tapped_at, proof, proved_at)
     select campaign_id, pledge_id, 9, burst_id, variant_id, network, tapped_at, proof, proved_at from burst_tap where campaign_id = $1 and proof = 'post' limit 1`, [campaign.id])
  await desk.goto(`/water-now/bursts/${burst.id}`)
  await expect.poll(() => desk.locator('aside .voice').count()).toBe(2)

  passTo(burst.endsAt.getTime() + minutes)
  await ana.reload()
  expect(await ana.innerText('main')).toContain('We are done')
  await picture(ana, 'burst-me-over')
  await Promise.all([ana, ben, hala, desk].map((page) => page.context().close()))
})

test('the calendar entry has the hours, a reminder, and the way back; a link that was changed opens nothing', async () => {
  const page = await openPage(browser, served, { width: 360, height: 780, dark: true })
  await page.goto(`/water-now/burst/${burst.id}`)
  expect(await page.innerText('main')).toContain('This is over')
  expect(await faultsOf(page)).toEqual([])
  await page.context().close()
  const made = await fetch(`${served.url}/water-now/burst/${burst.id}/me/nothing/burst.ics`)
  expect(made.status).toBe(404)
})
