import { createRoute, z } from '@hono/zod-openapi'
import { isUuid, type Api } from '#core/index.ts'
import { campaignById } from '#campaign/index.ts'
import { allow, answer, body, problems, slugParam } from '#person/index.ts'
import { changeAnswer } from './answer.ts'
import { boardOf } from './board.ts'
import { changeChat, chatsOf, chatStates, dropChat, makeChat, moveChat, noChat } from './chat.ts'
import { addGuest, changeGuest, dropGuest } from './guest.ts'
import { noteQuestionPost } from './hand-over.ts'
import { inviteNewcomers } from './invite.ts'
import { addQuestion, askQuestion, changeQuestion, dropQuestion, unaskQuestion } from './question.ts'
import { boardShape, chatShape, chatWish, guestShape, guestWish, questionShape } from './shapes.ts'

const tags = ['chats']
const at = '/api/campaigns/{slug}/chats'
const one = slugParam.extend({ id: z.string() })
const oneQuestion = one.extend({ question: z.string() })
const oneGuest = one.extend({ guest: z.string() })
const version = z.number().int()
const done = { 204: { description: 'Done' } }

function idOf(text: string): string {
  if (!isUuid(text)) throw noChat()
  return text
}

/** Chats: their schedule, guests, what was answered and where it stands. */
export function api(api: Api): void {
  chats(api)
  questions(api)
  guestsAndAnswers(api)
}

function chats(api: Api): void {
  api.openapi(createRoute({ method: 'get', path: at, tags, summary: 'Chats, the latest hour first', request: { params: slugParam }, responses: { 200: answer(z.object({ chats: z.array(chatShape) }), 'Chats'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'chat.read')
    return c.json({ chats: await chatsOf(house.db, campaign.id) } as any, 200)
  })

  api.openapi(createRoute({ method: 'post', path: at, tags, summary: 'Plan a chat', request: { params: slugParam, ...body(chatWish) }, responses: { 201: answer(z.object({ chat: chatShape }), 'Planned; nothing is public'), ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'chat.manage')
    const wish = c.req.valid('json')
    return c.json({ chat: await makeChat(house, actor, (await campaignById(house.db, campaign.id))!, { ...wish, startsAt: new Date(wish.startsAt) }) } as any, 201)
  })

  api.openapi(createRoute({ method: 'get', path: `${at}/{id}`, tags, summary: "The moderators' board", description: 'Questions in their order with their hours as things stand, answers under each (the newest 60; `count` counts all), the parking lot. `placed`: by what an answer stands where it does; `likeness` and `time` are rules.', request: { params: one }, responses: { 200: answer(boardShape, 'The board'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    allow(actor, campaign, 'chat.read')
    return c.json((await boardOf(house, (await campaignById(house.db, campaign.id))!, idOf(c.req.valid('param').id))) as any, 200)
  })

  api.openapi(createRoute({ method: 'patch', path: `${at}/{id}`, tags, summary: 'Change it', request: { params: one, ...body(chatWish.partial().extend({ version })) }, responses: { 200: answer(z.object({ chat: chatShape }), 'As it is now'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { startsAt, ...change } = c.req.valid('json')
    return c.json({ chat: await changeChat(house, actor, campaign, idOf(c.req.valid('param').id), { ...change, ...(startsAt ? { startsAt: new Date(startsAt) } : {}) }) } as any, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}`, tags, summary: 'Drop one in which nothing was asked yet', request: { params: one }, responses: { ...done, ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    await dropChat(house, actor, campaign, idOf(c.req.valid('param').id))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'put', path: `${at}/{id}/state`, tags, summary: 'Announce, end, go on, publish the transcript, take it off',
    description: 'planned -> announced (its page is public) -> running (by the first question asked) -> over -> published. Back: announced -> planned, over -> running, published -> over, which needs no current `version`.',
    request: { params: one, ...body(z.object({ version, state: z.enum(chatStates) })) }, responses: { 200: answer(z.object({ chat: chatShape }), 'As it is now'), ...problems(404, 409, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const wish = c.req.valid('json')
    return c.json({ chat: await moveChat(house, actor, campaign, idOf(c.req.valid('param').id), wish.version, wish.state) } as any, 200)
  })
}

function questions(api: Api): void {
  const path = `${at}/{id}/questions`
  const text = z.string().max(2_000)
  const asked = { 200: answer(z.object({ question: questionShape }), 'As it is now'), ...problems(404, 409, 422) }

  api.openapi(createRoute({ method: 'post', path, tags, summary: 'Add a question, at the end or before another one', request: { params: one, ...body(z.object({ text, minutes: z.number().optional(), before: z.string().optional() })) }, responses: { 201: answer(z.object({ question: questionShape }), 'Added'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ question: await addQuestion(house, actor, campaign, idOf(c.req.valid('param').id), c.req.valid('json')) } as any, 201)
  })

  api.openapi(createRoute({ method: 'patch', path: `${path}/{question}`, tags, summary: 'Change its words, minutes or place', description: '`before`: the question before which it comes, null for last. Of one that was asked only the minutes change.', request: { params: oneQuestion, ...body(z.object({ version, text: text.optional(), minutes: z.number().optional(), before: z.string().nullable().optional() })) }, responses: asked }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, question } = c.req.valid('param')
    return c.json({ question: await changeQuestion(house, actor, campaign, idOf(id), idOf(question), c.req.valid('json')) } as any, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${path}/{question}`, tags, summary: 'Drop one that was not asked yet', request: { params: oneQuestion }, responses: { ...done, ...problems(404, 409) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, question } = c.req.valid('param')
    await dropQuestion(house, actor, campaign, idOf(id), idOf(question))
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'put', path: `${path}/{question}/asking`, tags, summary: 'Ask it now', description: 'It gets its number, the one before is closed, and the first one makes the chat run.', request: { params: oneQuestion }, responses: asked }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, question } = c.req.valid('param')
    return c.json({ question: await askQuestion(house, actor, campaign, idOf(id), idOf(question)) } as any, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${path}/{question}/asking`, tags, summary: 'It was asked by mistake', description: 'Only the last one; what was placed under it waits in the parking lot.', request: { params: oneQuestion }, responses: asked }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, question } = c.req.valid('param')
    return c.json({ question: await unaskQuestion(house, actor, campaign, idOf(id), idOf(question)) } as any, 200)
  })

  api.openapi(createRoute({ method: 'post', path: `${path}/{question}/posts`, tags, summary: 'Where it was posted: replies to it are gathered', request: { params: oneQuestion, ...body(z.object({ link: z.string().max(500) })) }, responses: { ...done, ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, question } = c.req.valid('param')
    await noteQuestionPost(house, actor, campaign, idOf(id), idOf(question), c.req.valid('json').link)
    return c.body(null, 204)
  })
}

function guestsAndAnswers(api: Api): void {
  api.openapi(createRoute({ method: 'post', path: `${at}/{id}/guests`, tags, summary: 'Add a moderator or somebody of the panel', request: { params: one, ...body(guestWish) }, responses: { 201: answer(z.object({ guest: guestShape }), 'Added'), ...problems(404, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    return c.json({ guest: await addGuest(house, actor, campaign, idOf(c.req.valid('param').id), c.req.valid('json')) } as any, 201)
  })

  api.openapi(createRoute({ method: 'patch', path: `${at}/{id}/guests/{guest}`, tags, summary: 'Change one; `newLink`: the link of before is void', request: { params: oneGuest, ...body(guestWish.partial().extend({ version, newLink: z.boolean().optional() })) }, responses: { 200: answer(z.object({ guest: guestShape }), 'As it is now'), ...problems(404, 409, 422) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, guest } = c.req.valid('param')
    return c.json({ guest: await changeGuest(house, actor, campaign, idOf(id), idOf(guest), c.req.valid('json')) } as any, 200)
  })

  api.openapi(createRoute({ method: 'delete', path: `${at}/{id}/guests/{guest}`, tags, summary: 'Take one off', request: { params: oneGuest }, responses: { ...done, ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, guest } = c.req.valid('param')
    await dropGuest(house, actor, campaign, idOf(id), idOf(guest))
    return c.body(null, 204)
  })

  api.openapi(createRoute({
    method: 'patch', path: `${at}/{id}/answers/{post}`, tags, summary: 'Move a chat answer, or take it out of the transcript', description: '`question` null: the parking lot. Copies of it go with it.',
    request: { params: one.extend({ post: z.string() }), ...body(z.object({ question: z.string().nullable().optional(), takenOut: z.boolean().optional() })) }, responses: { ...done, ...problems(404, 422) },
  }), async (c) => {
    const { house, campaign, actor } = c.var
    const { id, post } = c.req.valid('param')
    const { question, ...change } = c.req.valid('json')
    await changeAnswer(house, actor, campaign, idOf(id), idOf(post), { ...change, ...(question === undefined ? {} : { question: question === null ? null : idOf(question) }) })
    return c.body(null, 204)
  })

  api.openapi(createRoute({ method: 'post', path: `${at}/{id}/invitations`, tags, summary: 'Invite who took part for the first time to the team', description: 'Each once, and only where writing to them is allowed and an address of e-mail came with what they said.', request: { params: one }, responses: { 200: answer(z.object({ invited: z.number().int() }), 'Invited'), ...problems(404) } }), async (c) => {
    const { house, campaign, actor } = c.var
    const id = idOf(c.req.valid('param').id)
    return c.json({ invited: await inviteNewcomers(house, actor, (await campaignById(house.db, campaign.id)) ?? { ...campaign, consent: {} }, id) }, 200)
  })
}
