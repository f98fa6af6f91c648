import { error, redirect } from '@sveltejs/kit'
import {
  addGuest, addQuestion, askQuestion, boardOf, changeAnswer, changeChat, changeGuest, changeQuestion, confirmPlaced, dropChat, dropGuest, dropQuestion, guestSecret, inviteNewcomers, lastOn, moveChat, newcomersOf,
  noteQuestionPost, questionLetter, questionPost, statesFrom, unaskQuestion, waysFor, type BoardQuestion, type ChatState,
} from '#chat/index.ts'
import { isUuid } from '#core/index.ts'
import { may } from '#person/index.ts'
import { instantOf, wallOf } from '#plan/index.ts'
import { approveForChat, chooseForChat, publicationsOfChat, takeBackForChat, waysOfChat } from '#publication/index.ts'
import { canMail, holdsNow } from '#talk/index.ts'
import { networkRules } from '#variant/index.ts'
import { entered } from '../../entered.ts'
import { planAct, type PlanForm } from '../../plan-act.ts'
import { isDue } from '../../publications/told.ts'
import { waysOf } from '../../publications/ways.ts'
import { servedBy, tacticChoices } from '../../tactic-choices.ts'
import { zones } from '../../zones.ts'
import { handlesIn } from '../../handles.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'chat.read')
  if (!isUuid(params.id)) error(404)
  const board = await boardOf(house, campaign, params.id)
  const { chat } = board
  const manages = may(actor, campaign, 'chat.manage')
  const newcomers = board.answers > 0 && may(actor, campaign, 'person.invite') ? await newcomersOf(house.db, campaign, chat.id) : []
  const [served, tactics] = [await servedBy(house, campaign.id, chat.tacticId), manages ? await tacticChoices(house, campaign.id, ['chat'], chat.tacticId) : []]
  const [publishing, outs, accounts, at] = [await waysOfChat(house.db, campaign.id, chat.id), await publicationsOfChat(house.db, campaign.id, chat.id, house.clock.now()), await waysOf(house, campaign.id), house.clock.now()]
  const clock = (at: Date) => wallOf(at, chat.zone)
  const asked = board.questions.filter((one) => one.number !== null)
  // The posts that the next one answers on each network; X opens the answer by itself.
  const posted = chat.thread ? asked.flatMap((one) => one.links) : []
  const ways = (question: BoardQuestion) => {
    const before = posted.filter((link) => !question.links.includes(link))
    return waysFor(questionPost(chat, { number: question.label, text: question.text }).text, lastOn('x', before)?.externalId).map((way) => ({ ...way, answers: way.network === 'x' ? null : (lastOn(way.network, before)?.link ?? null) }))
  }
  const shown = (question: BoardQuestion) => ({ ...question, wall: clock(question.at), untilWall: clock(question.until), post: questionPost(chat, { number: question.label, text: question.text }).text })
  const held = await holdsNow(house.db, campaign.id, at)
  return {
    served, tactics, held, publishing, accounts, writes: may(actor, campaign, 'publication.write'), approves: may(actor, campaign, 'publication.approve'),
    outs: outs.map((one) => ({ id: one.id, questionId: one.questionId, waiting: one.state === 'waiting' || one.state === 'draft' || one.state === 'refused', due: isDue(one, at), parts: one.parts.map((part) => ({ ...part, name: networkRules[part.network].name })) })),
    ...board, chat: { ...chat, wall: clock(chat.startsAt) }, endsWall: clock(board.endsAt), letter: questionLetter(chat.language), steps: statesFrom(chat.state), now: board.now && { ...shown(board.now), ways: ways(board.now) },
    next: board.next && { ...shown(board.next), ways: ways(board.next) }, questions: board.questions.map(shown), clockNow: house.clock.now(), runs: may(actor, campaign, 'chat.run'), manages, zones,
    links: manages ? await Promise.all(board.guests.map(async ({ id }) => [id, `${house.origin}/${campaign.slug}/chat/${chat.id}/guest/${await guestSecret(house, campaign.id, chat.id, id)}`] as const)) : [],
    newcomers: { all: newcomers.length, waiting: newcomers.filter((one) => one.mayWrite && one.reachable && !one.invitedAt).length, invited: newcomers.filter((one) => one.invitedAt).length }, mails: canMail(house), invites: may(actor, campaign, 'person.invite'),
    page: chat.state === 'planned' ? null : `${house.origin}/${campaign.slug}/chat/${chat.id}`,
  }
}

const runs = (event: RequestEvent, work: (given: PlanForm) => Promise<Record<string, unknown> | void>) => planAct(event, 'chat.run', work)
const manages = (event: RequestEvent, work: (given: PlanForm) => Promise<Record<string, unknown> | void>) => planAct(event, 'chat.manage', work)
const chatOf = ({ params }: RequestEvent) => (isUuid(params.id) ? params.id : error(404))

export const actions: Actions = {
  ask: (event) => runs(event, async ({ house, actor, campaign, id }) => void (await askQuestion(house, actor, campaign, chatOf(event), id()))),
  unask: (event) => runs(event, async ({ house, actor, campaign, id }) => void (await unaskQuestion(house, actor, campaign, chatOf(event), id()))),
  posted: (event) => runs(event, ({ house, actor, campaign, id, word }) => noteQuestionPost(house, actor, campaign, chatOf(event), id(), word('link'))),
  place: (event) => runs(event, ({ house, actor, campaign, id, word }) => changeAnswer(house, actor, campaign, chatOf(event), id(), { question: word('question') === 'park' ? null : word('question') })),
  confirm: (event) => runs(event, async ({ house, actor, campaign, id }) => void (await confirmPlaced(house, actor, campaign, chatOf(event), id()))),
  out: (event) => runs(event, ({ house, actor, campaign, id }) => changeAnswer(house, actor, campaign, chatOf(event), id(), { takenOut: true })),
  back: (event) => runs(event, ({ house, actor, campaign, id }) => changeAnswer(house, actor, campaign, chatOf(event), id(), { takenOut: false })),
  question: (event) => runs(event, async ({ house, actor, campaign, id, word, count, version }) => {
    const minutes = count('minutes')
    const given = { text: word('text'), ...(minutes === undefined ? {} : { minutes }) }
    if (word('id')) await changeQuestion(house, actor, campaign, chatOf(event), id(), { ...given, version })
    else await addQuestion(house, actor, campaign, chatOf(event), { ...given, ...(word('before') ? { before: id('before') } : {}) })
  }),
  order: (event) => runs(event, async ({ house, actor, campaign, id, word, version }) => {
    await changeQuestion(house, actor, campaign, chatOf(event), id(), { version, before: word('before') === 'end' ? null : id('before') })
  }),
  drop: (event) => runs(event, ({ house, actor, campaign, id }) => dropQuestion(house, actor, campaign, chatOf(event), id())),
  state: (event) => runs(event, async ({ house, actor, campaign, word, version }) => void (await moveChat(house, actor, campaign, chatOf(event), version, word('state') as ChatState))),
  change: (event) => manages(event, async ({ house, actor, campaign, word, version }) => {
    await changeChat(house, actor, campaign, chatOf(event), {
      version, title: word('title'), lead: word('lead'), hashtags: word('hashtags').split(/[\s,،]+/).filter(Boolean), language: word('language') || undefined, zone: word('zone'), startsAt: instantOf(word('starts'), word('zone')), tacticId: word('tactic') || null,
      thread: word('thread') === 'yes',
    })
  }),
  remove: (event) => manages(event, async ({ house, actor, campaign }) => {
    await dropChat(house, actor, campaign, chatOf(event))
    redirect(303, `/${campaign.slug}/chats`)
  }),
  guest: (event) => manages(event, async ({ house, actor, campaign, id, word, version }) => {
    const given = { part: word('part') === 'moderator' ? ('moderator' as const) : ('panel' as const), name: word('name'), office: word('office'), handles: handlesIn(word('handles')) }
    if (!word('id')) return void (await addGuest(house, actor, campaign, chatOf(event), given))
    await changeGuest(house, actor, campaign, chatOf(event), id(), { ...given, version, newLink: word('newLink') === 'yes' })
  }),
  dropGuest: (event) => manages(event, ({ house, actor, campaign, id }) => dropGuest(house, actor, campaign, chatOf(event), id())),
  ways: (event) => planAct(event, 'publication.write', async ({ house, actor, campaign, form, version }) => {
    const parts = form.getAll('way').map((key) => String(key).split('|') as [string, string]).map(([network, account]) => ({ network, account: account || null }))
    await chooseForChat(house, actor, campaign, chatOf(event), version, parts)
  }),
  approveWays: (event) => planAct(event, 'publication.approve', async ({ house, actor, campaign, version }) => void (await approveForChat(house, actor, campaign, chatOf(event), version))),
  takeBackWays: (event) => planAct(event, 'publication.write', async ({ house, actor, campaign }) => void (await takeBackForChat(house, actor, campaign, chatOf(event)))),
  invite: (event) => runs(event, async ({ house, actor, campaign }) => ({ invited: await inviteNewcomers(house, actor, campaign, chatOf(event)) })),
}
