import { isUuid, refuse, type CampaignRef, type House } from '#core/index.ts'
import { faultsIn, type Typed } from '#channel/index.ts'
import { tell, type Ticket, type Told } from '#intake/index.ts'
import { chatById, noChat } from './chat.ts'
import { ownAuthor, type Guest } from './guest.ts'
import { questionsOf } from './question.ts'

/** A chat answer written on a page of ours. */
export interface OwnAnswer {
  question: string
  text: string
  /** May stand in the transcript. */
  quote: boolean
  /** Under this name; empty: nobody is named. */
  name: string
  /** May be written to there; empty: may not. */
  email: string
}

export const longestAnswer = 1_000

/**
 * It arrives as any message by our form does, with a receipt code by which its author takes it back whenever they like; that it answers a
 * question is said by what it replies to. A guest is known by their own page, and named.
 */
export async function answerHere(house: House, campaign: CampaignRef, chatId: string, ticket: Ticket, wish: OwnAnswer, guest?: Guest): Promise<Told> {
  const chat = isUuid(chatId) ? await chatById(house.db, campaign.id, chatId) : undefined
  if (!chat || chat.state === 'planned') throw noChat()
  if (chat.state !== 'running') throw refuse('chat-not-running', 409, 'This chat is not running now.', { mend: 'Look at its page for its hour.' })
  const question = (await questionsOf(house.db, campaign.id, chatId)).find((one) => one.id === wish.question && one.number !== null)
  if (!question) throw refuse('not-asked', 422, 'Choose the question you answer.')
  const name = wish.quote ? wish.name : ''
  const typed: Typed = { text: wish.text, knows: '', place: '', phone: '', email: wish.email, name, quote: wish.quote || guest !== undefined, nameShown: name !== '' || guest !== undefined, passOn: false, write: wish.email !== '' }
  const [fault] = faultsIn(typed)
  if (fault?.field === 'text' || typed.text.trim().length > longestAnswer) throw refuse('chat-answer', 422, `An answer has 3 to ${longestAnswer} characters.`)
  if (fault) throw refuse('answer-email', 422, 'This is not an address of e-mail.', { mend: 'Look at it again, or leave it empty.' })
  return tell(house, campaign, typed, ticket, undefined, { replyTo: question.id, as: guest && ownAuthor(guest) })
}
