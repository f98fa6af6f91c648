/** Own accounts on the three networks, against servers written from their documents: sent once, or known not to be. */
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { openBluesky, type BlueskyPeer } from '../../test/peers/bluesky.ts'
import { openMastodon, type MastodonPeer } from '../../test/peers/mastodon.ts'
import type { Peer } from '../../test/peers/peer.ts'
import { openX, type XPeer } from '../../test/peers/x.ts'
import { uuid7, type Actor } from '#core/index.ts'
import { uploadsOf } from '#intake/index.ts'
import { actorOf } from '#person/index.ts'
import { bringSaid } from '#plan/index.ts'
import { connectAccount, disconnectAccount, checkAccount, ownAccounts, type OwnAccount, type OwnNetwork } from './account/index.ts'
import { accountsIn } from './accounts.ts'
import { spend } from './budget.ts'
import { liftHold, setHold } from './hold/index.ts'
import { listOutgoing, post } from './outbox.ts'
import { reconcile, settleByHand } from './reconcile.ts'
import { sendDue } from './send.ts'
import { leaveThread } from './thread.ts'

let office: Office
let mastodon: MastodonPeer
let bluesky: BlueskyPeer
let x: XPeer
let settings: Record<string, unknown>
let actor: Actor | undefined
const accounts = new Map<OwnNetwork, OwnAccount>()
const peers = (): Peer[] => [mastodon, bluesky, x]

beforeAll(async () => {
  // The servers' clocks are those of the house.
  const now = () => office.clock.now()
  ;[mastodon, bluesky, x] = await Promise.all([openMastodon({ now, requests: 10_000 }), openBluesky(), openX({ now })])
  settings = { reach: mastodon.url, blueskyUrl: bluesky.url, xUrl: x.url, xDollars: 1 }
  office = await openOffice('water-now', settings)
  await office.person('amal', 'coordinator')
  actor = await actorOf(office.house, { cookie: office.cookieOf('amal') })
  accounts.set('mastodon', await connectAccount(office.house, actor, office.campaign, { channel: 'mastodon', server: mastodon.url, token: mastodon.token }))
  accounts.set('bluesky', await connectAccount(office.house, actor, office.campaign, { channel: 'bluesky', handle: '@desk.example', password: bluesky.password }))
  accounts.set('x', await connectAccount(office.house, actor, office.campaign, { channel: 'x', ...x.keys }))
})

beforeEach(async () => {
  // Every budget anew, the longest is 30 days of money.
  office.clock.pass(31 * 86_400_000)
  for (const peer of peers()) peer.faults.length = peer.asked.length = 0
  await office.house.db.rows('delete from outgoing where campaign_id = $1', [office.campaign.id])
})

afterAll(async () => {
  await office?.close()
  await Promise.all(peers().map((peer) => peer?.close()))
})

const picture = { bytes: Buffer.from('RIFF....WEBPVP8 '), type: 'image/webp', alt: 'A dry tap in a yard' }
let serial = 0
/** Puts a text into the outbox, one that was never said before. */
async function say(channel: OwnNetwork, more: { media?: (typeof picture)[]; text?: string; purpose?: string; threadId?: string } = {}): Promise<{ id: string; text: string }> {
  const text = more.text ?? `The tap in yard ${++serial} has been dry since Monday. #WaterNow`
  const id = await office.house.db.transact((t) => post(office.house, t, {
    campaignId: office.campaign.id, channel, purpose: more.purpose ?? 'publication', to: { address: '' }, text, language: 'en', accountId: accounts.get(channel)!.id, ...(more.media ? { media: more.media } : {}), threadId: more.threadId,
  }))
  return { id, text }
}
const send = async () => sendDue(office.house, office.campaign.id, await accountsIn(office.house, office.campaign.id))
const look = async () => reconcile(office.house, office.campaign.id, await accountsIn(office.house, office.campaign.id))
const outbox = () => listOutgoing(office.house.db, office.campaign.id)
const said = (channel: OwnNetwork, text: string) =>
  ({ mastodon: mastodon.statuses, bluesky: [...bluesky.records.values()], x: x.tweets.map((one) => ({ text: one.said })) })[channel].filter((one) => one.text === text).length
const networks = ['mastodon', 'bluesky', 'x'] as const
const peerOf = (channel: OwnNetwork) => ({ mastodon, bluesky, x })[channel]
/** The request that says it in public. */
const saying = { mastodon: /POST \/api\/v1\/statuses/, bluesky: /createRecord/, x: /POST \/2\/tweets/ }

test.each(networks)('%s: said once, with its picture and what can be seen on it, and then forgotten here', async (channel) => {
  const { id, text } = await say(channel, { media: [picture, picture] })
  expect([await send(), await send()]).toEqual([1, 0])
  expect(said(channel, text)).toBe(1)
  const alts = { mastodon: () => mastodon.statuses.at(-1)!.media_attachments.map((one) => one.description), bluesky: () => [...bluesky.records.values()].at(-1)!.embed!.images.map((one) => one.alt), x: () => x.tweets.at(-1)!.media.map((one) => x.descriptions.get(one)) }[channel]()
  expect(alts).toEqual([picture.alt, picture.alt])
  expect(await outbox()).toMatchObject([{ id, state: 'sent', link: expect.stringContaining(channel === 'mastodon' ? mastodon.url : channel === 'x' ? 'https://x.com/i/status/' : 'https://bsky.app/profile/') }])
  expect(await office.house.db.rows('select 1 from outgoing_media where campaign_id = $1', [office.campaign.id])).toEqual([])
  expect(await office.house.db.row('select sealed from outgoing where campaign_id = $1 and id = $2', [office.campaign.id, id])).toEqual({ sealed: null })
})

test.each(networks.flatMap((channel) => (['cut-after', 'fails-after'] as const).map((how) => [channel, how] as const)))('%s took it, but its answer was lost (%s): found by reading back, said once', async (channel, how) => {
  const { text } = await say(channel)
  peerOf(channel).faults.push({ on: saying[channel], how })
  await send()
  // The key of a record tells at once; of the others nobody knows yet.
  expect(await outbox()).toMatchObject([{ state: channel === 'bluesky' ? 'sent' : 'unconfirmed' }])
  expect([await send(), await look()]).toEqual([0, 0])
  office.clock.pass(61_000)
  await look()
  expect(await outbox()).toMatchObject([{ state: 'sent', reason: null }])
  expect(said(channel, text)).toBe(1)
})

test.each(networks)('%s never got it, and nobody knows: it goes again only where twice is once', async (channel) => {
  const { text } = await say(channel)
  peerOf(channel).faults.push({ on: saying[channel], how: 'cut-before' })
  await send()
  expect(await outbox()).toMatchObject([{ state: 'unconfirmed' }])
  office.clock.pass(61_000)
  await look()
  await send()
  expect(said(channel, text)).toBe(channel === 'x' ? 0 : 1)
  expect(await outbox()).toMatchObject([channel === 'x' ? { state: 'unconfirmed', looks: 1 } : { state: 'sent' }])
})

test('Mastodon: looked for only when the key is forgotten there, it is left to a person, who may say that it goes again or where it is', async () => {
  const first = await say('mastodon')
  mastodon.faults.push({ on: saying.mastodon, how: 'cut-before' })
  await send()
  office.clock.pass(50 * 60_000)
  await look()
  expect([await send(), await outbox()]).toMatchObject([0, [{ state: 'unconfirmed', looks: 1 }]])
  await office.house.db.transact((t) => settleByHand(t, office.campaign.id, first.id, { kind: 'send-again' }, office.clock.now()))
  expect([await send(), said('mastodon', first.text)]).toEqual([1, 1])
  const second = await say('mastodon')
  mastodon.faults.push({ on: saying.mastodon, how: 'cut-before' })
  await send()
  await office.house.db.transact((t) => settleByHand(t, office.campaign.id, second.id, { kind: 'there', link: 'https://social.example/@desk/1' }, office.clock.now()))
  expect((await outbox()).find((one) => one.id === second.id)).toMatchObject({ state: 'sent', link: 'https://social.example/@desk/1' })
})

test('words that were said before are not taken for the message that got lost', async () => {
  const first = await say('mastodon')
  await send()
  const again = await say('mastodon', { text: first.text })
  mastodon.faults.push({ on: saying.mastodon, how: 'cut-before' })
  await send()
  office.clock.pass(61_000)
  await look()
  await send()
  expect((await outbox()).find((one) => one.id === again.id)).toMatchObject({ state: 'sent' })
  expect(said('mastodon', first.text)).toBe(2)
})

test.each(networks)('%s says wait: nothing of this account goes before, and the others go on', async (channel) => {
  const reset = new Date(Math.ceil(office.clock.now().getTime() / 1_000) * 1_000 + 240_000)
  const seconds = String(reset.getTime() / 1_000)
  const headers: Record<string, string> = { mastodon: { 'x-ratelimit-reset': reset.toISOString() }, bluesky: { 'ratelimit-reset': seconds }, x: { 'x-rate-limit-reset': seconds } }[channel]
  peerOf(channel).faults.push({ on: saying[channel], how: { says: { status: 429, headers, json: { error: 'RateLimitExceeded' } } } })
  const [first, second] = [await say(channel), await say(channel)]
  const others = await Promise.all(networks.filter((one) => one !== channel).map((one) => say(one)))
  expect(await send()).toBe(others.length)
  expect((await outbox()).filter((one) => one.state === 'queued')).toMatchObject([{ dueAt: reset }, { dueAt: reset }])
  office.clock.pass(100_000)
  expect(await send()).toBe(0)
  office.clock.pass(200_000)
  expect([await send(), said(channel, first.text), said(channel, second.text)]).toEqual([2, 1, 1])
})

test.each(networks)('%s no longer takes our keys: it is said, what waits is kept, and goes once connected anew', async (channel) => {
  const was = { mastodon: mastodon.token, bluesky: bluesky.password, x: x.keys.token }[channel]
  const change = (to: string) => (channel === 'mastodon' ? (mastodon.token = to) : channel === 'bluesky' ? ((bluesky.password = to), bluesky.expire(true)) : (x.keys.token = to))
  change('another')
  const { text } = await say(channel)
  await send()
  const own = async () => (await ownAccounts(office.house.db, office.campaign.id)).find((one) => one.channel === channel)!
  expect(await own()).toMatchObject({ state: 'signed-out', reason: expect.stringMatching(/40[01]/) })
  expect([await send(), await outbox()]).toMatchObject([0, [{ state: 'queued', attempts: 0 }]])
  change(was)
  const wish = { mastodon: { channel: 'mastodon' as const, server: mastodon.url, token: was }, bluesky: { channel: 'bluesky' as const, handle: 'desk.example', password: was }, x: { channel: 'x' as const, ...x.keys } }[channel]
  expect(await connectAccount(office.house, actor, office.campaign, wish)).toMatchObject({ id: accounts.get(channel)!.id, state: 'connected' })
  office.clock.pass(3_600_000)
  expect([await send(), said(channel, text)]).toEqual([1, 1])
})

test.each(networks)('%s: a thread goes on from the last that was posted, past what was refused, deleted there or taken back, and keeps its order', async (channel) => {
  const threadId = uuid7()
  const next = async () => {
    office.clock.pass(1_000)
    return say(channel, { threadId })
  }
  const answered = (text: string) => {
    if (channel === 'bluesky') return bluesky.records.get([...bluesky.records.values()].find((one) => one.text === text)!.reply?.parent.uri.split('/').at(-1) ?? '')?.text
    if (channel === 'mastodon') return mastodon.statuses.find((one) => one.id === mastodon.statuses.find((status) => status.text === text)!.in_reply_to_id)?.text
    return x.tweets.find((one) => one.id === x.tweets.find((tweet) => tweet.said === text)!.answers)?.said
  }
  const [first, other] = [await next(), await say(channel)]
  expect([await send(), answered(first.text), answered(other.text)]).toEqual([2, undefined, undefined])
  const refused = await next()
  peerOf(channel).faults.push({ on: saying[channel], how: { says: { status: 400, json: { error: 'InvalidRequest', detail: 'no' } } } })
  expect([await send(), (await outbox()).find((one) => one.id === refused.id)!.state]).toEqual([0, 'refused'])
  const deleted = await next()
  expect([await send(), answered(deleted.text)]).toEqual([1, first.text])
  if (channel === 'bluesky') bluesky.records.delete([...bluesky.records].find(([, one]) => one.text === deleted.text)![0])
  if (channel === 'mastodon') mastodon.statuses.splice(mastodon.statuses.findIndex((one) => one.text === deleted.text), 1)
  if (channel === 'x') x.tweets.splice(x.tweets.findIndex((one) => one.said === deleted.text), 1)
  const taken = await next()
  expect([await send(), answered(taken.text), (await outbox()).find((one) => one.id === taken.id)!.attempts]).toEqual([1, first.text, 1])
  await office.house.db.transact((t) => leaveThread(t, office.campaign.id, [taken.id]))
  const two = [await next(), await next()] as const
  // Whoever sends, and however many at once: the second waits for the first.
  while ((await Promise.all([send(), send(), send()])).some((sent) => sent > 0));
  expect(two.map((one) => answered(one.text))).toEqual([first.text, two[0].text])
  if (channel === 'bluesky') expect(new Set([...bluesky.records.values()].flatMap((one) => one.reply?.root.uri ?? [])).size).toBe(1)
})

test('X lets nobody answer by this app: what was to be a thread goes out all the same, post by post', async () => {
  x.barred = true
  const threadId = uuid7()
  for (const _ of [1, 2, 3]) {
    await say('x', { threadId })
    expect(await send()).toBe(1)
    office.clock.pass(1_000)
  }
  expect(x.tweets.slice(-3).map((one) => one.answers)).toEqual([undefined, undefined, undefined])
  x.barred = false
})

test('what a Mastodon server knows under a hashtag comes in page by page, once; a server that says nothing leaves nothing behind', async () => {
  const account = accounts.get('mastodon')!.id
  const bring = (tag: string) => bringSaid(office.house, actor, office.campaign, { tag, account })
  for (let i = 0; i < 95; i += 1) mastodon.statuses.push({ id: String(900_000_000 + i), created_at: office.clock.now().toISOString(), text: `Well ${i} is dry, says neighbour ${i * 7} #AguaYa`, language: 'en', in_reply_to_id: null, url: `${mastodon.url}/@noor/${i}`, media_attachments: [] })
  mastodon.faults.push({ on: /timelines/, how: { says: { status: 503, json: { error: 'Down' } } } })
  await expect(bring('#AguaYa')).rejects.toMatchObject({ code: 'network-silent', extra: { reason: '503: Down' } })
  await expect(bring('NobodySaysThis')).rejects.toMatchObject({ code: 'nothing-said' })
  expect(await uploadsOf(office.house.db, office.campaign.id)).toEqual([])
  expect(await bring('#AguaYa')).toMatchObject({ name: `#AguaYa, ${new URL(mastodon.url).host}`, state: 'done', accepted: 95, known: 0, rejected: 0 })
  expect(await bring('AguaYa')).toMatchObject({ accepted: 0, known: 95 })
  const posts = await office.house.db.rows<{ channel: string; hashtags: string[] }>(`select channel, hashtags from post where campaign_id = $1`, [office.campaign.id])
  expect([posts.length, posts.every((post) => post.channel === 'mastodon' && post.hashtags.some((tag) => tag.toLowerCase() === 'aguaya'))]).toEqual([95, true])
})

test('a picture that Mastodon is slow with is waited for', async () => {
  mastodon.slow = 2
  const { text } = await say('mastodon', { media: [picture] })
  expect([await send(), said('mastodon', text)]).toEqual([1, 1])
  mastodon.slow = 0
})

test('sessions of Bluesky are kept: many posts, one sign-in; a run-out token is renewed without one', async () => {
  const before = bluesky.logins()
  for (let i = 0; i < 5; i += 1) await say('bluesky')
  await send()
  bluesky.expire()
  await say('bluesky')
  expect(await send()).toBe(1)
  expect(bluesky.logins()).toBe(before)
})

test('X: money is a budget too, and what could never be paid is said so at once', async () => {
  // One dollar: four posts with a link are 80 cents, a fifth would make it more than is there beside words alone.
  for (let i = 0; i < 6; i += 1) await say('x', { text: `Read report ${++serial} at https://example.org/${serial}` })
  expect(await send()).toBe(5)
  expect((await outbox()).filter((one) => one.state === 'queued')).toHaveLength(1)
  office.clock.pass(31 * 86_400_000)
  expect(await send()).toBe(1)
  const tiny = [{ name: 'money', per: 'app' as const, unit: 'mills' as const, most: 199, seconds: 900 }]
  const take = (mills: number) => office.house.db.transact((t) => spend(t, { account: 'x tiny' }, tiny, office.clock.now(), { mills }))
  expect([await take(200), await take(199), await take(1)]).toEqual(['never', undefined, expect.any(Date)])
})

test('X refuses the same words twice, and says why', async () => {
  const { text } = await say('x')
  await send()
  const { id } = await say('x', { text })
  await send()
  expect((await outbox()).find((one) => one.id === id)).toMatchObject({ state: 'refused', reason: '403: You are not allowed to create a Tweet with duplicate content.' })
})

test('STOP holds everything but what people wait for, an embargo until its time', async () => {
  const { text } = await say('mastodon')
  const alarm = await say('mastodon', { purpose: 'alarm' })
  const { hold, onTheirWay } = await setHold(office.house, actor, office.campaign, { reason: 'Arrests at the square' })
  expect([hold, onTheirWay]).toMatchObject([{ kind: 'stop', reason: 'Arrests at the square', setBy: 'amal' }, 0])
  expect([await send(), said('mastodon', text), said('mastodon', alarm.text)]).toEqual([1, 0, 1])
  const { hold: embargo } = await setHold(office.house, actor, office.campaign, { until: new Date(office.clock.now().getTime() + 3_600_000) })
  await liftHold(office.house, actor, office.campaign, hold.id)
  office.clock.pass(3_599_000)
  expect([embargo.kind, await send()]).toEqual(['embargo', 0])
  office.clock.pass(1_000)
  expect([await send(), said('mastodon', text)]).toEqual([1, 1])
})

test('many senders and a STOP in the middle: what left before is counted as on its way or sent, nothing leaves after', async () => {
  for (let i = 0; i < 40; i += 1) await say('mastodon')
  const running = Promise.all([1, 2, 3].map(send))
  await mastodon.next(saying.mastodon)
  const { hold, onTheirWay } = await setHold(office.house, actor, office.campaign, {})
  const atStop = mastodon.statuses.length
  await running
  const left = (await outbox()).filter((one) => one.state === 'queued').length
  expect(left).toBeGreaterThan(0)
  expect(mastodon.statuses.length).toBeLessThanOrEqual(atStop + onTheirWay)
  await liftHold(office.house, actor, office.campaign, hold.id)
  expect(await send()).toBe(left)
})

test.each(networks)('%s: killed between the network taking it and our writing it down, it is found again and said once', async (channel) => {
  const { text } = await say(channel)
  peerOf(channel).faults.push({ on: saying[channel], how: 'hangs-after' })
  const accepted = peerOf(channel).next(saying[channel])
  const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../test/peers/send-once.ts'), office.url, office.campaign.id, JSON.stringify(settings), office.clock.now().toISOString()], { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise((done) => child.on('exit', done))
  await accepted
  child.kill('SIGKILL')
  await ended
  expect([await outbox(), said(channel, text)]).toMatchObject([[{ state: 'sending' }], 1])
  expect(await send()).toBe(0)
  office.clock.pass(121_000)
  await send()
  expect(await outbox()).toMatchObject([{ state: 'unconfirmed', reason: 'Clamor stopped while it was being sent' }])
  await look()
  expect([await outbox(), said(channel, text)]).toMatchObject([[{ state: 'sent' }], 1])
  expect(await send()).toBe(0)
})

test('disconnected, its keys are gone; checked, what is shown of it holds none of them', async () => {
  const { id } = accounts.get('mastodon')!
  const shown = JSON.stringify(await checkAccount(office.house, actor, office.campaign, id))
  expect(shown).not.toContain(mastodon.token)
  const rows = JSON.stringify(await office.house.db.rows('select encode(sealed, \'escape\') as sealed from account where campaign_id = $1', [office.campaign.id]))
  for (const secret of [mastodon.token, bluesky.password, x.keys.tokenSecret]) expect(rows).not.toContain(secret)
  await disconnectAccount(office.house, actor, office.campaign, id)
  expect(await office.house.db.row('select sealed, session from account where campaign_id = $1 and id = $2', [office.campaign.id, id])).toEqual({ sealed: null, session: null })
  expect((await ownAccounts(office.house.db, office.campaign.id)).map((one) => one.channel)).toEqual(['bluesky', 'x'])
})
