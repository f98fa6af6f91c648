/** Asking back, by a real mail server and by the receipt page. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readAudit } from '#person/index.ts'
import { receiptOf, tell, withdrawReceipt } from '#intake/index.ts'
import { authorIdOf, eraseAuthor } from '#post/index.ts'
import { foldAll } from '#statement/index.ts'
import { openMail, toOf, type MailServer } from '../../../test/harness/mail.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { tracesOf } from '../../../test/harness/traces.ts'
import { accountsOf } from '../accounts.ts'
import { sendDue } from '../send.ts'
import { answerByLink, answerByReceipt, askedBySecret, askedOfPosts, endAsksIn, mailedAnswers } from './index.ts'

let office: Office
let mail: MailServer
let serial = 0
const seconds = 1_000
const minutes = 60 * seconds

beforeAll(async () => {
  mail = await openMail()
  office = await openOffice('water-now', { smtpUrl: mail.url, mailFrom: 'Water now <desk@example.org>' })
  for (const name of ['lucia', 'samir']) await office.person(name, 'volunteer')
  await office.person('maelle', 'coordinator')
})
beforeEach(() => {
  mail.arrived.length = 0
  office.clock.pass(20 * minutes)
})
afterAll(async () => {
  await office?.close()
  await mail?.close()
})

const form = { text: '', knows: '', place: '', email: '', phone: '', name: '', quote: false, nameShown: false, passOn: false, write: false }

/** Somebody tells by the form; the code of their receipt. */
async function told(typed: Partial<typeof form>): Promise<string> {
  const { code } = await tell(office.house, office.campaign, { ...form, ...typed }, { id: `ticket ${serial++}`, issuedAt: office.clock.now() })
  await foldAll(office.house, office.campaign.id)
  return code
}

async function send(): Promise<void> {
  await sendDue(office.house, office.campaign.id, accountsOf(office.house))
}

async function find(words: string): Promise<{ id: string; post: string }> {
  const { body } = await office.here('lucia', 'GET', `/statements?q=${encodeURIComponent(words)}`)
  const [{ id }] = body.statements
  const whole = await office.here('lucia', 'GET', `/statements/${id}`)
  return { id, post: whole.body.posts[0].id }
}

async function take(who: string, id: string): Promise<number> {
  const { status, body } = await office.here(who, 'POST', '/claims', { statement: id })
  expect([status, body.detail]).toEqual([201, undefined])
  return body.claims[0].statement.version
}

async function ask(who: string, words: string, fields: Record<string, unknown> = { ready: 'source' }) {
  const { id, post } = await find(words)
  const version = await take(who, id)
  const answer = await office.here(who, 'POST', `/statements/${id}/decisions`, { version, decision: 'ask', post, ...fields })
  return { ...answer, id, post, decision: answer.body.decision as string }
}

async function stands(id: string) {
  const { body } = await office.here('lucia', 'GET', `/statements/${id}`)
  return { state: body.state, holder: body.holder }
}

const asks = async (id: string) => (await office.here('lucia', 'GET', `/statements/${id}/asks`)).body.asks

test('a question leaves by mail when the ten seconds are over, in the language of the post and without its words', async () => {
  await told({ text: 'Los guardias cerraron la bomba de la colina y se llevaron a dos vecinos', email: 'Rosa@example.org', write: true })
  const asked = await ask('lucia', 'guardias bomba')
  expect([asked.status, await stands(asked.id)]).toEqual([200, { state: 'asked', holder: null }])
  office.clock.pass(10 * seconds)
  await send()
  expect(mail.arrived).toEqual([])
  office.clock.pass(2 * seconds)
  await send()
  await send()
  expect(mail.arrived.map((one) => [toOf(one), one.subject])).toEqual([['rosa@example.org', 'Una pregunta de «Water now»']])
  expect(mail.arrived[0]!.text).toContain('¿Cómo lo sabes')
  expect(mail.arrived[0]!.text).not.toMatch(/guardias|bomba|vecinos/)
  expect(await asks(asked.id)).toMatchObject([{ state: 'open', fate: 'sent', by: 'lucia', language: 'es' }])
})

test('taken back within ten seconds nothing is sent, nothing stands on the receipt, and it is held again', async () => {
  const code = await told({ text: 'The sluice keeper was threatened at his house for opening the gate', email: 'ana@example.org', write: true })
  const asked = await ask('lucia', 'sluice keeper')
  office.clock.pass(9 * seconds)
  const back = await office.here('lucia', 'DELETE', `/statements/${asked.id}/decisions/${asked.decision}`)
  expect(back.status).toBe(200)
  office.clock.pass(60 * seconds)
  await send()
  const { posts } = await receiptOf(office.house, office.campaign, code)
  expect([mail.arrived, await asks(asked.id), await askedOfPosts(office.house, office.campaign, posts.map((one) => one.id))]).toEqual([[], [], []])
})

test('whoever does not want to be written to finds the question on their receipt page; their answer comes first to whoever asked', async () => {
  const code = await told({ text: 'They cut the pipe behind the chapel on the night of the vote', email: 'no@example.org', write: false })
  const asked = await ask('lucia', 'pipe behind the chapel', { text: 'Which pipe do you mean, the grey one?' })
  office.clock.pass(11 * seconds)
  await send()
  expect(mail.arrived).toEqual([])
  const { posts } = await receiptOf(office.house, office.campaign, code)
  const [question] = await askedOfPosts(office.house, office.campaign, posts.map((one) => one.id))
  expect(question).toMatchObject({ text: 'Which pipe do you mean, the grey one?', state: 'open' })

  const before = (await office.here('lucia', 'GET', '/queue')).body
  await answerByReceipt(office.house, office.campaign, code, question!.id, 'Yes, the grey one beside the steps.')
  await foldAll(office.house, office.campaign.id)
  expect(await stands(asked.id)).toEqual({ state: 'held', holder: 'lucia' })
  expect(await asks(asked.id)).toMatchObject([{ state: 'answered', answer: { text: 'Yes, the grey one beside the steps.' } }])
  // The answer makes no work of its own.
  const after = (await office.here('lucia', 'GET', '/queue')).body
  expect([after.waiting - before.waiting, after.asked - before.asked]).toEqual([0, -1])
  // Not taken up within the lease, it waits for everybody.
  office.clock.pass(16 * minutes)
  const { body } = await office.here('samir', 'POST', '/claims', { statement: asked.id })
  expect(body.claims).toHaveLength(1)
})

test('if whoever asked is not at work any more, the answered statement simply waits', async () => {
  const code = await told({ text: 'Nobody has seen the night watchman of the cistern since Friday', write: true })
  const asked = await ask('samir', 'night watchman')
  office.clock.pass(16 * minutes)
  // What is simply added to the receipt answers the question, too.
  const { addToReceipt } = await import('#intake/index.ts')
  await addToReceipt(office.house, office.campaign, code, 'My brother works beside him and told me so.')
  await foldAll(office.house, office.campaign.id)
  expect(await stands(asked.id)).toEqual({ state: 'waiting', holder: null })
})

/** Said by the form, asked about and, as where a join has moved it, waiting again while the question is open. */
async function waitingWithQuestion(words: string): Promise<{ id: string; code: string; question: string }> {
  const code = await told({ text: words, write: true })
  const { id } = await ask('lucia', words)
  office.clock.pass(16 * minutes)
  await office.house.db.rows(`update statement set state = 'waiting' where campaign_id = $1 and id = $2`, [office.campaign.id, id])
  const { posts } = await receiptOf(office.house, office.campaign, code)
  const [question] = await askedOfPosts(office.house, office.campaign, posts.map((one) => one.id))
  return { id, code, question: question!.id }
}

const held = (id: string) => office.house.db.rows(`select 1 from aside where campaign_id = $1 and statement_id = $2`, [office.campaign.id, id])

test('an answer is heard although a rule has put its statement aside meanwhile, and nothing holds it any more', async () => {
  const one = await waitingWithQuestion('The lantern bridge was closed by men without badges')
  expect((await office.here('maelle', 'POST', '/rules', { kind: 'phrase', value: 'lantern bridge' })).status).toBe(201)
  expect([(await stands(one.id)).state, (await held(one.id)).length]).toEqual(['aside', 1])
  await answerByReceipt(office.house, office.campaign, one.code, one.question, 'They wore grey coats.')
  await foldAll(office.house, office.campaign.id)
  expect([await stands(one.id), await held(one.id)]).toEqual([{ state: 'waiting', holder: null }, []])
})

test('of a sender who is put aside the answer is kept and the statement stays aside', async () => {
  await office.say([{ channel: 'email', externalId: 'aside-1', text: 'Somebody emptied the cobbler street granary by night', author: { handle: 'grain' }, contact: { email: 'grain@example.org' } }])
  const asked = await ask('lucia', 'cobbler street granary')
  office.clock.pass(16 * minutes)
  await send()
  await office.house.db.rows(`update statement set state = 'waiting' where campaign_id = $1 and id = $2`, [office.campaign.id, asked.id])
  expect((await office.here('maelle', 'POST', '/rules', { kind: 'sender', post: asked.post, ban: true })).status).toBe(201)
  expect((await stands(asked.id)).state).toBe('aside')
  await answerByLink(office.house, office.campaign, /\/answer\/(\S+)/.exec(mail.arrived[0]!.text!)![1]!, 'It was the miller.')
  await foldAll(office.house, office.campaign.id)
  expect([(await stands(asked.id)).state, (await held(asked.id)).length]).toEqual(['aside', 1])
  expect(await asks(asked.id)).toMatchObject([{ state: 'answered', answer: { text: 'It was the miller.' } }])
})

test('where something is proposed for it, an answer leads to the second person and not past them', async () => {
  const one = await waitingWithQuestion('The reed cutters were sent home without their pay')
  expect((await office.here('maelle', 'PUT', '/second-rules', { rules: [{ kinds: ['done'] }] })).status).toBe(204)
  await office.here('samir', 'POST', `/statements/${one.id}/decisions`, { version: await take('samir', one.id), decision: 'done' })
  expect((await stands(one.id)).state).toBe('review')
  // As an older program left them: decided by a join, the proposal open.
  await office.house.db.rows(`update statement set state = 'decided' where campaign_id = $1 and id = $2`, [office.campaign.id, one.id])
  await answerByReceipt(office.house, office.campaign, one.code, one.question, 'Two weeks of it.')
  await foldAll(office.house, office.campaign.id)
  expect(await stands(one.id)).toEqual({ state: 'review', holder: null })
  await office.here('maelle', 'PUT', '/second-rules', { rules: [] })
})

test('what was asked goes back with its post when a join is undone, and waits for its answer there', async () => {
  await told({ text: 'The bell ringer was taken from the tower by two men', write: true })
  const asked = await ask('lucia', 'bell ringer')
  await told({ text: 'Vegetables at the upper market cost twice as much since Monday', write: true })
  const other = await find('vegetables upper market')
  const takeApart = await office.join('maelle', other.id, asked.id)
  expect((await stands(other.id)).state).toBe('asked')
  await takeApart()
  expect([(await stands(other.id)).state, (await stands(asked.id)).state, (await asks(asked.id)).length]).toEqual(['waiting', 'asked', 1])
})

test('the link in a mail answers that question and nothing else; the answer is of the same author and goes with them', async () => {
  await office.say([{ channel: 'email', externalId: 'm-1', text: 'We are hiding in the zanzibird boathouse and the water is rising', language: 'en', contact: { email: 'hidden@example.org' } }])
  const asked = await ask('lucia', 'zanzibird boathouse', { ready: 'more' })
  office.clock.pass(12 * seconds)
  await send()
  const link = /\/water-now\/answer\/(\S+)/.exec(mail.arrived[0]!.text!)![1]!
  expect((await askedBySecret(office.house, office.campaign, link)).state).toBe('open')
  await expect(askedBySecret(office.house, office.campaign, `${link.slice(0, -2)}AA`)).rejects.toMatchObject({ code: 'unknown-question' })
  await expect(answerByLink(office.house, office.campaign, link, ' … ')).rejects.toMatchObject({ code: 'words-missing' })
  for (let twice = 0; twice < 2; twice++) await answerByLink(office.house, office.campaign, link, 'Four of us, one is a quagmiran child.')
  await foldAll(office.house, office.campaign.id)
  expect(await asks(asked.id)).toMatchObject([{ state: 'answered', answer: { text: 'Four of us, one is a quagmiran child.' } }])
  await eraseAuthor(office.house, office.campaign.id, authorIdOf(office.house, office.campaign.id, 'email/hidden@example.org'))
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/zanzibird|quagmiran/i)
})

test('a reply to the mail itself is the answer, in their own words; what they told by the form takes it along when it is taken back', async () => {
  const code = await told({ text: 'The grain barge was unloaded at the wrong quay by zanzibird hands', email: 'barge@example.org', write: true })
  const asked = await ask('lucia', 'grain barge')
  office.clock.pass(12 * seconds)
  await send()
  const [letter] = mail.arrived
  const token = await office.token('maelle', ['intake'])
  const reply = (id: string, replyTo: string, text: string) =>
    office.here(token, 'POST', '/mail', `From: Bo <barge@example.org>\r\nMessage-ID: ${id}\r\nIn-Reply-To: ${replyTo}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}`, { 'content-type': 'message/rfc822' })
  // An absence note is no answer.
  expect((await office.here(token, 'POST', '/mail', `From: barge@example.org\r\nMessage-ID: <a0@b>\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: ${letter!.messageId}\r\n\r\nI am away.`, { 'content-type': 'message/rfc822' })).body)
    .toEqual({ accepted: 0, known: 0, skipped: 'automatic' })
  const before = (await office.here('lucia', 'GET', '/queue')).body.waiting
  await reply('<a1@mail.example.org>', letter!.messageId!, `I stood there, a quagmiran night.\n\nOn 14 April 2026 Water now <desk@example.org> wrote:\n${letter!.text!.split('\n').map((line) => `> ${line}`).join('\n')}`)
  await foldAll(office.house, office.campaign.id)
  expect(await asks(asked.id)).toMatchObject([{ state: 'answered', answer: { text: 'I stood there, a quagmiran night.' } }])
  expect([await stands(asked.id), (await office.here('lucia', 'GET', '/queue')).body.waiting]).toEqual([{ state: 'held', holder: 'lucia' }, before])
  // A mail that replies to something else is a statement like any other.
  await reply('<a2@mail.example.org>', '<0197a000-0000-7000-8000-000000000000@example.org>', 'Somebody else asks when the quay opens again')
  await foldAll(office.house, office.campaign.id)
  expect((await office.here('lucia', 'GET', '/queue')).body.waiting).toBe(before + 1)
  const { posts } = await receiptOf(office.house, office.campaign, code)
  await withdrawReceipt(office.house, office.campaign, code, await mailedAnswers(office.house, office.campaign, posts.map((one) => one.id)))
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/zanzibird|quagmiran/i)
})

test('on a form with an address the link belongs to the receipt: taken back, question and answer are gone with it', async () => {
  const code = await told({ text: 'Trucks took the quarrelous records out of the registry at dawn', email: 'registry@example.org', write: true })
  await ask('lucia', 'quarrelous records', { text: 'Who drove the quarrelous trucks?' })
  office.clock.pass(12 * seconds)
  await send()
  await answerByLink(office.house, office.campaign, /\/answer\/(\S+)/.exec(mail.arrived[0]!.text!)![1]!, 'Men in quarrelous uniforms.')
  await foldAll(office.house, office.campaign.id)
  expect((await receiptOf(office.house, office.campaign, code)).posts.map((one) => one.text)).toContain('Men in quarrelous uniforms.')
  await withdrawReceipt(office.house, office.campaign, code)
  expect(await tracesOf(office.house, office.campaign.id)).not.toMatch(/quarrelous/i)
})

test('a statement whose sender takes back what we asked about waits for no answer any more', async () => {
  const words = 'The registrar of the fen hides the list of the flooded houses from everybody'
  const code = await told({ text: words, write: true })
  await told({ text: words })
  const asked = await ask('lucia', 'registrar of the fen')
  expect((await stands(asked.id)).state).toBe('asked')
  await withdrawReceipt(office.house, office.campaign, code)
  expect((await stands(asked.id)).state).toBe('waiting')
})

test('joined by a person and taken apart again, what was asked goes with its post', async () => {
  await told({ text: 'The lamp of the lighthouse is put out whenever the patrol boats leave', write: true })
  await told({ text: 'A trawler passed the breakwater at night with its nets full of files', write: true })
  const asked = await ask('lucia', 'nets full of files')
  const { id: heir } = await find('lamp of the lighthouse')
  const version = await take('lucia', heir)
  const joined = await office.here('lucia', 'POST', `/statements/${heir}/joins`, { version, with: asked.id })
  expect([joined.status, joined.body.statement.id, (await asks(heir)).length]).toEqual([201, heir, 1])
  const back = await office.here('lucia', 'DELETE', `/statements/${heir}/joins/${joined.body.id}`)
  expect([back.status, back.body.detail]).toEqual([200, undefined])
  expect([(await asks(asked.id)).length, (await asks(heir)).length]).toEqual([1, 0])
})

test('without an answer in time it waits again, marked', async () => {
  await told({ text: 'Somebody knocked at every door of the tannery lane asking for names', write: true })
  const asked = await ask('lucia', 'tannery lane', { ready: 'when', hours: 24 })
  office.clock.pass(23 * 60 * minutes)
  expect(await endAsksIn(office.house, office.campaign.id)).toBe(0)
  office.clock.pass(60 * minutes)
  expect(await endAsksIn(office.house, office.campaign.id)).toBeGreaterThan(0)
  expect([(await stands(asked.id)).state, (await asks(asked.id))[0].state]).toEqual(['waiting', 'unanswered'])
})

test.each([
  ['a note on paper', { channel: 'paper' }, 'cannot-ask'],
  ['a text without an address', { channel: 'sms' }, 'cannot-ask'],
  ['somebody who forbade it', { channel: 'email', contact: { email: 'x@example.org' }, consent: { write: false } }, 'may-not-ask'],
  ['a telephone number', { channel: 'sms', contact: { phone: '+15550100' } }, 'no-way-yet'],
  ['a file, which may hold anything', { channel: 'file', contact: { email: 'y@example.org' } }, 'may-not-ask'],
])('%s cannot be asked, and is still held', async (name, post, code) => {
  await office.say([{ externalId: name, text: `${name}: they watch the ${serial++} gates of the mill`, ...post }])
  const asked = await ask('lucia', name)
  expect([asked.status, asked.body.code, await stands(asked.id)]).toEqual([422, code, { state: 'held', holder: 'lucia' }])
  await office.here('lucia', 'DELETE', `/claims/${asked.id}`)
})

test('an address is shown to the holder, to whoever asked and to coordinators, and each look is written down', async () => {
  await office.say([{ channel: 'email', externalId: 'look', text: 'The ferryman saw who burned the ledger of the port', contact: { email: 'ferry@example.org' } }])
  const { id, post } = await find('ferryman')
  const look = (who: string) => office.here(who, 'GET', `/statements/${id}/posts/${post}/contact?reason=verify`)
  expect((await look('lucia')).status).toBe(403)
  expect(await tracesOf(office.house, office.campaign.id)).not.toContain('ferry@example.org')
  const version = await take('lucia', id)
  expect((await look('lucia')).body).toEqual({ contact: { email: 'ferry@example.org' } })
  expect((await look('samir')).status).toBe(403)
  await office.here('lucia', 'POST', `/statements/${id}/decisions`, { version, decision: 'ask', post, ready: 'source' })
  expect([(await look('lucia')).status, (await look('maelle')).status, (await look('samir')).status]).toEqual([200, 200, 403])
  expect((await office.here('maelle', 'GET', `/statements/${id}/posts/${post}/contact`)).body.code).toBe('reason-for-log')
  const looks = await readAudit(office.house.db, office.campaign.id, { kind: 'contact.read' })
  expect(new Set(looks.map((one) => one.reason))).toEqual(new Set(['verify']))
  expect(looks.filter((one) => one.subject === post).map((one) => one.person!.name).sort()).toEqual(['lucia', 'lucia', 'maelle'])
})
