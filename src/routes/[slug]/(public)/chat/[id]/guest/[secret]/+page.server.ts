import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { answerLetter, answerStart, boardOf, chatById, guestOfSecret, questionLetter, waysFor } from '#chat/index.ts'
import { isUuid } from '#core/index.ts'
import { issueTicket } from '#intake/index.ts'
import { wallOf } from '#plan/index.ts'
import { answerIn } from '../../../answer-form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

/** Whoever holds the link is the guest that it names: they see what is coming and answer here or where they are. Nobody else finds it. */
export const load: PageServerLoad = async (event) => {
  const { campaign, chat, guest } = await entered(event)
  const { house } = event.locals
  event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  const board = await boardOf(house, campaign, chat.id)
  const clock = (at: Date) => wallOf(at, chat.zone)
  return {
    chat: { id: chat.id, title: chat.title, state: chat.state, startsAt: chat.startsAt, zone: chat.zone, language: chat.language, hashtags: chat.hashtags }, wall: clock(chat.startsAt), guest: { name: guest.name, part: guest.part },
    letter: questionLetter(chat.language), answerLabel: answerLetter(chat.language), ticket: issueTicket(house, campaign.id),
    questions: board.questions.map(({ id, text, state, label, at }) => ({ id, text, state, label, wall: clock(at) })),
    asked: board.questions.filter((one) => one.number !== null).toReversed().map(({ id, label, text, state }) => ({ id, number: label, text, now: state === 'asked' })),
    ways: board.now ? waysFor(answerStart(chat, board.now.label)).map(({ network, name, href }) => ({ network, name, href })) : [],
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { campaign, chat, guest } = await entered(event)
    return answerIn(event, campaign, chat.id, guest)
  },
}

async function entered({ locals: { house }, params }: Pick<RequestEvent, 'locals' | 'params'>) {
  const campaign = await campaignBySlug(house.db, params.slug)
  const chat = campaign && isUuid(params.id) ? await chatById(house.db, campaign.id, params.id) : undefined
  const guest = chat && (await guestOfSecret(house, campaign!.id, chat.id, params.secret))
  if (!campaign || !chat || !guest) error(404)
  return { campaign, chat, guest }
}
