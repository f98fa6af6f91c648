import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { actorOf } from '#person/index.ts'
import { liftHold, setHold } from '#talk/index.ts'
import { madeBurst, openBurstOffice, signUp } from '../../test/harness/burst.ts'
import { codeOf, type Office } from '../../test/harness/office.ts'
import { burstOf, openStop, stateAt, type Burst } from './burst.ts'
import { eraseIn } from './erase.ts'
import { countFigures, figuresOf, paceNeeded } from './figures.ts'
import { ownPage, pledgeOf, type OwnPage } from './page.ts'
import { leaveBurst, pausePledge } from './pledge.ts'
import { postAddress, proveTap } from './prove.ts'
import { pledgeOfSecret, secretOf } from './secret.ts'
import { tap } from './tap.ts'

const minutes = 60_000
let office: Office
/** Two hours that begin in an hour, with eight texts, open for sign-up. */
let burst: Burst

beforeAll(async () => {
  // Whoever signs up may leave an address; no letter is sent to it here.
  office = await openBurstOffice({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'Water <desk@example.org>' })
})
afterAll(() => office?.close())
beforeEach(async () => {
  burst = await made()
})

const made = (wish?: Record<string, unknown>) => madeBurst(office, wish)
const join = (wish: Parameters<typeof signUp>[4] = {}) => signUp(office.house, office.clock, 'water-now', burst, wish)
const current = async () => (await burstOf(office.house.db, office.campaign.id, burst.id))!
const page = async (id: string): Promise<OwnPage> => ownPage(office.house, office.campaign.id, await current(), (await pledgeOf(office.house.db, office.campaign.id, burst.id, id))!)
const tapped = (id: string, number: number, network: 'mastodon' | 'x' | 'bluesky' = 'mastodon') => tap(office.house, office.campaign.id, burst.id, id, number, network)
const figures = async () => countFigures(office.house.db, office.campaign.id, await current())
const begin = () => office.clock.pass(burst.startsAt.getTime() - office.clock.now().getTime())
const untilDue = async (id: string, number: number) => {
  const { dueAt } = (await page(id)).texts[number - 1]!
  office.clock.pass(Math.max(0, dueAt.getTime() - office.clock.now().getTime()))
}

test('a burst passes through its states by the clock alone, and STOP stands over all of them', async () => {
  const at = (moment: number) => stateAt(burst, new Date(moment))
  expect([at(burst.startsAt.getTime() - 1), at(burst.startsAt.getTime()), at(burst.endsAt.getTime() - 1), at(burst.endsAt.getTime())]).toEqual(['open', 'running', 'running', 'over'])
  expect((await made({ open: false })).opensAt).toBeNull()
  expect((await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, { reason: 'They want to talk.' })).body.burst).toMatchObject({ state: 'stopped', stop: { reason: 'They want to talk.' } })
  expect((await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, {})).body.burst.stop.reason, 'pressed twice it is one STOP').toBe('They want to talk.')
  expect((await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)).body.burst).toMatchObject({ state: 'open', stop: null })
  expect((await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)).body.code).toBe('burst-not-stopped')
  expect((await office.here('vera', 'PUT', `/bursts/${burst.id}/stop`, {})).status).toBe(403)
})

test('each participant has five texts of their own, at moments of their own, and they stay', async () => {
  const people = await Promise.all([join(), join(), join()])
  const pages = await Promise.all(people.map(({ id }) => page(id)))
  for (const one of pages) {
    expect(one.texts).toHaveLength(5)
    expect(new Set(one.texts.map((text) => text.variant.id)).size).toBe(5)
    expect(one.current).toBeNull()
  }
  expect(new Set(pages.map((one) => one.texts.map((text) => text.variant.id).join())).size).toBeGreaterThan(1)
  expect(await page(people[0]!.id)).toEqual(pages[0])
})

test('the same form sent twice, also at once, is one pledge with one link', async () => {
  const { checkTicket, issueTicket } = await import('#intake/index.ts')
  const { pledge } = await import('./pledge.ts')
  const ticket = issueTicket(office.house, office.campaign.id)
  office.clock.pass(5_000)
  const send = () => pledge(office.house, office.campaign, burst, checkTicket(office.house, office.campaign.id, ticket), { network: 'x', language: 'en', zone: 'UTC' })
  const all = await Promise.all([send(), send(), send()])
  expect(new Set(all.map((one) => one.id)).size).toBe(1)
  expect(all.filter((one) => !one.known)).toHaveLength(1)
  expect((await figures()).pledged).toBe(1)
})

test('a link is made by nobody else: not from another burst, not for mail, not by guessing', async () => {
  const { id, secret } = await join()
  const { house } = office
  expect(pledgeOfSecret(house, 'page', burst.id, secret)).toBe(id)
  const other = await made()
  expect([pledgeOfSecret(house, 'page', other.id, secret), pledgeOfSecret(house, 'mail', burst.id, secret), pledgeOfSecret(house, 'page', burst.id, secretOf(house, 'mail', burst.id, id))]).toEqual([undefined, undefined, undefined])
  for (let at = 0; at < secret.length; at += 5) expect(pledgeOfSecret(house, 'page', burst.id, `${secret.slice(0, at)}${secret[at] === 'A' ? 'B' : 'A'}${secret.slice(at + 1)}`)).toBeUndefined()
  expect(pledgeOfSecret(house, 'page', burst.id, '')).toBeUndefined()
})

test('one tap: not before the start, not before its moment, then counted once, on the network that was last opened', async () => {
  const { id } = await join()
  expect(await codeOf(tapped(id, 1))).toBe('burst-not-begun')
  begin()
  expect(await codeOf(tapped(id, 5))).toBe('text-not-yet')
  await untilDue(id, 1)
  const first = (await page(id)).current!
  expect(first.number).toBe(1)
  const address = new URL(await tapped(id, 1))
  expect([address.host, new URLSearchParams(address.hash.slice(1)).get('text')]).toEqual(['share.joinmastodon.org', first.variant.text])
  expect(new URL(await tapped(id, 1, 'x')).searchParams.get('text')).toBe(first.variant.text)
  expect((await pledgeOf(office.house.db, office.campaign.id, burst.id, id))!.taps).toMatchObject([{ number: 1, network: 'x', variantId: first.variant.id }])
  expect(await figures()).toMatchObject({ pledged: 1, tapped: 1, confirmed: 0 })
  expect(await codeOf(tapped(id, 1, 'instagram' as 'x'))).toBe('network-wrong')
})

test('whoever comes late and taps as fast as they can posts five in a minute and no more, also from two windows at once', async () => {
  burst = await made({ each: 20, startsAt: new Date(office.clock.now().getTime() + minutes).toISOString(), endsAt: new Date(office.clock.now().getTime() + 121 * minutes).toISOString() })
  const bank = `/banks/${burst.bank.id}/variants`
  await office.here('vera', 'POST', bank, { variants: Array.from({ length: 20 }, (_, at) => ({ language: 'en', text: `Saying ${'abcdefghijklmnopqrst'[at]} of many, word ${at * 7} and no other #WaterNow` })) })
  const { id } = await join()
  begin()
  office.clock.pass(110 * minutes)
  const due = (await page(id)).texts.filter((text) => text.dueAt <= office.clock.now()).map((text) => text.number)
  expect(due.length).toBeGreaterThan(10)
  const results = await Promise.all(due.slice(0, 10).map((number) => codeOf(tapped(id, number))))
  expect(results.filter((one) => one === 'done')).toHaveLength(5)
  expect(results.filter((one) => one === 'enough-for-now')).toHaveLength(5)
  expect(await page(id)).toMatchObject({ current: null, resting: true })
  office.clock.pass(minutes)
  expect((await page(id)).current).not.toBeNull()
})

test('STOP: nobody can tap, and after it is lifted what was due meanwhile comes later', async () => {
  const { id } = await join()
  begin()
  await untilDue(id, 1)
  await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, { reason: 'The minister’s office has asked to talk.' })
  expect(await codeOf(tapped(id, 1))).toBe('burst-stopped')
  expect(await page(id)).toMatchObject({ state: 'stopped', current: null })
  const second = (await page(id)).texts[1]!.dueAt.getTime()
  office.clock.pass(second - office.clock.now().getTime() + minutes)
  await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)
  const lifted = office.clock.now().getTime()
  const moments = (await page(id)).texts.map((text) => text.dueAt.getTime())
  expect(moments[1]).toBeGreaterThanOrEqual(lifted)
  expect(moments[1]).toBeLessThanOrEqual(lifted + 11 * minutes)
})

test('what holds everything back stops a burst while it runs: nobody can tap, why is for the team, and a STOP of its own stands when the other is lifted', async () => {
  const { house, campaign, clock } = office
  const cora = (await actorOf(house, { cookie: office.cookieOf('cora') }))!
  const { id } = await join()
  const { hold } = await setHold(house, cora, campaign, { reason: 'Arrests at the square' })
  // Nobody who signed up for tonight is told to stop what has not begun.
  expect(await page(id)).toMatchObject({ state: 'open' })
  begin()
  await untilDue(id, 1)
  expect([await codeOf(tapped(id, 1)), await page(id)]).toMatchObject(['burst-stopped', { state: 'stopped', current: null }])
  expect((await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)).body.code).toBe('burst-held')
  expect(openStop(await current(), clock.now())).toMatchObject({ everything: true, reason: '' })
  expect((await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, { reason: 'And this one' })).body.burst.stop).toMatchObject({ reason: 'And this one', everything: false })
  await liftHold(house, cora, campaign, hold.id)
  expect(await codeOf(tapped(id, 1))).toBe('burst-stopped')
  await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)
  // An embargo ends by itself, and what was due meanwhile comes behind it.
  const until = new Date(clock.now().getTime() + 30 * minutes)
  await setHold(house, cora, campaign, { until })
  expect(await codeOf(tapped(id, 1))).toBe('burst-stopped')
  expect((await page(id)).texts.filter((text) => text.dueAt >= clock.now() && text.dueAt < until)).toEqual([])
  clock.pass(30 * minutes)
  expect(await page(id)).toMatchObject({ state: 'running' })
  await untilDue(id, 1)
  expect(await codeOf(tapped(id, 1))).toBe('done')
})

test('"Stop for me" gives nothing until they go on; whoever leaves is gone with everything', async () => {
  const { id } = await join({ email: 'ana@example.org', name: 'Ana' })
  begin()
  await untilDue(id, 1)
  await tapped(id, 1)
  await pausePledge(office.house, office.campaign.id, id, true)
  await untilDue(id, 2)
  expect((await page(id)).current).toBeNull()
  await pausePledge(office.house, office.campaign.id, id, false)
  expect((await page(id)).current?.number).toBe(2)
  await leaveBurst(office.house, office.campaign.id, id)
  for (const table of ['burst_pledge', 'burst_tap', 'author_key', 'outgoing']) {
    const column = { burst_pledge: 'id', burst_tap: 'pledge_id', author_key: 'id', outgoing: 'campaign_id' }[table]!
    const rows = await office.house.db.rows(`select 1 from ${table} where campaign_id = $1 and ${column} = $2${table === 'outgoing' ? ` and purpose = 'burst' and state = 'queued'` : ''}`, [office.campaign.id, table === 'outgoing' ? office.campaign.id : id])
    expect([table, rows]).toEqual([table, []])
  }
})

test('posts that arrive prove taps: of this text, on this network, opened shortly before, each one tap; reposts and other voices prove nothing', async () => {
  // Three whose first texts are three: what comes first follows from who they are.
  const people: { id: string }[] = []
  const texts: string[] = []
  for (const network of ['mastodon', 'x', 'mastodon'] as const) {
    for (;;) {
      const one = await join({ network })
      const text = (await page(one.id)).texts[0]!.variant.text
      if (!texts.includes(text)) {
        people.push(one)
        texts.push(text)
        break
      }
      await leaveBurst(office.house, office.campaign.id, one.id)
    }
  }
  begin()
  for (const { id } of people) await untilDue(id, 1)
  for (const [at, { id }] of people.entries()) await tapped(id, 1, at === 1 ? 'x' : 'mastodon')
  const posted = new Date(office.clock.now().getTime() + 5_000).toISOString()
  office.clock.pass(10_000)
  const said = (n: number, channel: string, text: string, rest: object = {}) => ({ channel, externalId: `${n}`, text, author: { handle: `h${n}`, network: channel }, postedAt: posted, ...rest })
  await office.say([
    said(1001, 'mastodon', texts[0]!.replace('.', ' today.')),
    said(1002, 'mastodon', texts[1]!),
    said(1003, 'x', texts[1]!, { repostOf: '999' }),
    said(1004, 'mastodon', 'Something else about the rain in the hills, which nobody here wrote. #WaterNow'),
    said(1005, 'mastodon', texts[2]!.replace('#WaterNow', '')),
  ])
  expect(await figures()).toMatchObject({ tapped: 3, confirmed: 1, posts: 1, networks: { mastodon: 1 } })
  await office.say([said(1006, 'x', texts[1]!), said(1007, 'x', texts[1]!)])
  expect(await figures()).toMatchObject({ confirmed: 2, posts: 2, networks: { mastodon: 1, x: 1 } })

  const { withdraw } = await import('#post/index.ts')
  const post = await office.house.db.row<{ id: string }>(`select id from post where campaign_id = $1 and external_id = '1001'`, [office.campaign.id])
  await withdraw(office.house, office.campaign.id, [post!.id], 'erased')
  expect(await figures(), 'what was taken back proves nothing').toMatchObject({ confirmed: 1 })
})

test('a pasted link proves one tap, once; without one it is their word, and counted apart', async () => {
  const [one, two] = await Promise.all([join({ network: 'x' }), join({ network: 'x' })])
  begin()
  for (const { id } of [one, two]) {
    await untilDue(id, 1)
    await tapped(id, 1, 'x')
  }
  const prove = (id: string, link: string, number = 1) => codeOf(proveTap(office.house, office.campaign.id, burst.id, id, number, link))
  expect(await prove(one.id, 'https://x.com/ana/status/1790000000000000001?s=20')).toBe('done')
  expect(await prove(two.id, 'twitter.com/ana/status/1790000000000000001')).toBe('link-known')
  expect(await prove(two.id, 'not a link')).toBe('link-wrong')
  expect(await prove(two.id, '')).toBe('done')
  expect(await prove(two.id, '', 5)).toBe('not-tapped')
  expect(await figures()).toMatchObject({ confirmed: 1, byWord: 1, posts: 1 })
  // The post itself arrives: it has been counted, and proves nobody else's tap.
  const text = (await page(two.id)).texts[0]!.variant.text
  await office.say([{ channel: 'x', externalId: '1790000000000000001', text, postedAt: office.clock.now().toISOString() }])
  expect(await figures()).toMatchObject({ confirmed: 1, byWord: 1, posts: 1 })
  // Nothing of the link is kept that leads to anybody.
  const rows = JSON.stringify(await office.house.db.rows('select * from burst_tap where campaign_id = $1', [office.campaign.id]))
  expect(rows).not.toMatch(/1790000000000000001|ana/)
})

test.each([
  ['https://x.com/ana/status/1790?s=20', { network: 'x', id: '1790' }],
  ['https://mobile.twitter.com/ana/status/1790', { network: 'x', id: '1790' }],
  ['https://bsky.app/profile/ana.example/post/3kabcdefgh2', { network: 'bluesky', id: '3kabcdefgh2' }],
  ['https://social.example/@ana/112233445566', { network: 'mastodon', id: 'social.example 112233445566' }],
  ['https://social.example/users/ana/statuses/112233445566', { network: 'mastodon', id: 'social.example 112233445566' }],
  ['https://www.threads.com/@ana/post/Cabc_De-1', { network: 'threads', id: 'Cabc_De-1' }],
  ['t.me/somechannel/55', { network: 'telegram', id: 'somechannel/55' }],
  ['https://blog.example/2026/my-post?x=1', { network: null, id: 'blog.example/2026/my-post?x=1' }],
  ['https://x.com/', undefined],
  ['javascript:alert(1)', undefined],
  ['ana', undefined],
])('the address of a post is read as people copy it: %s', (link, address) => {
  expect(postAddress(link)).toEqual(address)
})

test('the pace still needed grows with what is missing, and ends with the aim', () => {
  const at = (posts: number, minute: number) => paceNeeded(burst, posts, new Date(burst.startsAt.getTime() + minute * minutes))
  expect([at(0, -30), at(0, 0), at(40, 60), at(100, 60), at(0, 120)]).toEqual([100 / 120, 100 / 120, 1, null, null])
})

test('once it runs its hours and its spreading stay; two who change it: the second is told', async () => {
  const change = (body: object) => office.here('cora', 'PATCH', `/bursts/${burst.id}`, body)
  expect((await change({ version: 1, title: 'At six, all of us' })).body.burst).toMatchObject({ title: 'At six, all of us', version: 2 })
  expect((await change({ version: 1, title: 'Another' })).body.code).toBe('stale-version')
  begin()
  expect((await change({ version: 2, each: 7 })).body.code).toBe('burst-runs')
  expect((await change({ version: 2, aimPeople: 500 })).body.burst).toMatchObject({ aimPeople: 500, version: 3 })
  expect((await change({ version: 3, endsAt: '2020-01-01T00:00:00Z' })).body.code).toBe('burst-hours-wrong')
  expect((await change({ version: 3, zone: 'Moon/Base' })).body.code).toBe('zone-wrong')
})

test('whoever signs up is kept out before it opens, when it is stopped and when it is over', async () => {
  burst = await made({ open: false })
  expect(await codeOf(join())).toBe('burst-not-open')
  await office.here('cora', 'PATCH', `/bursts/${burst.id}`, { version: 1, open: true })
  expect(await codeOf(join())).toBe('done')
  await office.here('cora', 'PUT', `/bursts/${burst.id}/stop`, {})
  expect(await codeOf(join())).toBe('burst-stopped')
  await office.here('cora', 'DELETE', `/bursts/${burst.id}/stop`)
  office.clock.pass(5 * 60 * minutes)
  expect(await codeOf(join())).toBe('burst-over')
})

// The last: it lets a month pass, and sign-ins end.
test('addresses go the day after, everything of participants after a month; the figures stay', async () => {
  const { id } = await join({ email: 'd.d@example.org', zone: 'Europe/Madrid' })
  await join({ zone: 'America/El_Salvador' })
  begin()
  await untilDue(id, 1)
  await tapped(id, 1)
  await proveTap(office.house, office.campaign.id, burst.id, id, 1, 'https://social.example/@d/112233445566')
  const counted = await figures()
  office.clock.pass(27 * 60 * minutes)
  await eraseIn(office.house, office.campaign.id)
  expect(await office.house.db.rows('select sealed, mail_key, mail from burst_pledge where campaign_id = $1 and id = $2', [office.campaign.id, id])).toEqual([{ sealed: null, mail_key: null, mail: 'ended' }])
  expect(await office.house.db.rows('select 1 from author_key where campaign_id = $1 and id = $2', [office.campaign.id, id])).toEqual([])
  expect((await figures()).pledged).toBe(2)
  office.clock.pass(31 * 24 * 60 * minutes)
  await eraseIn(office.house, office.campaign.id)
  expect(await office.house.db.rows('select 1 from burst_pledge where campaign_id = $1 and burst_id = $2', [office.campaign.id, burst.id])).toEqual([])
  expect(await figuresOf(office.house, office.campaign.id, await current())).toEqual({ ...counted, latest: [] })
  expect(counted).toMatchObject({ pledged: 2, confirmed: 1, countries: { ES: 1, SV: 1 } })
})
