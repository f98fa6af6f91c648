import { answerLetter, answerStart, questionLetter, waysFor } from '#chat/index.ts'
import { wallOf } from '#plan/index.ts'
import { shownChat } from '../chat.ts'
import { paged } from '../pages.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { shown } = await shownChat(event)
  const { chat } = shown
  const number = Number(event.url.searchParams.get('question')) || undefined
  const from = Math.max(0, Math.floor(Number(event.url.searchParams.get('from')) || 0))
  const now = shown.questions.find((one) => one.now)
  return {
    ...shown, single: number, questions: paged(shown.questions, number === undefined ? undefined : { number, from }), wall: wallOf(chat.startsAt, chat.zone), endsWall: wallOf(shown.endsAt, chat.zone), letter: questionLetter(chat.language),
    answerLabel: answerLetter(chat.language), ways: chat.state === 'running' && now ? waysFor(answerStart(chat, now.number)).map(({ network, name, href }) => ({ network, name, href })) : [], now: now ? { number: now.number, text: now.text } : null,
  }
}
