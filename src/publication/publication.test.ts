/** What the campaign says in its own name: whole, seen by a second person, at its minute, once, and stopped when it must be. */
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { openBluesky, type BlueskyPeer } from '../../test/peers/bluesky.ts'
import { openMastodon, type MastodonPeer } from '../../test/peers/mastodon.ts'
import { actorOf } from '#person/index.ts'
import type { Actor } from '#core/index.ts'
import { addCase } from '#plan/index.ts'
import { accountsIn, connectAccount, disconnectAccount, liftHold, reconcile, sendDue, setHold, type OwnAccount } from '#talk/index.ts'
import {
  addPicture, addPublication, approvePublication, changePublication, describePicture, faultsOf, findPart, forPeople, giveToHand, handOver, publicationById, refusePublication, sendPartAgain, submitPublication, takeBackHand,
  takeBackPublication, warningsOf, type Publication, type PublicationWish,
} from './index.ts'

let office: Office
let mastodon: MastodonPeer
let bluesky: BlueskyPeer
let amal: Actor | undefined
let omar: Actor | undefined
let lucia: Actor | undefined
let onMastodon: OwnAccount
let onBluesky: OwnAccount
let photo: Buffer

beforeAll(async () => {
  const now = () => office.clock.now()
  ;[mastodon, bluesky] = await Promise.all([openMastodon({ now, requests: 10_000 }), openBluesky()])
  office = await openOffice('water-now', { reach: mastodon.url, blueskyUrl: bluesky.url })
  for (const [name, role] of [['amal', 'coordinator'], ['omar', 'coordinator'], ['lucia', 'volunteer']] as const) await office.person(name, role)
  ;[amal, omar, lucia] = await Promise.all(['amal', 'omar', 'lucia'].map((name) => actorOf(office.house, { cookie: office.cookieOf(name) })))
  // Sessions run by the machine's clock: who acts is known before this one moves.
  office.clock.at = new Date('2027-03-01T12:00:00Z')
  onMastodon = await connectAccount(office.house, amal, office.campaign, { channel: 'mastodon', server: mastodon.url, token: mastodon.token })
  onBluesky = await connectAccount(office.house, amal, office.campaign, { channel: 'bluesky', handle: 'desk.example', password: bluesky.password })
  photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2b6' } }).withExif({ IFD0: { Artist: 'Somebody' } }).jpeg().toBuffer()
})
beforeEach(() => void office.clock.pass(86_400_000))
afterAll(async () => {
  await office?.close()
  await Promise.all([mastodon?.close(), bluesky?.close()])
})

let serial = 0
const wishFor = (more: Partial<PublicationWish> = {}): PublicationWish => ({
  text: `The tanker stopped in street ${++serial} for the last time. Who decides? #WaterNow`, language: 'en', zone: 'UTC', parts: [{ network: 'mastodon', account: onMastodon.id }], ...more,
})
const write = (more: Partial<PublicationWish> = {}) => addPublication(office.house, lucia, office.campaign, wishFor(more))
const give = ({ id, version }: Publication) => submitPublication(office.house, lucia, office.campaign, id, version)
const letGo = ({ id, version }: Publication, by = omar) => approvePublication(office.house, by, office.campaign, id, version)
const out = async (more: Partial<PublicationWish> = {}) => letGo(await give(await write(more)))
const again = async ({ id }: Publication) => (await publicationById(office.house.db, office.campaign.id, id, office.clock.now()))!
const send = async () => sendDue(office.house, office.campaign.id, await accountsIn(office.house, office.campaign.id))
const look = async () => reconcile(office.house, office.campaign.id, await accountsIn(office.house, office.campaign.id))
const progress = (one: Publication) => one.parts.map((part) => part.progress)
const code = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code)

test('written by one, let go by another, it leaves at its minute in its zone, each network in its own words with the picture and what can be seen on it', async () => {
  const draft = await write({
    text: 'Three streets are still dry. #WaterNow', wall: '2027-03-10T10:00', zone: 'America/El_Salvador',
    parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'bluesky', account: onBluesky.id, text: 'Dry: three streets, day 40. #WaterNow' }, { network: 'threads' }],
  })
  expect(draft).toMatchObject({ state: 'draft', title: 'Three streets are still dry. #WaterNow', dueAt: new Date('2027-03-10T16:00:00Z'), createdBy: 'lucia' })
  const picture = await addPicture(office.house, lucia, office.campaign, draft.id, draft.version, photo)
  expect(await code(give(await again(draft)))).toBe('publication-not-whole')
  await describePicture(office.house, lucia, office.campaign, draft.id, (await again(draft)).version, picture, 'An empty bucket under a tap')
  const given = await give(await again(draft))
  const gone = await letGo(given)
  expect([gone.state, progress(gone), gone.decidedBy]).toEqual(['scheduled', ['queued', 'queued', 'by-hand'], 'omar'])
  office.clock.at = new Date('2027-03-10T15:59:59Z')
  expect(await send()).toBe(0)
  office.clock.at = new Date('2027-03-10T16:00:00Z')
  expect(await send()).toBe(2)
  expect(mastodon.statuses.at(-1)).toMatchObject({ text: 'Three streets are still dry. #WaterNow', language: 'en', media_attachments: [{ description: 'An empty bucket under a tap' }] })
  expect([...bluesky.records.values()].at(-1)).toMatchObject({ text: 'Dry: three streets, day 40. #WaterNow', facets: [{ features: [{ tag: 'WaterNow' }] }] })
  const handed = await handOver(office.house, lucia, office.campaign, draft.id, gone.parts[2]!.id, 'https://www.threads.net/@lucia/post/1')
  expect([progress(handed), handed.parts[2]]).toMatchObject([['sent', 'sent', 'handed'], { handBy: 'lucia', link: 'https://www.threads.net/@lucia/post/1' }])
  expect(progress(await takeBackHand(office.house, lucia, office.campaign, draft.id, gone.parts[2]!.id))).toEqual(['sent', 'sent', 'by-hand'])
  expect(await code(handOver(office.house, lucia, office.campaign, draft.id, gone.parts[2]!.id, 'javascript:alert(1)'))).toBe('link-wrong')
})

test('nobody lets go what they wrote on last, nor a volunteer, nor a version that they have not seen', async () => {
  const given = await give(await write())
  expect(await code(letGo(given, lucia))).toBe('forbidden')
  const changed = await changePublication(office.house, omar, office.campaign, given.id, given.version, { text: 'Omar wrote on it', zone: 'UTC', parts: [{ network: 'mastodon', account: onMastodon.id }] })
  expect(changed).toMatchObject({ state: 'draft', changedBy: 'omar' })
  const anew = await give(changed)
  expect([await code(letGo(anew, omar)), await code(letGo(given, amal))]).toEqual(['second-person', 'stale-version'])
  expect((await letGo(anew, amal)).state).toBe('scheduled')
  // Two press at once: one lets it go, it is in the outbox once.
  const two = await give(await write())
  const pressed = await Promise.all([code(letGo(two, omar)), code(letGo(two, amal)), code(letGo(two, omar))])
  expect(pressed.filter((one) => one === 'done')).toHaveLength(1)
  office.clock.pass(12_000)
  expect(await send()).toBe(2)
})

test('given back with a reason, it is written on and comes again', async () => {
  const given = await give(await write())
  expect(await code(refusePublication(office.house, omar, office.campaign, given.id, given.version, ' '))).toBe('refusal-missing')
  const back = await refusePublication(office.house, omar, office.campaign, given.id, given.version, 'Name the street')
  expect(back).toMatchObject({ state: 'refused', reason: 'Name the street', decidedBy: 'omar' })
  expect(await give(back)).toMatchObject({ state: 'waiting', reason: null })
})

test.each([
  ['no network', { parts: [] }, ['no-network']],
  ['no words', { text: ' \n ' }, ['no-text']],
  ['301 signs on Bluesky', () => ({ text: 'a'.repeat(301), parts: [{ network: 'bluesky', account: onBluesky.id }] }), ['too-long']],
  ['a hundred families on Bluesky: each is one sign', () => ({ text: '👨‍👩‍👧'.repeat(100), parts: [{ network: 'bluesky', account: onBluesky.id }] }), []],
  ['two hundred: too many bytes', () => ({ text: '👨‍👩‍👧'.repeat(200), parts: [{ network: 'bluesky', account: onBluesky.id }] }), ['too-long']],
  ['X by hand: 281', { text: 'a'.repeat(281), parts: [{ network: 'x' }] }, ['too-long']],
  ['X by hand: a long link counts 23', { text: `${'a'.repeat(255)} https://example.org/${'b'.repeat(200)}`, parts: [{ network: 'x' }] }, []],
  ['Mastodon takes 500', () => ({ text: 'ä'.repeat(500) }), []],
  ['Mastodon does not take 501', () => ({ text: 'ä'.repeat(501) }), ['too-long']],
] as [string, Partial<PublicationWish> | (() => Partial<PublicationWish>), string[]][])('%s', async (_, wish, kinds) => {
  const draft = await write(typeof wish === 'function' ? wish() : wish)
  expect(faultsOf(draft).map((fault) => fault.kind)).toEqual(kinds)
  expect(await code(give(draft))).toBe(kinds.length > 0 ? 'publication-not-whole' : 'done')
})

test('what is let go cannot be changed; taken back before it left it is a draft, and nothing leaves', async () => {
  const gone = await out({ parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'bluesky', account: onBluesky.id }] })
  expect(await code(changePublication(office.house, lucia, office.campaign, gone.id, gone.version, wishFor()))).toBe('let-go')
  expect(await send()).toBe(0)
  const back = await takeBackPublication(office.house, lucia, office.campaign, gone.id, gone.version)
  expect([back.state, progress(back), back.dueAt]).toEqual(['draft', ['planned', 'planned'], null])
  office.clock.pass(60_000)
  expect(await send()).toBe(0)
})

test('taken back when a part has left, that part stays in sight and the rest does not leave', async () => {
  const gone = await out({ parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'bluesky', account: onBluesky.id }, { network: 'threads' }] })
  office.clock.pass(12_000)
  bluesky.faults.push({ on: /createRecord/, how: { says: { status: 429, headers: { 'ratelimit-reset': String(office.clock.now().getTime() / 1_000 + 3_600) }, json: { error: 'RateLimitExceeded' } } } })
  expect(await send()).toBe(1)
  const back = await takeBackPublication(office.house, lucia, office.campaign, gone.id, gone.version)
  expect([back.state, progress(back)]).toEqual(['scheduled', ['sent', 'taken-back', 'taken-back']])
  office.clock.pass(2 * 3_600_000)
  expect([await send(), await code(takeBackPublication(office.house, lucia, office.campaign, gone.id, back.version))]).toEqual([0, 'has-left'])
})

test('what is let go during an embargo leaves at its end, during a STOP when it is lifted; by hand it is not posted either', async () => {
  const until = new Date(office.clock.now().getTime() + 3_600_000)
  await setHold(office.house, omar, office.campaign, { until })
  const gone = await out({ parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'threads' }] })
  expect(progress(gone)).toEqual(['held', 'held'])
  office.clock.pass(1_800_000)
  expect([await send(), await code(handOver(office.house, lucia, office.campaign, gone.id, gone.parts[1]!.id, null))]).toEqual([0, 'not-by-hand'])
  const { hold } = await setHold(office.house, omar, office.campaign, {})
  office.clock.at = until
  expect([await send(), progress(await again(gone))]).toEqual([0, ['held', 'held']])
  await liftHold(office.house, omar, office.campaign, hold.id)
  expect([await send(), progress(await again(gone))]).toEqual([1, ['sent', 'by-hand']])
  expect(await code(setHold(office.house, lucia, office.campaign, {}))).toBe('forbidden')
})

test('an answer that got lost is looked for; a person may say what they found, and nothing is said twice', async () => {
  const text = `Day ${++serial}: the pump stands still`
  const gone = await out({ text })
  office.clock.pass(12_000)
  mastodon.faults.push({ on: /POST \/api\/v1\/statuses/, how: 'cut-after' })
  await send()
  const unknown = await again(gone)
  expect(progress(unknown)).toEqual(['unconfirmed'])
  expect(await code(sendPartAgain(office.house, omar, office.campaign, gone.id, gone.parts[0]!.id))).toBe('wrong-state')
  const found = await findPart(office.house, omar, office.campaign, gone.id, gone.parts[0]!.id, { kind: 'there', link: 'https://social.example/@desk/7' })
  expect(found.parts[0]).toMatchObject({ progress: 'sent', link: 'https://social.example/@desk/7' })
  office.clock.pass(3_600_000)
  expect([await look(), await send(), mastodon.statuses.filter((one) => one.text === text).length]).toEqual([0, 0, 1])
})

test('what the network refused goes to a person, or again', async () => {
  const gone = await out({ parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'bluesky', account: onBluesky.id }] })
  office.clock.pass(12_000)
  for (const peer of [mastodon, bluesky]) peer.faults.push({ on: /POST .*(statuses|createRecord)/, how: { says: { status: 400, json: { error: 'InvalidRequest', message: 'no' } } } })
  await send()
  expect(progress(await again(gone))).toEqual(['refused', 'refused'])
  const [first, second] = gone.parts.map((part) => part.id) as [string, string]
  await sendPartAgain(office.house, omar, office.campaign, gone.id, first)
  await giveToHand(office.house, omar, office.campaign, gone.id, second)
  office.clock.pass(12_000)
  expect([await send(), progress(await again(gone))]).toEqual([1, ['sent', 'by-hand']])
})

test('the same words, or nearly, to the same network lately are warned about; other words, other networks and long ago are not', async () => {
  const text = 'The water board has not answered since the tanker stopped at the market in Oldford. #WaterNow'
  const first = await out({ text })
  const warned = async (wish: Partial<PublicationWish>) => {
    const draft = await write(wish)
    return (await warningsOf(office.house.db, office.campaign.id, draft, office.clock.now())).map((one) => (one.kind === 'twice' ? [one.kind, one.publication === first.id ? 'first' : one.publication === draft.id ? 'itself' : 'another'] : [one.kind]))
  }
  expect(await warned({ text })).toEqual([['twice', 'first']])
  expect(await warned({ text: text.replace('has not answered', 'has still not answered') })).toEqual([['twice', 'first']])
  expect(await warned({ text, parts: [{ network: 'bluesky', account: onBluesky.id }] })).toEqual([])
  expect(await warned({ text: 'Who has the key of the valve behind the school?' })).toEqual([])
  expect(await warned({ text: 'From two accounts, in the same words, at one time.', parts: [{ network: 'mastodon', account: onMastodon.id }, { network: 'mastodon' }] })).toEqual([['twice', 'itself'], ['twice', 'itself']])
  office.clock.pass(31 * 86_400_000)
  expect(await warned({ text })).toEqual([])
})

test('words that a pending case asks not to say, and a time that is over, are warned about', async () => {
  await addCase(office.house, amal, office.campaign, { title: 'Tanker case', stage: 'filed', unsaidWords: ['bribe'] } as never)
  const draft = await write({ text: 'They took a bribe.', wall: '2027-01-01T10:00' })
  expect(await warningsOf(office.house.db, office.campaign.id, draft, office.clock.now())).toMatchObject([{ kind: 'past' }, { kind: 'embargo', word: 'bribe', title: 'Tanker case' }])
})

test('a clock time that a change of clocks leaves out, or brings twice, is one instant', async () => {
  const due = async (wall: string, zone: string) => (await write({ wall, zone })).dueAt!.toISOString()
  expect([await due('2027-03-28T02:30', 'Europe/Madrid'), await due('2027-10-31T02:30', 'Europe/Madrid'), await due('2027-07-01T10:00', 'Asia/Kathmandu')]).toEqual(['2027-03-28T01:30:00.000Z', '2027-10-31T00:30:00.000Z', '2027-07-01T04:15:00.000Z'])
  expect(await code(write({ wall: '2027-13-01T10:00' }))).toBe('wall-wrong')
  expect(await code(write({ zone: 'Mars/Olympus' }))).toBe('zone-wrong')
})

test('what is due and waits for a person is found, and only that', async () => {
  const waits = async () => (await forPeople(office.house.db, office.campaign.id, office.clock.now())).map((one) => one.id)
  const [byHand, later, byAccount] = [await out({ parts: [{ network: 'threads' }] }), await out({ wall: '2030-01-01T10:00', parts: [{ network: 'threads' }] }), await out({ parts: [{ network: 'bluesky', account: onBluesky.id }] })]
  office.clock.pass(12_000)
  expect(await waits()).toContain(byHand.id)
  expect(await waits()).not.toContain(later.id)
  expect(await waits()).not.toContain(byAccount.id)
  await disconnectAccount(office.house, amal, office.campaign, onBluesky.id)
  await send()
  expect([(await waits()).includes(byAccount.id), (await again(byAccount)).parts[0]]).toMatchObject([true, { progress: 'queued', accountGone: true }])
  await handOver(office.house, lucia, office.campaign, byHand.id, byHand.parts[0]!.id, null)
  await giveToHand(office.house, omar, office.campaign, byAccount.id, byAccount.parts[0]!.id)
  expect([progress(await again(byAccount)), (await waits()).includes(byHand.id)]).toEqual([['by-hand'], false])
  onBluesky = await connectAccount(office.house, amal, office.campaign, { channel: 'bluesky', handle: 'desk.example', password: bluesky.password })
})

test('over the API: written, given, let go, seen; keys of accounts go in and never come out', async () => {
  const [writer, second] = [await office.token('lucia', ['desk']), await office.token('omar', ['desk'])]
  const { body: made, status } = await office.here(writer, 'POST', '/publications', wishFor())
  const { id, version } = made.publication
  expect([status, made.publication.parts[0].length]).toEqual([201, { used: expect.any(Number), most: 500, fits: true }])
  await office.here(writer, 'PUT', `/publications/${id}/submission`, { version })
  const { body } = await office.here(second, 'PUT', `/publications/${id}/approval`, { version: version + 1 })
  expect(body.publication).toMatchObject({ state: 'scheduled', parts: [{ progress: 'queued' }] })
  const { body: list } = await office.here(writer, 'GET', '/publications')
  expect(list.publications.map((one: Publication) => one.id)).toContain(id)
  const accounts = await office.here(writer, 'GET', '/accounts')
  expect([accounts.status, JSON.stringify(accounts.body)]).toEqual([200, expect.not.stringContaining(mastodon.token)])
  expect(await office.here(second, 'POST', '/holds', { reason: 'Stop' })).toMatchObject({ status: 201, body: { hold: { kind: 'stop' }, onTheirWay: 0 } })
  expect((await office.here(writer, 'GET', `/publications/${id}`)).body).toMatchObject({ publication: { parts: [{ progress: 'held' }] }, faults: [], warnings: [] })
  const holds = await office.here(writer, 'GET', '/holds')
  expect((await office.here(second, 'DELETE', `/holds/${holds.body.holds[0].id}`)).status).toBe(204)
})
