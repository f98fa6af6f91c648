import { jsonOf, saying, unanswered, type Unsent } from '../answer.ts'
import type { Fate, Found, Means, Outgoing } from '../contract.ts'
import type { Answer } from '#core/index.ts'
import type { SmsConnection } from './connection.ts'
import { basic, type SmsGateway } from './outlet.ts'

/** Twilio's Messages resource (API of 2010-04-01). It knows no ids of ours; what may have left is looked for by number and words. */
export const twilioGateway: SmsGateway = { send, find }

const messagesOf = ({ url, user }: SmsConnection) => `${url}/2010-04-01/Accounts/${encodeURIComponent(user)}/Messages.json`

async function send({ text, to }: Outgoing, connection: SmsConnection, means: Means): Promise<Fate> {
  const { from = '' } = connection
  // A messaging service stands in the place of a number.
  const sender: Record<string, string> = /^MG[0-9a-f]{32}$/i.test(from) ? { MessagingServiceSid: from } : { From: from }
  const answer = await means.fetch(messagesOf(connection), {
    method: 'POST', headers: { ...basic(connection), 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ To: to.address, Body: text, ...sender }).toString(),
  }).catch(unanswered)
  if ('state' in answer) return answer
  const { sid } = jsonOf(answer)
  if (answer.status === 201 && typeof sid === 'string') return { state: 'sent', externalId: sid }
  return refusal(answer, means)
}

function refusal(answer: Answer, means: Means): Unsent {
  const { message, code } = jsonOf(answer)
  const reason = saying(answer.status, code === undefined ? message : `${code}: ${message}`)
  if (answer.status >= 500 || answer.status < 400) return { state: 'unconfirmed', reason }
  if (answer.status === 429) return { state: 'refused', reason, permanent: false, again: new Date(means.now().getTime() + (Number(answer.headers['retry-after']) || 60) * 1_000) }
  if (answer.status === 401 || answer.status === 403) return { state: 'refused', reason, permanent: false, signedOut: true }
  return { state: 'refused', reason, permanent: true }
}

/** They keep what they sent: a message to this number with these words, made since then, is ours. */
async function find({ text, to }: Outgoing, connection: SmsConnection, means: Means, since: Date): Promise<Found> {
  const query = new URLSearchParams({ To: to.address, PageSize: '50' })
  const answer = await means.fetch(`${messagesOf(connection)}?${query}`, { headers: basic(connection) }).catch(unanswered)
  if ('state' in answer) return { state: 'unknown', reason: answer.reason }
  if (answer.status !== 200) return { state: 'unknown', reason: refusal(answer, means).reason }
  const all = jsonOf(answer)['messages']
  // Their dates are those of mails (RFC 2822), to the second.
  const found = (Array.isArray(all) ? all : []).find((one: Record<string, unknown>) => one['body'] === text && Date.parse(String(one['date_created'])) >= since.getTime() - 1_000)
  return found ? { state: 'there', externalId: String(found.sid) } : { state: 'absent' }
}
