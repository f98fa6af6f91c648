/** A chat's questions go out by our own accounts when they are asked, and what replies to them is an answer. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, openOffice, type Office } from '../../test/harness/office.ts'
import { openMastodon, type MastodonPeer } from '../../test/peers/mastodon.ts'
import { campaignById } from '#campaign/index.ts'
import { addQuestion, askQuestion, boardOf, changeChat, makeChat, unaskQuestion, type ChatQuestion } from '#chat/index.ts'
import type { Actor } from '#core/index.ts'
import { addCase } from '#plan/index.ts'
import { accountsIn, connectAccount, disconnectAccount, liftHold, sendDue, setHold, type OwnAccount } from '#talk/index.ts'
import { approveForChat, chooseForChat, handOver, publicationsOfChat, takeBackForChat, threadOf, waysOfChat } from './index.ts'

let office: Office
let mastodon: MastodonPeer
let amal: Actor
let omar: Actor
let vera: Actor
let account: OwnAccount
let chatId: string
/** The post of the second question: the first that went out by our account. */
let second: string

beforeAll(async () => {
  mastodon = await openMastodon({ now: () => office.clock.now(), requests: 10_000 })
  office = await openOffice('water-now', { reach: mastodon.url })
  ;[amal, omar, vera] = [await office.actor('amal', 'coordinator'), await office.actor('omar', 'coordinator'), await office.actor('vera', 'volunteer')]
  office.clock.at = new Date('2027-03-01T17:00:00Z')
  account = await connectAccount(office.house, amal, office.campaign, { channel: 'mastodon', server: mastodon.url, token: mastodon.token })
  chatId = (await makeChat(office.house, amal, { ...office.campaign }, { title: 'Water at school', hashtags: ['WaterChat'], zone: 'UTC', startsAt: new Date('2027-03-01T17:10:00Z') })).id
})
afterAll(async () => {
  await office?.close()
  await mastodon?.close()
})

const add = (text: string) => addQuestion(office.house, vera, office.campaign, chatId, { text })
const ask = ({ id }: ChatQuestion) => askQuestion(office.house, vera, office.campaign, chatId, id)
const ways = () => waysOfChat(office.house.db, office.campaign.id, chatId)
const outs = () => publicationsOfChat(office.house.db, office.campaign.id, chatId, office.clock.now())
const send = async () => sendDue(office.house, office.campaign.id, await accountsIn(office.house, office.campaign.id))
const board = async () => boardOf(office.house, (await campaignById(office.house.db, office.campaign.id))!, chatId)
const choose = async (parts: Parameters<typeof chooseForChat>[5], by = amal) => chooseForChat(office.house, by, office.campaign, chatId, (await ways()).version, parts)
const alone = async (yes: boolean) => changeChat(office.house, amal, office.campaign, chatId, { version: (await board()).chat.version, thread: !yes })
const letGo = async (by = omar) => approveForChat(office.house, by, office.campaign, chatId, (await ways()).version)

test('chosen by one, let go by another for the chat as a whole; another choice takes that back', async () => {
  expect(await codeOf(letGo())).toBe('no-network-chosen')
  const both = [{ network: 'mastodon', account: account.id }, { network: 'bluesky' }]
  await choose(both)
  expect([await codeOf(letGo(amal)), await codeOf(letGo(vera)), await codeOf(choose([{ network: 'x', account: account.id }])), await codeOf(choose([both[1]!, both[1]!]))]).toEqual(['chose-yourself', 'forbidden', 'account-wrong', 'part-twice'])
  expect(await letGo()).toMatchObject({ chosenBy: 'amal', approvedBy: 'omar' })
  expect(await choose(both, vera)).toMatchObject({ chosenBy: 'vera', approvedBy: null })
  expect(await codeOf(chooseForChat(office.house, amal, office.campaign, chatId, 1, []))).toBe('stale-version')
  // Before it is let go a question goes out by hand only.
  const first = await ask(await add('Who is with us tonight?'))
  expect([first.number, await outs()]).toEqual([1, []])
  await letGo()
})

test('a question that is asked leaves after its ten seconds, a person is handed the rest, and replies to either post are answers to it', async () => {
  const question = await ask(await add('Who keeps the key of the block?'))
  const [out] = await outs()
  expect(out).toMatchObject({ questionId: question.id, text: 'Q2. Who keeps the key of the block? #WaterChat', state: 'scheduled', decidedBy: 'omar', changedBy: 'vera', parts: [{ network: 'mastodon', progress: 'queued' }, { network: 'bluesky', progress: 'by-hand' }] })
  expect(await send()).toBe(0)
  office.clock.pass(12_000)
  expect(await send()).toBe(1)
  const posted = mastodon.statuses.at(-1)!
  expect(posted).toMatchObject({ text: 'Q2. Who keeps the key of the block? #WaterChat', in_reply_to_id: null })
  second = posted.id
  expect((await board()).now!.links).toHaveLength(1)
  await handOver(office.house, vera, office.campaign, out!.id, out!.parts[1]!.id, 'https://bsky.app/profile/desk.example/post/3kq2')
  const postedAt = office.clock.now().toISOString()
  await office.say([
    { channel: 'mastodon', externalId: 'r1', text: 'The caretaker has it, and goes home at two', replyTo: String(posted.id), postedAt, author: { handle: '@ana@social.example', network: 'mastodon' } },
    { channel: 'bluesky', externalId: 'at://did:plc:ben/app.bsky.feed.post/3kr2', text: 'Nobody at ours knows where the key hangs', replyTo: 'at://did:plc:desk/app.bsky.feed.post/3kq2', postedAt, author: { handle: 'ben.example', network: 'bluesky' } },
  ])
  expect((await board()).now!.answers.map((answer) => [answer.placed, answer.text.slice(0, 13)]).toSorted()).toEqual([['reply', 'Nobody at our'], ['reply', 'The caretaker']])
})

test('asked by mistake and taken back at once, nothing leaves; what had left is nothing that the thread goes on from', async () => {
  const sent = mastodon.statuses.length
  const question = await ask(await add('Too early, is it not?'))
  await unaskQuestion(office.house, vera, office.campaign, chatId, question.id)
  office.clock.pass(60_000)
  expect([await send(), mastodon.statuses.length - sent, (await outs()).filter((one) => one.questionId === question.id)]).toEqual([0, 0, []])
  // Asked again it goes, and what has left stays when it is taken back then.
  await ask(question)
  office.clock.pass(12_000)
  expect([await send(), mastodon.statuses.at(-1)!.in_reply_to_id]).toEqual([1, second])
  await unaskQuestion(office.house, vera, office.campaign, chatId, question.id)
  expect((await outs()).find((one) => one.questionId === question.id)!.parts.map((part) => part.progress)).toEqual(['sent', 'taken-back'])
})

test('STOP holds a question back; words of a pending case wait for a second person after all; without its account a person posts it', async () => {
  const { house, campaign, clock } = office
  const { hold } = await setHold(house, omar, campaign, {})
  await ask(await add('When does the board answer?'))
  clock.pass(12_000)
  expect([await send(), (await outs())[0]!.parts[0]!.progress]).toEqual([0, 'held'])
  await liftHold(house, omar, campaign, hold.id)
  expect([await send(), mastodon.statuses.at(-1)]).toMatchObject([1, { text: expect.stringContaining('When does the board answer?'), in_reply_to_id: second }])
  await alone(true)
  await ask(await add('And what does it answer then?'))
  clock.pass(12_000)
  expect([await send(), mastodon.statuses.at(-1)!.in_reply_to_id]).toEqual([1, null])
  await alone(false)
  await addCase(house, amal, campaign, { title: 'The well of street nine', stage: 'hearing', unsaidWords: ['Orbelo'] })
  await ask(await add('What does judge Orbelo owe you?'))
  clock.pass(60_000)
  expect([await send(), (await outs())[0]!.state]).toEqual([0, 'waiting'])
  await disconnectAccount(house, amal, campaign, account.id)
  await ask(await add('Whom did you ask for help?'))
  expect((await outs())[0]!.parts.map((part) => [part.network, part.account, part.progress])).toEqual([['mastodon', null, 'by-hand'], ['bluesky', null, 'by-hand']])
  // By hand, too, they know where the thread goes on.
  const answers = async () => (await threadOf(house.db, campaign.id, (await outs())[0]!.id))?.links.filter((link) => link.includes('bsky.app'))
  expect(await answers()).toEqual(['https://bsky.app/profile/desk.example/post/3kq2'])
  await alone(true)
  expect(await answers()).toBeUndefined()
  await takeBackForChat(house, vera, campaign, chatId)
  const count = (await outs()).length
  await ask(await add('What was the best answer tonight?'))
  expect((await outs()).length).toBe(count)
})
