import { jsonOf, saying, unanswered, type Unsent } from '../answer.ts'
import type { Fate, Found, Means, Outgoing } from '../contract.ts'
import type { Answer } from '#core/index.ts'
import type { SmsConnection } from './connection.ts'
import { basic, type SmsGateway } from './outlet.ts'

/** A phone as gateway (SMS Gateway for Android, its API for third parties, on its own or a private server): messages have ids of ours. */
export const androidGateway: SmsGateway = { send, find, knowsIds: true }

async function send(message: Outgoing, connection: SmsConnection, means: Means): Promise<Fate> {
  const answer = await means.fetch(`${connection.url}/messages`, {
    method: 'POST', headers: { ...basic(connection), 'content-type': 'application/json' },
    body: JSON.stringify({ id: message.id, textMessage: { text: message.text }, phoneNumbers: [message.to.address] }),
  }).catch(unanswered)
  if ('state' in answer) return answer
  const { id } = jsonOf(answer)
  if (answer.status >= 200 && answer.status < 300 && typeof id === 'string') return { state: 'sent', externalId: id }
  // It has one of this id: the attempt that was thought lost had arrived.
  if (answer.status === 409) return { state: 'sent', externalId: message.id }
  return refusal(answer, means)
}

function refusal(answer: Answer, means: Means): Unsent {
  const reason = saying(answer.status, jsonOf(answer)['message'])
  if (answer.status >= 500 || answer.status < 400) return { state: 'unconfirmed', reason }
  if (answer.status === 429) return { state: 'refused', reason, permanent: false, again: new Date(means.now().getTime() + (Number(answer.headers['retry-after']) || 60) * 1_000) }
  if (answer.status === 401 || answer.status === 403) return { state: 'refused', reason, permanent: false, signedOut: true }
  return { state: 'refused', reason, permanent: true }
}

async function find({ id }: Outgoing, connection: SmsConnection, means: Means): Promise<Found> {
  const answer = await means.fetch(`${connection.url}/messages/${id}`, { headers: basic(connection) }).catch(unanswered)
  if ('state' in answer) return { state: 'unknown', reason: answer.reason }
  if (answer.status === 200 && jsonOf(answer)['id'] === id) return { state: 'there', externalId: id }
  return answer.status === 404 ? { state: 'absent' } : { state: 'unknown', reason: refusal(answer, means).reason }
}
