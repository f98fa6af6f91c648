import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#core/index.ts'
import { claimOne, decide, deedsOf, oneStatement, releaseClaim, setSecondRules } from '#desk/index.ts'
import { actorOf } from '#person/index.ts'
import { withdraw } from '#post/index.ts'
import { openOffice, type Office } from '../../../test/harness/office.ts'
import { featuresOf } from './features.ts'
import { pack, rank, rarityOf, train, unpack } from './model.ts'
import { alikeLearned, countAlike, guessQuestions, learnAlikeIn, questionsAlike, refuseAlike, sayAlike, statementsAlike, suggestAgain } from '../index.ts'

let office: Office
let lea: Actor
let sam: Actor
let said = 0

beforeAll(async () => {
  office = await openOffice()
  await office.person('lea', 'coordinator')
  await office.person('sam', 'volunteer')
  lea = (await actorOf(office.house, { cookie: office.cookieOf('lea') }))!
  sam = (await actorOf(office.house, { cookie: office.cookieOf('sam') }))!
})
afterAll(() => office?.close())

async function say(text: string): Promise<string> {
  const externalId = `a${said++}`
  await office.say([{ channel: 'sms', externalId, text }])
  return (await office.house.db.row<{ id: string }>(
    `select f.statement_id as id from post p join post_fold f on f.campaign_id = $1 and f.post_id = p.id where p.campaign_id = $1 and p.external_id = $2`, [office.campaign.id, externalId]))!.id
}

/** Somebody reads it and joins it; the first makes the question. */
async function asks(text: string, question: string): Promise<string> {
  const { house, campaign } = office
  const id = await say(text)
  const { version } = await claimOne(house, campaign.id, lea, id)
  await decide(house, campaign.id, lea, id, version, 'question', question.length === 36 ? { question } : { question: 'new', wording: question })
  return (await house.db.row<{ id: string }>(`select question_id as id from question_statement where campaign_id = $1 and statement_id = $2`, [campaign.id, id]))!.id
}

const questions: { tankers?: string; advisers?: string } = {}
const alikeTo = async (id: string) => (await questionsAlike(office.house.db, office.campaign.id, id, (await oneStatement(office.house.db, office.campaign.id, id))!.text)).map((one) => one.id)
async function learn(): Promise<void> {
  // What was learned at another moment is another model.
  office.clock.pass(1_000)
  await learnAlikeIn(office.house, office.campaign.id)
}

test('before anything was joined nothing is suggested', async () => {
  const id = await say('Which streets does the water truck leave out, and who says so?')
  await learn()
  expect(await alikeLearned(office.house.db, office.campaign.id)).toBeUndefined()
  expect(await alikeTo(id)).toEqual([])
})

test('what asks the same in other words is suggested, in both languages of a question, and nothing is joined without a person', async () => {
  const { house, campaign } = office
  questions.tankers = await asks('Who decides where the tankers go, and why does our street get none?', 'Who decides the round of the water tankers?')
  for (const text of [
    'The tanker stops at the villa of the mayor and nowhere else, where is the list of stops?', 'A tanker passed Rope Lane empty again, who writes the round?',
    '¿Quién arma la ruta del camión cisterna y por qué termina antes de mi calle?', 'La cisterna solo para frente a la casa del alcalde, ¿quién decide las paradas?', 'Otra semana sin cisterna en Los Hornos, ¿dónde está la ruta?',
  ]) await asks(text, questions.tankers)
  questions.advisers = await asks('Who are the advisers on the payroll and what do they write all day?', 'Who are the paid advisers and what did they deliver?')
  for (const text of [
    'Twelve consultants got a contract, may we read one study?', 'The adviser of the governor is his cousin, what does he earn?',
    '¿Cuánto ganan los asesores del ministerio y qué entregaron?', 'Le pagaron una consultoría a su primo, ¿podemos leer el estudio?', 'Los asesores no escribieron nada, ¿quién los contrató?',
  ]) await asks(text, questions.advisers)
  const [english, spanish, other] = [await say('Nobody has seen water tankers up here since March, is there any plan of stops?'), await say('Que publiquen la ruta de las cisternas, aquí nadie sabe las paradas'), await say('صباح الخير يا جماعة')]
  await learn()
  expect(await alikeLearned(house.db, campaign.id)).toMatchObject({ statements: 12, questions: 2, judged: 12 })
  expect((await alikeTo(english))[0]).toBe(questions.tankers)
  expect((await alikeTo(spanish))[0]).toBe(questions.tankers)
  expect(await alikeTo(other)).toEqual([])
  const waiting = (await statementsAlike(house.db, campaign.id, questions.tankers, 10)).map((one) => one.id)
  expect(waiting).toEqual(expect.arrayContaining([english, spanish]))
  expect(waiting).not.toContain(other)
  expect((await countAlike(house.db, campaign.id, [questions.tankers])).get(questions.tankers)).toBe(waiting.length)
  expect((await oneStatement(house.db, campaign.id, english))!.state, 'only a person joins').toBe('waiting')
})

test('what people have put out of the way lowers what is thought of its like', async () => {
  const { house, campaign } = office
  const greeting = 'Lovely greetings to you all, what a good evening'
  const thought = async () => (await guessQuestions(house.db, campaign.id, greeting))[0]?.confidence ?? 0
  const before = await thought()
  expect(before).toBeGreaterThan(0.25)
  for (const text of ['Good morning to all of you', 'What a lovely morning, greetings', 'Lovely evening everybody', 'Greetings to you all from the ferry', 'A good night to everybody', 'What a sunset, friends', 'Morning everybody, lovely day', 'Evening all, what a day', 'Good day to you friends', 'Greetings, lovely people']) {
    const id = await say(text)
    const { version } = await claimOne(house, campaign.id, lea, id)
    await decide(house, campaign.id, lea, id, version, 'discard', { reason: 'off-topic' })
  }
  await house.db.rows('delete from alike_model where campaign_id = $1', [campaign.id])
  await learn()
  expect(await thought()).toBeLessThan(before)
})

test('a refusal is remembered, also when it is learned anew, and can be undone', async () => {
  const { house, campaign } = office
  const id = await say('Is it the mayor who sends the tankers round, or somebody else, and where is their list?')
  await learn()
  expect((await alikeTo(id))[0]).toBe(questions.tankers)
  const key = `/questions/${questions.tankers}/refusals/${id}`
  expect(await office.here('sam', 'PUT', key)).toMatchObject({ status: 204 })
  await house.db.rows('delete from alike_model where campaign_id = $1', [campaign.id])
  await learn()
  expect(await alikeTo(id)).not.toContain(questions.tankers)
  expect((await statementsAlike(house.db, campaign.id, questions.tankers!, 50)).map((one) => one.id)).not.toContain(id)
  await suggestAgain(house, campaign.id, questions.tankers!, id)
  expect(await alikeTo(id)).toContain(questions.tankers)
  expect((await office.here('sam', 'GET', `/statements/${id}/suggestions`)).body.questions[0]).toMatchObject({ id: questions.tankers, wording: 'Who decides the round of the water tankers?' })
  await expect(refuseAlike(house, campaign.id, sam, campaign.id, id)).rejects.toMatchObject({ code: 'not-found' })
})

test('a person says that it asks this: decided as at the desk, never what somebody else has, and where two people must agree a second one is asked', async () => {
  const { house, campaign } = office
  const [held, free, seconded] = [await say('Tankers again, the list of their stops please, says the whole lane'), await say('When will the tanker stop here, who keeps the list?'), await say('¿Cuándo para la cisterna aquí, quién tiene la lista de paradas?')]
  await claimOne(house, campaign.id, sam, held)
  await expect(sayAlike(house, campaign.id, lea, questions.tankers!, held)).rejects.toMatchObject({ code: 'held-by-other' })
  const done = await sayAlike(house, campaign.id, lea, questions.tankers!, free)
  expect(done.proposed).toBeUndefined()
  expect((await deedsOf(house.db, campaign.id, free))[0]).toMatchObject({ decision: 'question', by: 'lea', done: { question: questions.tankers, made: false } })
  await house.db.transact((t) => setSecondRules(house, t, campaign.id, lea.person.id, [{ kinds: ['question'], issueAreaId: null, urgent: false, underDecisions: null, share: 1, second: 'anybody' }]))
  expect((await sayAlike(house, campaign.id, lea, questions.tankers!, seconded)).proposed).toBe(true)
  await house.db.transact((t) => setSecondRules(house, t, campaign.id, lea.person.id, []))
  await releaseClaim(house, campaign.id, sam, held)
})

test('words that are taken back teach nothing and suggest nothing any more', async () => {
  const { house, campaign } = office
  const id = await say('zanzibird tankers stop where the mayor lives, and where is the list?')
  await learn()
  expect((await alikeTo(id))[0]).toBe(questions.tankers)
  const [post] = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and text like 'zanzibird%'`, [campaign.id])
  await withdraw(house, campaign.id, [post!.id], 'withdrawn')
  expect(await alikeLearned(house.db, campaign.id)).toBeUndefined()
  expect(await house.db.rows(`select 1 from alike where campaign_id = $1 and statement_id = $2`, [campaign.id, id])).toEqual([])
  await learn()
  expect((await alikeLearned(house.db, campaign.id))!.statements).toBeGreaterThan(12)
})

test('the model ranks what it was taught first, survives being packed, and holds no readable word', () => {
  const word = fc.stringMatching(/^[a-z]{4,9}$/)
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 8, maxLength: 24 }), fc.nat(), (list, salt) => {
      const half = list.length >> 1
      const text = (words: string[], n: number) => [words[n % words.length]!, words[(n * 3 + salt) % words.length]!, words[(n + 1) % words.length]!].join(' ')
      const examples = Array.from({ length: 12 }, (_, n) => ({ question: n % 2 ? 'b' : 'a', text: text(n % 2 ? list.slice(half) : list.slice(0, half), n >> 1) }))
      const model = train(examples.map(({ text, question }) => ({ question, features: featuresOf(text) })), rarityOf(examples.map(({ text }) => featuresOf(text))))
      for (const { text, question } of examples) {
        const ranked = rank(model, featuresOf(text))
        expect(ranked.every((one, at) => at === 0 || one.score <= ranked[at - 1]!.score)).toBe(true)
        if (ranked[0]) expect(ranked[0].question).toBe(question)
        expect(rank(unpack(pack(model)), featuresOf(text)).map((one) => one.question)).toEqual(ranked.map((one) => one.question))
      }
      const packed = pack(model).toString()
      for (const one of list) expect(packed).not.toContain(one)
    }),
    { seed: 17, numRuns: 60 },
  )
  const shared = featuresOf('cisternas').filter((feature) => featuresOf('cisterna').includes(feature))
  expect(shared.length, 'kin of a word').toBeGreaterThan(4)
  expect(featuresOf('I live on Rope Lane. The tap is dry. Who keeps the list? Thank you all.')).toEqual(featuresOf('The tap is dry. Who keeps the list?'))
})
