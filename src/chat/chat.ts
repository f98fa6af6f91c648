import { defined, languageTag, notify, refuse, uuid7, type Actor, type CampaignRef, type House, type Reader, type Transactor } from '#core/index.ts'
import { bareHashtag, touchPublic } from '#campaign/index.ts'
import { allow, audit } from '#person/index.ts'
import { checkZone, tacticFor } from '#plan/index.ts'

export const chatStates = ['planned', 'announced', 'running', 'over', 'published'] as const
export type ChatState = (typeof chatStates)[number]

export interface Chat {
  id: string
  title: string
  lead: string
  language: string
  /** Without the #. */
  hashtags: string[]
  zone: string
  startsAt: Date
  state: ChatState
  /** Chat answers posted until then are gathered. */
  gathersUntil: Date | null
  /** The tactic of the plan that it carries out. */
  tacticId: string | null
  /** Each question is posted in answer to the one before, so that they make one thread. */
  thread: boolean
  version: number
}

export interface NewChat {
  title: string
  lead?: string | undefined
  language?: string | undefined
  hashtags: string[]
  zone: string
  startsAt: Date
  tacticId?: string | null | undefined
  /** Yes, unless somebody says otherwise. */
  thread?: boolean | undefined
}

export type ChatChange = Partial<NewChat> & { version: number }

export const chatLimits = { title: 120, lead: 2_000, hashtags: 6, questions: 30, question: 400, guests: 60, name: 120 }

/** Answers are gathered for so long after the first question, and so long after the end. */
const gathersHours = { running: 24, over: 24 }

const columns = `id, title, lead, language, hashtags, zone, starts_at as "startsAt", state, gathers_until as "gathersUntil", tactic_id as "tacticId", thread, version`

/** The chats of a campaign, the latest hour first. */
export async function chatsOf(reader: Reader, campaignId: string): Promise<Chat[]> {
  return reader.rows<Chat>(`select ${columns} from chat where campaign_id = $1 order by starts_at desc, id limit 500`, [campaignId])
}

export async function chatById(reader: Reader, campaignId: string, id: string): Promise<Chat | undefined> {
  return reader.row<Chat>(`select ${columns} from chat where campaign_id = $1 and id = $2`, [campaignId, id])
}

/** The chats that carry out a tactic. */
export async function chatsOfTactic(reader: Reader, campaignId: string, tacticId: string): Promise<Chat[]> {
  return reader.rows<Chat>(`select ${columns} from chat where campaign_id = $1 and tactic_id = $2 order by starts_at, id`, [campaignId, tacticId])
}

/** Whether there is a chat that everybody may see: the public pages then lead to it. */
export async function hasPublicChats(reader: Reader, campaignId: string): Promise<boolean> {
  return (await reader.row(`select 1 from chat where campaign_id = $1 and state <> 'planned' limit 1`, [campaignId])) !== undefined
}

export async function makeChat(house: House, actor: Actor | undefined, campaign: CampaignRef & { languages: string[] }, wish: NewChat): Promise<Chat> {
  allow(actor, campaign, 'chat.manage')
  return house.db.transact(async (t) => {
    const at = house.clock.now()
    const id = uuid7(at)
    const given = checked({ lead: '', language: campaign.languages[0]!, tacticId: null, thread: true, ...defined(wish) })
    await t.run(
      `insert into chat (campaign_id, id, title, lead, language, hashtags, zone, starts_at, created_by, created_at, tactic_id, thread) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [campaign.id, id, given.title, given.lead, given.language, given.hashtags, given.zone, given.startsAt, actor.person.id, at, await tacticFor(t, campaign.id, given.tacticId), given.thread],
    )
    return told(t, campaign.id, id)
  })
}

export async function changeChat(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, change: ChatChange): Promise<Chat> {
  allow(actor, campaign, 'chat.manage')
  return house.db.transact(async (t) => {
    const { version, ...wish } = change
    const before = await lockChat(t, campaign.id, id)
    if (before.version !== version) throw stale(before.version)
    const next = checked({ ...before, ...defined(wish) })
    await t.run(
      `update chat set title = $3, lead = $4, language = $5, hashtags = $6, zone = $7, starts_at = $8, tactic_id = $9, thread = $10, version = version + 1 where campaign_id = $1 and id = $2`,
      [campaign.id, id, next.title, next.lead, next.language, next.hashtags, next.zone, next.startsAt, await tacticFor(t, campaign.id, next.tacticId), next.thread],
    )
    return told(t, campaign.id, id)
  })
}

/** What may follow on what; a question that is asked makes it run. */
const next: Record<ChatState, ChatState[]> = { planned: ['announced'], announced: ['planned'], running: ['over'], over: ['running', 'published'], published: ['over'] }

export function statesFrom(state: ChatState): ChatState[] {
  return next[state]
}

/** Announce, end, publish the transcript, or take that back: each shows in public at once. */
export async function moveChat(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string, version: number, state: ChatState): Promise<Chat> {
  // Whoever runs it may end it; what everybody can read is for whoever answers for it.
  allow(actor, campaign, state === 'over' || state === 'running' ? 'chat.run' : 'chat.manage')
  return house.db.transact(async (t) => {
    const before = await lockChat(t, campaign.id, id)
    // To take a transcript off is never a matter of who read what first.
    const takesOff = before.state === 'published' && state === 'over'
    if (takesOff) allow(actor, campaign, 'chat.manage')
    if (!takesOff && before.version !== version) throw stale(before.version)
    if (!next[before.state].includes(state)) throw refuse('no-such-step', 422, `A chat that is ${before.state} does not become ${state}.`)
    const at = house.clock.now()
    if (state === 'over' && before.state === 'running') {
      await t.run(`update chat_question set state = 'closed', closed_at = $3, version = version + 1 where campaign_id = $1 and chat_id = $2 and state = 'asked'`, [campaign.id, id, at])
      await gatherUntil(t, campaign.id, id, hoursAfter(at, gathersHours.over))
    }
    await setState(t, campaign.id, id, state)
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: `chat.${state}`, subject: id })
    return told(t, campaign.id, id)
  })
}

/** The first question was asked. */
export async function beginChat(t: Transactor, campaignId: string, id: string, at: Date): Promise<void> {
  await setState(t, campaignId, id, 'running')
  await gatherUntil(t, campaignId, id, hoursAfter(at, gathersHours.running))
}

async function setState(t: Transactor, campaignId: string, id: string, state: ChatState): Promise<void> {
  await t.run(`update chat set state = $3, version = version + 1 where campaign_id = $1 and id = $2`, [campaignId, id, state])
}

async function gatherUntil(t: Transactor, campaignId: string, id: string, until: Date): Promise<void> {
  await t.run(`update chat set gathers_until = $3 where campaign_id = $1 and id = $2`, [campaignId, id, until])
}

/** A chat nobody has asked anything in goes without a trace. */
export async function dropChat(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'chat.manage')
  await house.db.transact(async (t) => {
    const chat = await lockChat(t, campaign.id, id)
    if (chat.state !== 'planned' && chat.state !== 'announced') throw refuse('chat-began', 409, 'Questions have been asked in this chat.', { mend: 'End it; what was said stays until its authors take it back.' })
    await t.run('delete from chat where campaign_id = $1 and id = $2', [campaign.id, id])
    await touchPublic(t, campaign.id)
    await notify(t, campaign.id, { kind: 'chat', chat: id })
  })
}

/** Locked until the end of the transaction: the schedule of a chat is changed by one at a time. */
export async function lockChat(t: Transactor, campaignId: string, id: string): Promise<Chat> {
  const chat = await t.row<Chat>(`select ${columns} from chat where campaign_id = $1 and id = $2 for update`, [campaignId, id])
  if (!chat) throw noChat()
  return chat
}

/** Tells open screens and the public pages that something of it has changed; gives it back as it is now. */
export async function told(t: Transactor, campaignId: string, id: string): Promise<Chat> {
  await touchPublic(t, campaignId)
  await notify(t, campaignId, { kind: 'chat', chat: id })
  return (await chatById(t, campaignId, id))!
}

type WholeChat = { [K in keyof NewChat]-?: Exclude<NewChat[K], undefined> }

function checked(wish: WholeChat): WholeChat {
  const title = wish.title.replaceAll('\0', '').trim()
  if (title.length < 3 || title.length > chatLimits.title) throw refuse('chat-title', 422, `A chat has a title of 3 to ${chatLimits.title} characters.`)
  const hashtags = [...new Set(wish.hashtags.map(bareHashtag).filter(Boolean))]
  if (hashtags.length === 0 || hashtags.length > chatLimits.hashtags || hashtags.some((tag) => !/^[\p{L}\p{N}\p{M}_]{2,60}$/u.test(tag))) {
    throw refuse('chat-hashtag', 422, 'A chat has one to six hashtags of letters and digits.', { mend: 'By them its answers are found.' })
  }
  if (!languageTag.test(wish.language)) throw refuse('language-wrong', 422, `"${wish.language.slice(0, 20)}" is not a language.`, { mend: 'Give a tag such as en, es, ar.' })
  if (Number.isNaN(wish.startsAt.getTime())) throw refuse('time-wrong', 422, 'It needs a day and an hour.')
  return { title, lead: wish.lead.replaceAll('\0', '').trim().slice(0, chatLimits.lead), language: wish.language, hashtags, zone: checkZone(wish.zone), startsAt: wish.startsAt, tacticId: wish.tacticId, thread: wish.thread }
}

function hoursAfter(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000)
}

export function noChat() {
  return refuse('not-found', 404, 'There is no such chat.')
}

/** Two people changed the same: the second is told, and keeps what they typed. */
export function stale(version: number) {
  return refuse('stale-version', 409, 'This has changed since you read it.', { mend: 'Look again; what you typed is kept.', extra: { version } })
}
