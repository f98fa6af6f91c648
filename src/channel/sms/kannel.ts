import { saying, unanswered } from '../answer.ts'
import type { Fate, Means, Outgoing } from '../contract.ts'
import type { SmsConnection } from './connection.ts'
import { smsLength } from './length.ts'
import type { SmsGateway } from './outlet.ts'

/**
 * Kannel's `sendsms`, which many providers speak too: everything is in the query, the answer is a line of text. It has no ids of ours and
 * cannot be asked what became of one, so what got no answer is shown to a person.
 */
export const kannelGateway: SmsGateway = { send }

async function send({ text, to }: Outgoing, { url, user, password, from }: SmsConnection, means: Means): Promise<Fate> {
  const query = new URLSearchParams({ username: user, password, to: to.address, text, charset: 'UTF-8', coding: smsLength(text).alphabet === 'gsm' ? '0' : '2', ...(from ? { from } : {}) })
  const answer = await means.fetch(`${url}?${query}`, {}).catch(unanswered)
  if ('state' in answer) return answer
  const words = answer.body.toString('utf8').trim()
  // "0: Accepted for delivery", "3: Queued for later delivery"; ids are given only where delivery reports are asked for.
  if (answer.status === 202 && /^[03]\b/.test(words)) return { state: 'sent', externalId: '' }
  const reason = saying(answer.status, words)
  if (answer.status === 403 || /^authori[sz]ation failed/i.test(words)) return { state: 'refused', reason, permanent: false, signedOut: true }
  // 503, and 202 with "4:": it took nothing and says so.
  if (answer.status === 503 || /temporal failure/i.test(words)) return { state: 'refused', reason, permanent: false, again: new Date(means.now().getTime() + 60_000) }
  if (answer.status >= 500 || answer.status < 400) return { state: 'unconfirmed', reason }
  return { state: 'refused', reason, permanent: true }
}
