import { refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { allow } from '#person/index.ts'
import { questionPost } from './hand-over.ts'
import { beginChat, chatLimits, lockChat, stale, told } from './chat.ts'

export const questionStates = ['upcoming', 'asked', 'closed'] as const
export type QuestionState = (typeof questionStates)[number]

/** One question of a chat. */
export interface ChatQuestion {
  id: string
  text: string
  minutes: number
  state: QuestionState
  place: number
  /** Given when it is asked; what "A3" refers to. */
  number: number | null
  askedAt: Date | null
  closedAt: Date | null
  version: number
}

const columns = `id, text, minutes, state, place, number, asked_at as "askedAt", closed_at as "closedAt", version`

/** In the order in which they were and will be asked. */
export async function questionsOf(reader: Reader, campaignId: string, chatId: string): Promise<ChatQuestion[]> {
  return reader.rows<ChatQuestion>(
    `select ${columns} from chat_question where campaign_id = $1 and chat_id = $2 order by number nulls last, place, id`, [campaignId, chatId])
}

/** Adds a question, before another one that is upcoming or at the end. */
export async function addQuestion(
  house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, wish: { text: string; minutes?: number | undefined; before?: string | undefined },
): Promise<ChatQuestion> {
  allow(actor, campaign, 'chat.run')
  return house.db.transact(async (t) => {
    const chat = await lockChat(t, campaign.id, chatId)
    if (chat.state === 'published') throw refuse('chat-over', 409, 'The transcript of this chat is published.', { mend: 'Take it off first.' })
    const there = await questionsOf(t, campaign.id, chatId)
    if (there.length >= chatLimits.questions) throw refuse('too-many-questions', 422, `A chat has at most ${chatLimits.questions} questions.`)
    const id = uuid7(house.clock.now())
    await t.run(`insert into chat_question (campaign_id, id, chat_id, text, minutes, place) values ($1, $2, $3, $4, $5, $6)`, [
      campaign.id, id, chatId, textOf(wish.text), minutesOf(wish.minutes ?? 10), 1 + Math.max(0, ...there.map((one) => one.place)),
    ])
    if (wish.before) await place(t, campaign.id, chatId, id, wish.before)
    await told(t, campaign.id, chatId)
    return (await questionById(t, campaign.id, chatId, id))!
  })
}

export interface QuestionChange {
  version: number
  /** Of one that was asked the wording stays: people have answered it. */
  text?: string | undefined
  minutes?: number | undefined
  /** Of one that is upcoming: before which other one it comes; null: last. */
  before?: string | null | undefined
}

export async function changeQuestion(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string, change: QuestionChange): Promise<ChatQuestion> {
  allow(actor, campaign, 'chat.run')
  return house.db.transact(async (t) => {
    const before = await lockQuestion(t, campaign.id, chatId, id)
    if (before.version !== change.version) throw stale(before.version)
    const asked = before.state !== 'upcoming'
    if (asked && ((change.text !== undefined && change.text.trim() !== before.text) || change.before !== undefined)) throw wasAsked()
    await t.run(`update chat_question set text = $3, minutes = $4, version = version + 1 where campaign_id = $1 and id = $2`, [
      campaign.id, id, change.text === undefined ? before.text : textOf(change.text), minutesOf(change.minutes ?? before.minutes),
    ])
    if (change.before !== undefined) await place(t, campaign.id, chatId, id, change.before)
    await told(t, campaign.id, chatId)
    return (await questionById(t, campaign.id, chatId, id))!
  })
}

/** Drops one that was not asked yet; those behind it move up. */
export async function dropQuestion(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string): Promise<void> {
  allow(actor, campaign, 'chat.run')
  await house.db.transact(async (t) => {
    const question = await lockQuestion(t, campaign.id, chatId, id)
    if (question.state !== 'upcoming') throw wasAsked()
    await t.run('delete from chat_question where campaign_id = $1 and id = $2', [campaign.id, id])
    await told(t, campaign.id, chatId)
  })
}

/** Asks a question now: it gets its number, and the one before is closed. Of two who press at once the second is told. */
export async function askQuestion(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string): Promise<ChatQuestion> {
  allow(actor, campaign, 'chat.run')
  return house.db.transact(async (t) => {
    const question = await lockQuestion(t, campaign.id, chatId, id)
    if (question.state !== 'upcoming') throw refuse('already-asked', 409, 'Somebody has asked this question already.')
    const { state } = await lockChat(t, campaign.id, chatId)
    if (state === 'over' || state === 'published') throw refuse('chat-over', 409, 'This chat is over.', { mend: 'Go on with it first.' })
    const at = house.clock.now()
    await t.run(`update chat_question set state = 'closed', closed_at = $3, version = version + 1 where campaign_id = $1 and chat_id = $2 and state = 'asked'`, [campaign.id, chatId, at])
    await t.run(
      `update chat_question set state = 'asked', asked_at = $4, asked_by = $5, version = version + 1,
         number = 1 + (select coalesce(max(q.number), 0) from chat_question q where q.campaign_id = $1 and q.chat_id = $2)
       where campaign_id = $1 and id = $3`,
      [campaign.id, chatId, id, at, actor.person.id],
    )
    if (state !== 'running') await beginChat(t, campaign.id, chatId, at)
    const chat = await told(t, campaign.id, chatId)
    const asked = (await questionById(t, campaign.id, chatId, id))!
    const number = asked.number!
    await house.flow.run('chatAsked', house, t, { campaignId: campaign.id, chatId, questionId: id, number, chat, post: questionPost(chat, { number, text: asked.text }), personId: actor.person.id, at })
    return asked
  })
}

/** The last one asked was pressed by mistake: it is upcoming again, first of all, and what was placed there waits in the parking lot. */
export async function unaskQuestion(house: House, actor: Actor | undefined, campaign: CampaignRef, chatId: string, id: string): Promise<ChatQuestion> {
  allow(actor, campaign, 'chat.run')
  return house.db.transact(async (t) => {
    const question = await lockQuestion(t, campaign.id, chatId, id)
    const all = await questionsOf(t, campaign.id, chatId)
    if (question.number === null || all.some((one) => one.number !== null && one.number > question.number!)) throw refuse('not-last', 409, 'Only the last question asked can be taken back.')
    await t.run(
      `update chat_question set state = 'upcoming', number = null, asked_at = null, asked_by = null, closed_at = null, version = version + 1, place = $3 where campaign_id = $1 and id = $2`,
      [campaign.id, id, Math.min(1, ...all.map((one) => one.place)) - 1],
    )
    await t.run(`update chat_answer set question_id = null, placed = null, placed_by = null, version = version + 1 where campaign_id = $1 and chat_id = $2 and question_id = $3`, [campaign.id, chatId, id])
    await t.run(`delete from chat_question_post where campaign_id = $1 and chat_id = $2 and question_id = $3`, [campaign.id, chatId, id])
    await house.flow.run('chatUnasked', house, t, { campaignId: campaign.id, chatId, questionId: id, at: house.clock.now() })
    await told(t, campaign.id, chatId)
    return (await questionById(t, campaign.id, chatId, id))!
  })
}

/** Those that are upcoming, numbered anew in their order with one of them moved. */
async function place(t: Transactor, campaignId: string, chatId: string, id: string, before: string | null): Promise<void> {
  const upcoming = (await questionsOf(t, campaignId, chatId)).filter((one) => one.state === 'upcoming').map((one) => one.id)
  const others = upcoming.filter((one) => one !== id)
  const at = before === null ? others.length : others.indexOf(before)
  if (at === -1) throw refuse('not-found', 404, 'There is no such question that is upcoming.')
  const order = [...others.slice(0, at), id, ...others.slice(at)]
  await t.run(
    `update chat_question q set place = given.place from unnest($2::uuid[]) with ordinality as given (id, place) where q.campaign_id = $1 and q.id = given.id`,
    [campaignId, order],
  )
}

async function questionById(reader: Reader, campaignId: string, chatId: string, id: string): Promise<ChatQuestion | undefined> {
  return reader.row<ChatQuestion>(`select ${columns} from chat_question where campaign_id = $1 and chat_id = $2 and id = $3`, [campaignId, chatId, id])
}

/** The chat is locked first: all who change its schedule wait for each other there. */
async function lockQuestion(t: Transactor, campaignId: string, chatId: string, id: string): Promise<ChatQuestion> {
  await lockChat(t, campaignId, chatId)
  const question = await questionById(t, campaignId, chatId, id)
  if (!question) throw refuse('not-found', 404, 'There is no such question.')
  return question
}

function textOf(text: string): string {
  const line = text.replaceAll('\0', '').replace(/\s+/g, ' ').trim()
  if (line.length < 3 || line.length > chatLimits.question) throw refuse('chat-question', 422, `A question has 3 to ${chatLimits.question} characters.`)
  return line
}

function minutesOf(minutes: number): number {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 120) throw refuse('chat-minutes', 422, 'A question stands for 1 to 120 minutes.')
  return minutes
}

function wasAsked() {
  return refuse('already-asked', 409, 'This question has been asked already.', { mend: 'Its wording stays: people have answered it.' })
}
