/** A chat on a real database: schedule, answers finding their question, consent, removal, who sees what. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { campaignById } from '#campaign/index.ts'
import { issueTicket } from '#intake/index.ts'
import { eraseAuthor, withdraw } from '#post/index.ts'
import { openOffice, type Office } from '../../test/harness/office.ts'
import { answerHere, boardOf, chatById, guestOfSecret, guestSecret, newcomersOf, publicChat } from './index.ts'

let office: Office
let id = ''
const chats = (rest = '') => `/chats${rest}`
const minute = 60_000

beforeAll(async () => {
  office = await openOffice()
  await office.person('carla', 'coordinator')
  await office.person('vera', 'volunteer')
  await office.person('omar', 'observer')
})
afterAll(() => office?.close())

const campaign = async () => (await campaignById(office.house.db, office.campaign.id))!
const board = async () => boardOf(office.house, await campaign(), id)
const shown = async () => publicChat(office.house, await campaign(), (await chatById(office.house.db, office.campaign.id, id))!)
const soon = () => new Date(office.clock.at.getTime() + 60 * minute).toISOString()
const say = (posts: Record<string, unknown>[]) => office.say(posts.map((post) => ({ postedAt: office.clock.now().toISOString(), ...post })))
const texts = (list: { text: string }[]) => list.map((one) => one.text)

test('a chat is planned with its questions; a coordinator plans, a volunteer orders them, an observer reads', async () => {
  const wish = { title: 'Water at school', lead: 'Who decides.', hashtags: ['#WaterChat', 'PlaticaAgua'], zone: 'America/El_Salvador', startsAt: soon() }
  expect((await office.here('vera', 'POST', chats(), wish)).status).toBe(403)
  expect((await office.here('carla', 'POST', chats(), { ...wish, zone: 'Atlantis/Nowhere' })).body.code).toBe('zone-wrong')
  const made = await office.here('carla', 'POST', chats(), wish)
  expect(made).toMatchObject({ status: 201, body: { chat: { state: 'planned', hashtags: ['WaterChat', 'PlaticaAgua'], language: 'en' } } })
  id = made.body.chat.id
  for (const text of ['Who keeps the key of the block?', 'How often does it run dry?', 'Whom did you ask for help?']) expect((await office.here('vera', 'POST', chats(`/${id}/questions`), { text })).status).toBe(201)
  const { questions } = await board()
  const first = await office.here('vera', 'POST', chats(`/${id}/questions`), { text: 'Where are you, and who are you?', minutes: 5, before: questions[0]!.id })
  const labels = async () => (await board()).questions.map((one) => `${one.label} ${one.text.split(' ')[0]} ${(one.at.getTime() - Date.parse(wish.startsAt)) / minute}`)
  expect(await labels()).toEqual(['1 Where 0', '2 Who 5', '3 How 15', '4 Whom 25'])
  // Moved to the end, then dropped; two who change the same: the second is told.
  const { version } = first.body.question
  expect((await office.here('vera', 'PATCH', chats(`/${id}/questions/${first.body.question.id}`), { version, before: null })).status).toBe(200)
  expect((await office.here('carla', 'PATCH', chats(`/${id}/questions/${first.body.question.id}`), { version, text: 'Where are you?' })).body.code).toBe('stale-version')
  expect(await labels()).toEqual(['1 Who 0', '2 How 10', '3 Whom 20', '4 Where 30'])
  expect((await office.here('vera', 'DELETE', chats(`/${id}/questions/${first.body.question.id}`))).status).toBe(204)
  expect((await office.here('omar', 'GET', chats(`/${id}`))).body.questions).toHaveLength(3)
  expect(await shown()).toBeUndefined()
})

test('announced, its page tells hour and panel and no question', async () => {
  for (const [part, name, handles] of [['moderator', 'Marta Ruiz', [{ network: 'mastodon', handle: '@riverwatch@example.org' }]], ['panel', 'Dr Hana Said', [{ network: 'x', handle: '@hana' }]]] as const) {
    expect((await office.here('carla', 'POST', chats(`/${id}/guests`), { part, name, handles })).status).toBe(201)
  }
  const { chat } = await board()
  expect((await office.here('vera', 'PUT', chats(`/${id}/state`), { version: chat.version, state: 'announced' })).status).toBe(403)
  expect((await office.here('carla', 'PUT', chats(`/${id}/state`), { version: chat.version, state: 'announced' })).status).toBe(200)
  const page = (await shown())!
  expect([page.questions, page.guests.map((one) => one.name)]).toEqual([[], ['Marta Ruiz', 'Dr Hana Said']])
  // Nothing is gathered before the first question.
  await say([{ channel: 'mastodon', externalId: 'early', text: 'Looking forward to the #WaterChat of Thursday', author: { handle: '@early@example.org' } }])
  expect((await board()).parked).toEqual([])
})

test('asked once, whoever presses; answers find their question by number, reply, words and time, on every channel', async () => {
  office.clock.pass(60 * minute)
  const [q1, q2] = (await board()).questions.map((one) => one.id)
  const pressed = await Promise.all(['vera', 'carla'].map((who) => office.here(who, 'PUT', chats(`/${id}/questions/${q1}/asking`))))
  expect(pressed.map((one) => one.status).sort()).toEqual([200, 409])
  await say([
    { channel: 'mastodon', externalId: '111', text: 'Q1. Who keeps the key of the block? #WaterChat', author: { handle: 'riverwatch@example.org', network: 'mastodon' } },
    { channel: 'x', externalId: '201', text: 'A1: the caretaker has it, and he is never there #WaterChat', author: { handle: 'hana', network: 'x' } },
    { channel: 'x', externalId: '202', text: 'R1. La directora la guarda en su casa #PlaticaAgua', author: { handle: 'lucia' } },
    { channel: 'sms', externalId: 's1', text: 'A1 we have no key at all', contact: { phone: '+50370000001' } },
  ])
  await office.here('vera', 'POST', chats(`/${id}/questions/${q1}/posts`), { link: 'https://x.com/riverwatch/status/990011' })
  office.clock.pass(12 * minute)
  await office.here('vera', 'PUT', chats(`/${id}/questions/${q2}/asking`))
  office.clock.pass(2 * minute)
  await say([
    { channel: 'x', externalId: '203', text: 'Honestly nobody knows any more', replyTo: '990011', author: { handle: 'sam' } },
    { channel: 'mastodon', externalId: '112', text: 'The same with us in the north', replyTo: 'https://example.org/@riverwatch/111', author: { handle: 'nora@example.org' } },
    { channel: 'x', externalId: '204', text: 'You should ask the ministry about him', replyTo: '201', author: { handle: 'tom' } },
    { channel: 'bluesky', externalId: 'at://did:plc:1/app.bsky.feed.post/3k', text: 'Our block has a key on a nail, everybody keeps taking it #waterchat', author: { handle: 'ida.example.org' } },
    { channel: 'bluesky', externalId: 'at://did:plc:2/app.bsky.feed.post/3l', text: 'Every single Monday. #waterchat', author: { handle: 'per.example.org' } },
    { channel: 'x', externalId: '205', text: 'A9 am I too early? #WaterChat', author: { handle: 'eager' } },
    { channel: 'x', externalId: '206', text: 'RT @hana: A1: the caretaker has it, and he is never there #WaterChat', repostOf: '201', author: { handle: 'echo' } },
    { channel: 'x', externalId: '207', text: 'Nothing to do with any of it', author: { handle: 'other' } },
  ])
  const { questions, parked, now } = await board()
  expect(now?.id).toBe(q2)
  const placed = (question: { answers: { text: string; placed: unknown }[] }) => Object.fromEntries(question.answers.map((one) => [one.text.slice(0, 12), one.placed]))
  expect(placed(questions[0]!)).toEqual({
    'A1: the care': 'tag', 'R1. La direc': 'tag', 'A1 we have n': 'tag', 'Honestly nob': 'reply', 'The same wit': 'reply', 'You should a': 'reply', 'Our block ha': 'likeness',
  })
  expect(placed(questions[1]!)).toEqual({ 'Every single': 'time' })
  expect(texts(parked)).toEqual(['A9 am I too early? #WaterChat'])
  expect([questions[0]!.unlooked, questions[1]!.unlooked]).toEqual([1, 1])
  expect(questions[0]!.answers.find((one) => one.text.startsWith('A1: the'))!.guest).toEqual({ name: 'Dr Hana Said', part: 'panel' })
})

test('one tap moves an answer with its copies; what a person placed stays placed', async () => {
  const [q1, q2] = (await board()).questions
  const [parked] = (await board()).parked
  await say([{ channel: 'mastodon', externalId: '113', text: 'A9 am I too early? #WaterChat', author: { handle: 'eager@example.org' } }])
  expect((await office.here('omar', 'PATCH', chats(`/${id}/answers/${parked!.postId}`), { question: q2!.id })).status).toBe(403)
  expect((await office.here('vera', 'PATCH', chats(`/${id}/answers/${parked!.postId}`), { question: q2!.id })).status).toBe(204)
  const after = await board()
  expect(after.parked).toEqual([])
  expect(after.questions[1]!.answers.find((one) => one.postId === parked!.postId)).toMatchObject({ placed: 'person', posts: 2, channels: ['x', 'mastodon'] })
  const upcoming = after.questions[2]!
  expect((await office.here('vera', 'PATCH', chats(`/${id}/answers/${parked!.postId}`), { question: upcoming.id })).body.code).toBe('not-asked')
  // A rule was right.
  const likely = q1!.answers.find((one) => one.placed === 'likeness')!
  await office.here('vera', 'PATCH', chats(`/${id}/answers/${likely.postId}`), { question: q1!.id })
  expect((await board()).questions[0]!.unlooked).toBe(0)
})

test('asked by mistake is taken back: the question is upcoming again and what came waits in the parking lot', async () => {
  const third = (await board()).questions[2]!
  await office.here('vera', 'PUT', chats(`/${id}/questions/${third.id}/asking`))
  await say([{ channel: 'x', externalId: '208', text: 'A3 my sister in law #WaterChat', author: { handle: 'rosa' } }])
  expect((await board()).questions[2]!.count).toBe(1)
  expect((await office.here('vera', 'DELETE', chats(`/${id}/questions/${third.id}/asking`))).status).toBe(200)
  expect([(await board()).next?.id, texts((await board()).parked)]).toEqual([third.id, ['A3 my sister in law #WaterChat']])
})

test('a guest answers on their own page, named; whoever has no account answers with or without a name, and has a code', async () => {
  const guests = (await board()).guests
  const hana = guests.find((one) => one.part === 'panel')!
  const secret = await guestSecret(office.house, office.campaign.id, id, hana.id)
  expect(await guestOfSecret(office.house, office.campaign.id, id, `${secret.slice(0, -2)}AA`)).toBeUndefined()
  const guest = (await guestOfSecret(office.house, office.campaign.id, id, secret))!
  const ticket = () => ({ id: issueTicket(office.house, office.campaign.id), issuedAt: office.clock.now() })
  const q2 = (await board()).questions[1]!.id
  const own = ticket()
  const wish = { question: q2, text: 'In the dry season twice a week, I have the log.', quote: false, name: '', email: '' }
  await answerHere(office.house, office.campaign, id, own, wish, guest)
  await answerHere(office.house, office.campaign, id, own, wish, guest)
  await answerHere(office.house, office.campaign, id, ticket(), { ...wish, text: 'Since March, says my grandmother.', quote: true, name: 'Ana' })
  const { code } = await answerHere(office.house, office.campaign, id, ticket(), { ...wish, text: 'I am afraid to say how often.', email: 'afraid@example.org' })
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  await office.say([])
  const answers = (await board()).questions[1]!.answers
  expect(answers.filter((one) => one.text === wish.text)).toMatchObject([{ guest: { name: 'Dr Hana Said' }, placed: 'reply', posts: 1 }])
  // While it runs the public reads what the panel answers, and nobody else.
  expect((await shown())!.questions[1]!.answers).toMatchObject([{ text: wish.text, by: { name: 'Dr Hana Said', guest: true } }])
})

test('published, it says what the table of consent allows: no handle but of who agreed, no word of who did not', async () => {
  await say([{ channel: 'x', externalId: '209', text: 'A2 never, we are lucky #WaterChat', author: { handle: 'proud' }, consent: { name: true } }])
  const { chat } = await board()
  await office.here('vera', 'PUT', chats(`/${id}/state`), { version: chat.version, state: 'over' })
  expect((await office.here('carla', 'PUT', chats(`/${id}/state`), { version: (await board()).chat.version, state: 'published' })).status).toBe(200)
  const page = (await shown())!
  const [q1, q2] = page.questions
  expect(q1!.answers.map((one) => [one.text.slice(0, 10), one.by?.name ?? null])).toContainEqual(['R1. La dir', null])
  expect(q2!.answers.map((one) => [one.text.slice(0, 8), one.by?.name ?? null]).sort()).toEqual([['A2 never', 'proud'], ['A9 am I ', null], ['Every si', null], ['In the d', 'Dr Hana Said'], ['Since Ma', 'Ana']].sort())
  // Of the SMS and of who said no only the number is told.
  expect([q1!.hidden, q2!.hidden]).toEqual([1, 1])
  expect(q2!.answers.find((one) => one.text.startsWith('Every'))!.byRule).toBe(true)
  expect(JSON.stringify(page)).not.toMatch(/lucia|nora|afraid|no key at all|370000/)
})

test('what comes after it was published joins nothing by itself', async () => {
  await say([{ channel: 'x', externalId: '210', text: 'A1 I only read this now: the mayor #WaterChat', author: { handle: 'late' } }])
  const { parked, questions } = await board()
  expect(parked.find((one) => one.text.includes('the mayor'))).toMatchObject({ placed: null, likelyId: questions[0]!.id })
  expect(JSON.stringify(await shown())).not.toContain('the mayor')
})

test('taken out by a person, withdrawn, erased, deleted upstream, put aside: gone with the next request, and back when a person says so', async () => {
  const { questions } = await board()
  const postOf = (start: string) => questions.flatMap((one) => one.answers).find((one) => one.text.startsWith(start))!.postId
  const public_ = async () => JSON.stringify(await shown())
  const lucia = postOf('R1. La')
  expect(await public_()).toContain('La directora')
  await office.here('vera', 'PATCH', chats(`/${id}/answers/${lucia}`), { takenOut: true })
  expect(await public_()).not.toContain('La directora')
  await office.here('vera', 'PATCH', chats(`/${id}/answers/${lucia}`), { takenOut: false })
  expect(await public_()).toContain('La directora')
  const before = (await shown())!.answers
  await withdraw(office.house, office.campaign.id, [lucia], 'withdrawn')
  expect([await public_(), (await shown())!.answers]).toEqual([expect.not.stringContaining('La directora'), before - 1])
  const author = (await office.house.db.row<{ id: string }>('select author_id as id from post where campaign_id = $1 and id = $2', [office.campaign.id, postOf('A2 never')]))!.id
  await eraseAuthor(office.house, office.campaign.id, author)
  expect(await public_()).not.toMatch(/proud|we are lucky/)
  await office.house.db.rows('update post set gone_at = $3 where campaign_id = $1 and id = $2', [office.campaign.id, postOf('Every'), office.clock.now()])
  expect(await public_()).not.toContain('Every single Monday')
  expect((await shown())!.questions[1]!.gone).toBe(1)
  await office.house.db.rows(`update statement set state = 'aside' where campaign_id = $1 and id = (select statement_id from post_fold where campaign_id = $1 and post_id = $2)`, [office.campaign.id, postOf('You should')])
  expect(await public_()).not.toContain('ask the ministry')
  // In no table of the chat is a word of anybody.
  for (const table of ['chat', 'chat_question', 'chat_question_post', 'chat_guest', 'chat_answer', 'chat_invited']) {
    const rows = await office.house.db.rows(`select t::text as row from ${table} t where campaign_id = $1`, [office.campaign.id])
    expect(JSON.stringify(rows)).not.toMatch(/La directora|we are lucky|proud/)
  }
})

test('of the newcomers those are invited who may be written to and can be: once', async () => {
  const newcomers = await newcomersOf(office.house.db, await campaign(), id)
  expect(newcomers.some((one) => one.mayWrite && one.reachable)).toBe(true)
  // Who spoke before the chat is no newcomer, nor is the panel.
  expect(newcomers.length).toBeGreaterThan(4)
  expect((await office.here('vera', 'POST', chats(`/${id}/invitations`))).status).toBe(403)
  // Without a mail server nobody is.
  expect((await office.here('carla', 'POST', chats(`/${id}/invitations`))).body).toEqual({ invited: 0 })
})
