import { refuse, uuid7, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { deliver, type MailError } from '#channel/email/index.ts'
import { limit } from '#person/index.ts'
import type { Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { mailConnection } from '../accounts.ts'
import { spend } from '../budget.ts'
import { allowMail } from './setting.ts'

/** What came of it: how far it got, in one word for the screen, beside what the other server said. */
const testOutcomes = ['taken', 'no-host', 'no-answer', 'no-encryption', 'sign-in', 'sender', 'recipient', 'content', 'later', 'broken'] as const

export interface TestLetter {
  outcome: (typeof testOutcomes)[number]
  said: string | null
  to: string
  at: Date
}

/** Writes to whoever asks and to nobody else, at once and past the outbox: what the server says is wanted now. */
export async function sendTestLetter(house: House, actor: Actor | undefined, campaign: CampaignRef, language: Language): Promise<TestLetter> {
  await allowMail(house, actor, campaign)
  const mail = mailConnection(house)
  if (!mail) throw refuse('no-mail', 409, 'No mail server is set up yet.')
  await limit(house, 'test letter', actor!.person.id, { max: 10, seconds: 3_600 })
  const at = house.clock.now()
  const opens = await house.db.transact((t) => spend(t, { account: mail.name }, [{ name: 'mails an hour', per: 'account', unit: 'messages', most: mail.perHour, seconds: 3_600 }], at))
  if (opens) throw refuse('budget-spent', 429, 'The letters of this hour are used up.', { mend: 'Try again in the next hour.' })
  const say = translate(language)
  const to = actor!.person.email
  const letter = await deliver({ id: uuid7(at), to: { address: to, name: actor!.person.name }, subject: say('mail.testSubject'), text: say('mail.testText', { house: new URL(house.origin).host }), language }, mail.connection)
    .then(({ response }): TestLetter => ({ outcome: 'taken', said: response, to, at }), (error: MailError): TestLetter => ({ outcome: outcomeOf(error), said: (error.response ?? error.message).slice(0, 400), to, at }))
  await house.db.rows(`update mail_setting set tested_at = $1, test = $2 where id = 'house'`, [at, JSON.stringify({ outcome: letter.outcome, said: letter.said })])
  return letter
}

/** The last one; undefined where none was sent since the setting was changed. */
export async function lastTestLetter(house: House): Promise<Omit<TestLetter, 'to'> | undefined> {
  const row = await house.db.row<{ at: Date; test: Pick<TestLetter, 'outcome' | 'said'> }>(`select tested_at as at, test from mail_setting where id = 'house' and tested_at is not null`)
  return row && { ...row.test, at: row.at }
}

function outcomeOf({ code, command, responseCode, message }: MailError): TestLetter['outcome'] {
  if (code === 'EAUTH' || command?.startsWith('AUTH')) return 'sign-in'
  if (responseCode && responseCode < 500) return 'later'
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(message)) return 'no-host'
  if (code === 'ETLS' || /certificate|SSL|TLS|wrong version/i.test(message)) return 'no-encryption'
  if (command === 'MAIL FROM') return 'sender'
  if (command === 'RCPT TO' || code === 'EENVELOPE') return 'recipient'
  if (responseCode) return 'content'
  return /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout|Greeting never/i.test(`${code} ${message}`) ? 'no-answer' : 'broken'
}
