import { fail, type RequestEvent } from '@sveltejs/kit'
import type { Campaign } from '#campaign/index.ts'
import { answerHere, type Guest } from '#chat/index.ts'
import { checkTicket, readTicket } from '#intake/index.ts'
import { limit, networkOf } from '#person/index.ts'
import { refused } from '#ui/refused.ts'

/** Of one connection, which may be that of a hall full of people. */
const fromOneConnection = { max: 400, seconds: 900 }

/** A chat answer typed on a page of ours: taken in, and answered with the code by which it is taken back. What was typed comes back with a refusal. */
export async function answerIn(event: RequestEvent, campaign: Campaign, chatId: string, guest?: Guest) {
  const { house, t } = event.locals
  const form = await event.request.formData()
  const word = (name: string) => String(form.get(name) ?? '').replaceAll('\0', '').slice(0, 4_000)
  const typed = { question: word('question'), text: word('text'), quote: word('quote') === 'yes', name: word('name').trim().slice(0, 100), email: word('write') === 'yes' ? word('email').trim().slice(0, 320) : '' }
  const ticket = word('ticket')
  try {
    if (form.get('website')) return fail(422, { typed, text: t('tell.trapped'), ticket: undefined })
    const from = checkTicket(house, campaign.id, ticket)
    await limit(house, 'tell', `${campaign.id} ${networkOf(event.getClientAddress())}`, fromOneConnection)
    const told = await answerHere(house, campaign, chatId, from, typed, guest)
    return { code: told.code }
  } catch (reason) {
    const { status, code, text } = refused(t, reason)
    return fail(status, { typed, text, ticket: readTicket(house, campaign.id, ticket) && code !== 'ticket-late' ? ticket : undefined })
  }
}
