import { error } from '@sveltejs/kit'
import { questionLetter } from '#chat/index.ts'
import { readyFile } from '../../../public-file.ts'
import { shownChat } from '../../chat.ts'
import type { RequestHandler } from './$types'

/** The transcript to keep or print. */
export const GET: RequestHandler = (event) => readyFile(event, 'text/plain; charset=utf-8', async () => {
  const { shown: { chat, questions, guests } } = await shownChat(event)
  if (chat.state !== 'published') error(404)
  const letter = questionLetter(chat.language)
  return [
    chat.title, chat.startsAt.toISOString(), ...guests.map((one) => [one.name, one.office].filter(Boolean).join(', ')), '',
    ...questions.flatMap((question) => [`${letter}${question.number}. ${question.text}`, '', ...question.answers.flatMap((one) => [`${one.by ? `${one.by.name}: ` : ''}${one.text}`, '']), '']),
  ].join('\n')
})
