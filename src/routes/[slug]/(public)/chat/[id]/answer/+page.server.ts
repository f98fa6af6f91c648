import { answerLetter, questionsOf } from '#chat/index.ts'
import { issueTicket } from '#intake/index.ts'
import { answerIn } from '../../answer-form.ts'
import { shownChat } from '../../chat.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { campaign, chat, shown } = await shownChat(event)
  // Each form is for one person: no cache between may hand it to a second.
  event.setHeaders({ 'cache-control': 'private, no-cache' })
  const asked = (await questionsOf(event.locals.house.db, campaign.id, chat.id)).filter((one) => one.number !== null)
  return {
    chat: shown.chat, letter: answerLetter(chat.language), ticket: issueTicket(event.locals.house, campaign.id),
    asked: asked.toReversed().map(({ id, number, text, state }) => ({ id, number: number!, text, now: state === 'asked' })),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const { campaign, chat } = await shownChat(event)
    return answerIn(event, campaign, chat.id)
  },
}
