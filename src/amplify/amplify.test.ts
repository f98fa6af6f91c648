/** The list of posts worth repeating: each member's own, no more than looks like a person, and nothing on it that may not be repeated. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { codeOf, openOffice, sentence, type Office } from '../../test/harness/office.ts'
import { tracesOf } from '../../test/harness/traces.ts'
import type { Actor } from '#core/index.ts'
import { addCase, addPartner } from '#plan/index.ts'
import { withdraw } from '#post/index.ts'
import { addPublication, approvePublication, handOver, submitPublication } from '#publication/index.ts'
import { liftHold, setHold } from '#talk/index.ts'
import { changePost, lately, listFor, publicPostsOf, putOn, setState, tapPost, type NewPost } from './index.ts'
import { settleTaps } from './settle.ts'

let office: Office
let amal: Actor
let omar: Actor
let lucia: Actor
let vera: Actor

beforeAll(async () => {
  office = await openOffice()
  ;[amal, omar, lucia, vera] = [await office.actor('amal', 'coordinator'), await office.actor('omar', 'coordinator'), await office.actor('lucia', 'volunteer'), await office.actor('vera', 'volunteer')]
  office.clock.at = new Date('2027-03-01T12:00:00Z')
})
beforeEach(() => void office.clock.pass(15 * 86_400_000))
afterAll(() => office?.close())

let serial = 0
const hours = (count: number) => new Date(office.clock.now().getTime() + count * 3_600_000)
const wish = (more: Partial<NewPost> = {}): NewPost => ({ link: `https://x.com/lucia/status/${1_700 + ++serial}`, reason: 'She says it best', until: hours(6), spreadMinutes: 0, ...more })
const put = async (more: Partial<NewPost> = {}, by = amal) => (await putOn(office.house, by, office.campaign, wish(more))).post
const list = (of: Actor, all = false) => listFor(office.house, office.campaign, of.person.id, { all })
const tap = (by: Actor, id: string, way: Parameters<typeof tapPost>[4] = 'repost') => tapPost(office.house, by, office.campaign, id, way)
const ids = (posts: { id: string }[]) => posts.map((post) => post.id)

test('one post under two addresses stands there once, until the later of both ends, and says that two want it repeated', async () => {
  const first = await putOn(office.house, amal, office.campaign, wish({ link: 'https://x.com/lucia/status/99?s=20' }))
  const second = await putOn(office.house, lucia, office.campaign, wish({ link: 'https://twitter.com/lucia/status/99', until: hours(20), reason: 'I wanted to say the same' }))
  expect([first.known, second.known, second.post.id === first.post.id]).toEqual([false, true, true])
  expect(second.post).toMatchObject({ link: 'https://x.com/lucia/status/99', until: hours(20), reason: 'She says it best', putOnByName: 'amal', also: 1 })
  // Two at the very same moment, too.
  const link = 'https://bsky.app/profile/lucia.example/post/3kabc'
  const both = await Promise.all([amal, lucia].map((by) => putOn(office.house, by, office.campaign, wish({ link }))))
  expect(both[0]!.post.id).toBe(both[1]!.post.id)
  expect(ids((await list(vera)).now)).toHaveLength(2)
})

test('each member has an order of their own and an hour of their own; whoever put it on can try it at once', async () => {
  const posts = await Promise.all(Array.from({ length: 6 }, () => put({ spreadMinutes: 60 })))
  const [hers, his] = [await list(lucia), await list(vera)]
  expect([...ids(hers.now), ...ids(hers.later)].sort()).toEqual(ids(posts).sort())
  expect(hers.later.map((post) => post.dueAt)).not.toEqual(his.later.map((post) => post.dueAt))
  const later = hers.later[0]!
  expect(await codeOf(tap(lucia, later.id))).toBe('post-not-yet')
  expect(ids((await list(amal)).now)).toHaveLength(6)
  office.clock.pass(3_600_000)
  const [own, other] = [ids((await list(lucia)).now), ids((await list(vera)).now)]
  expect([own.toSorted(), own]).not.toEqual([other.toSorted(), other])
  expect(await tap(lucia, later.id)).toMatch(/^https:\/\/x\.com\/intent\/retweet\?tweet_id=17\d\d$/)
  expect(ids((await list(lucia)).done)).toEqual([later.id])
  expect(ids((await list(vera)).now)).toContain(later.id)
})

test('five in a minute and fifteen in an hour, whatever windows are open; what was opened opens again and is counted once', async () => {
  const posts = await Promise.all(Array.from({ length: 20 }, () => put()))
  const codes = await Promise.all(posts.slice(0, 8).map((post) => codeOf(tap(vera, post.id))))
  expect(codes.filter((code) => code === 'done')).toHaveLength(5)
  expect(codes.filter((code) => code === 'enough-for-now')).toHaveLength(3)
  const opened = (await list(vera)).done[0]!
  expect(await codeOf(tap(vera, opened.id))).toBe('done')
  expect((await list(vera)).done.find((post) => post.id === opened.id)!.taps).toEqual({ repost: 1 })
  let done = 5
  for (let minute = 0; minute < 6; minute++) {
    office.clock.pass(60_000)
    for (const post of (await list(vera)).now.slice(0, 6)) done += (await codeOf(tap(vera, post.id))) === 'done' ? 1 : 0
  }
  expect(done).toBe(15)
  expect((await list(vera)).restUntil).toEqual(hours(54 / 60))
  // Of others it takes nothing.
  expect(await codeOf(tap(lucia, posts[0]!.id))).toBe('done')
})

test('STOP and an embargo empty every list, also under the finger of whoever is about to tap', async () => {
  const post = await put()
  const { hold } = await setHold(office.house, omar, office.campaign, { reason: 'A hearing' })
  expect(await list(lucia)).toMatchObject({ held: true, now: [], later: [], done: [] })
  expect(await codeOf(tap(lucia, post.id))).toBe('amplify-held')
  await liftHold(office.house, omar, office.campaign, hold.id)
  expect(ids((await list(lucia)).now)).toContain(post.id)
  const later = await put({ notBefore: hours(2) })
  expect(ids((await list(lucia)).now)).not.toContain(later.id)
  expect([await codeOf(tap(amal, later.id)), ids((await list(amal, true)).aside)]).toEqual(['not-found', [later.id]])
  office.clock.pass(2 * 3_600_000)
  expect(ids((await list(lucia)).now)).toContain(later.id)
})

test('what a pending case asks not to say is on nobody’s list', async () => {
  const post = await put({ reason: 'Names the judge Orbelo' })
  await addCase(office.house, amal, office.campaign, { title: 'The well of street nine', stage: 'hearing', unsaidWords: ['Orbelo'] })
  expect(ids((await list(lucia)).now)).not.toContain(post.id)
  expect(await codeOf(tap(lucia, post.id))).toBe('not-found')
  expect((await list(amal, true)).aside.find((one) => one.id === post.id)!.embargoed).toEqual({ word: 'Orbelo', title: 'The well of street nine' })
  const mended = await changePost(office.house, amal, office.campaign, post.id, { version: post.version, reason: 'Names nobody' })
  expect(ids((await list(lucia)).now)).toContain(mended.id)
})

test('somebody’s post is repeated only as long as they let it be: taken back, deleted there or kept from being quoted, it is gone, without a trace', async () => {
  const { house, campaign } = office
  const words = sentence(7)
  await office.say([
    { channel: 'x', externalId: '5551', text: words, author: { name: 'Ana', handle: 'ana', network: 'x' } },
    { channel: 'x', externalId: '5552', text: sentence(8), consent: { quote: false } },
    { channel: 'x', externalId: '5553', text: sentence(9) },
    { channel: 'sms', externalId: '5554', text: sentence(10), consent: { quote: true } },
  ])
  const posts = await house.db.rows<{ id: string; externalId: string; statement: string }>(
    `select o.id, o.external_id as "externalId", f.statement_id as statement from post o join post_fold f on f.campaign_id = o.campaign_id and f.post_id = o.id where o.campaign_id = $1`, [campaign.id])
  const of = (externalId: string) => posts.find((post) => post.externalId === externalId)!
  expect((await publicPostsOf(house.db, campaign, of('5551').statement)).map((post) => post.link)).toEqual(['https://x.com/i/status/5551'])
  expect([await publicPostsOf(house.db, campaign, of('5552').statement), await publicPostsOf(house.db, campaign, of('5554').statement)]).toEqual([[], []])
  expect(await codeOf(put({ link: 'https://x.com/somebody/status/5552' }))).toBe('post-silenced')
  const [hers, his] = [await put({ link: 'https://x.com/ana/status/5551' }), await put({ link: 'https://twitter.com/x/status/5553' })]
  expect((await list(lucia)).now.find((post) => post.id === hers.id)).toMatchObject({ origin: 'said', text: words })
  await house.db.rows(`update post set gone_at = $2 where campaign_id = $1 and external_id = '5553'`, [campaign.id, house.clock.now()])
  expect(ids((await list(lucia)).now)).not.toContain(his.id)
  await tap(lucia, hers.id)
  await withdraw(house, campaign.id, [of('5551').id], 'withdrawn')
  expect([ids((await list(lucia)).done), await codeOf(tap(vera, hers.id)), await codeOf(put({ link: 'https://x.com/ana/status/5551' }))]).toEqual([[], 'not-found', 'post-silenced'])
  expect(await tracesOf(house, campaign.id)).not.toContain('x.com/ana')
})

test('our own publication is proposed when it is out, and known as ours; a partner’s is named', async () => {
  const { house, campaign } = office
  const draft = await addPublication(house, lucia, campaign, { text: 'Street nine is dry. #WaterNow', zone: 'UTC', parts: [{ network: 'bluesky' }] })
  const given = await submitPublication(house, lucia, campaign, draft.id, draft.version)
  const out = await approvePublication(house, omar, campaign, draft.id, given.version)
  office.clock.pass(60_000)
  await handOver(house, lucia, campaign, draft.id, out.parts[0]!.id, 'https://bsky.app/profile/waternow.example/post/3kown')
  const [proposed] = await lately(house.db, campaign.id, hours(-2))
  expect(proposed).toMatchObject({ link: 'https://bsky.app/profile/waternow.example/post/3kown', text: 'Street nine is dry. #WaterNow' })
  const own = await put({ link: proposed!.link })
  expect(own).toMatchObject({ origin: 'own', text: 'Street nine is dry. #WaterNow', network: 'bluesky' })
  expect(await lately(house.db, campaign.id, hours(-2))).toEqual([])
  const partner = await addPartner(house, amal, campaign, { name: 'Wells for all' })
  expect(await put({ partner: partner.id })).toMatchObject({ origin: 'partner', partner: 'Wells for all' })
  expect(await codeOf(put({ partner: '00000000-0000-7000-8000-000000000000' }))).toBe('not-found')
})

test('whoever sees that it is gone says so for everybody; only its owner or a coordinator takes it off; each can be put back', async () => {
  const post = await put({}, lucia)
  expect(await codeOf(setState(office.house, vera, office.campaign, post.id, 'off'))).toBe('forbidden')
  await setState(office.house, vera, office.campaign, post.id, 'gone')
  expect(ids((await list(lucia)).now)).not.toContain(post.id)
  await setState(office.house, omar, office.campaign, post.id, 'on')
  await setState(office.house, lucia, office.campaign, post.id, 'off')
  expect(await codeOf(tap(vera, post.id))).toBe('not-found')
  expect([await codeOf(put({ reason: '' })), await codeOf(put({ until: hours(-1) })), await codeOf(put({ until: hours(15 * 24) })), await codeOf(put({ link: 'javascript:alert(1)' }))]).toEqual(['reason-missing', 'until-wrong', 'until-wrong', 'link-wrong'])
})

test('a week after its end nobody can tell who opened it, and the taps are still counted', async () => {
  const { house, campaign } = office
  const post = await put()
  await tap(lucia, post.id)
  await tap(vera, post.id, 'quote')
  office.clock.pass(86_400_000)
  await settleTaps(house)
  expect((await house.db.rows('select 1 from amplify_tap where campaign_id = $1 and amplify_id = $2', [campaign.id, post.id]))).toHaveLength(2)
  office.clock.pass(7 * 86_400_000)
  await settleTaps(house)
  expect(await house.db.rows('select taps from amplify_post where campaign_id = $1 and id = $2', [campaign.id, post.id])).toEqual([{ taps: { repost: 1, quote: 1 } }])
  expect((await house.db.rows('select 1 from amplify_tap where campaign_id = $1 and amplify_id = $2', [campaign.id, post.id]))).toEqual([])
  // The same post comes back on another day as a new one.
  expect((await putOn(house, amal, campaign, wish({ link: post.link }))).known).toBe(false)
})

test('over the API a list is one’s own, a link is known again, and no token taps for a person', async () => {
  const [token, hers] = [await office.token('amal', ['desk', 'read']), await office.token('lucia', ['desk', 'read'])]
  const sent = { link: 'https://threads.net/@lucia/post/C9xyz', reason: 'Worth a look', until: hours(3).toISOString(), spreadMinutes: 0 }
  const [made, again] = [await office.here(token, 'POST', '/amplify', sent), await office.here(hers, 'POST', '/amplify', sent)]
  expect([made.status, again.status, again.body.post.id]).toEqual([201, 200, made.body.post.id])
  expect((await office.here(hers, 'GET', '/amplify')).body.now.map((post: { id: string }) => post.id)).toContain(made.body.post.id)
  expect((await office.here(token, 'POST', `/amplify/${made.body.post.id}/taps`, { way: 'open' })).status).toBe(403)
  expect(await tap(lucia, made.body.post.id, 'quote')).toBe('https://www.threads.com/intent/post?text=%23WaterNow&url=https%3A%2F%2Fwww.threads.com%2F%40lucia%2Fpost%2FC9xyz')
  const changed = await office.here(token, 'PATCH', `/amplify/${made.body.post.id}`, { version: 1, reason: 'Still worth it' })
  expect([changed.status, changed.body.code]).toEqual([409, 'stale-version'])
  expect((await office.here(token, 'PUT', `/amplify/${made.body.post.id}/state`, { state: 'off' })).status).toBe(204)
})
