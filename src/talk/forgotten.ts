import type { House, Transactor } from '#core/index.ts'
import type { Forgotten } from '#person/index.ts'
import { isLanguage } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { canMail } from './accounts.ts'
import { post } from './outbox.ts'

/** Step `forgotten`: the link for a new password, to its account's own address and no other. */
export async function mailReset(house: House, t: Transactor, { person, url, expiresAt, language, campaigns }: Forgotten): Promise<void> {
  const [campaign] = campaigns
  if (!campaign || !canMail(house)) return
  const say = translate(isLanguage(language) ? language : 'en')
  await post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'way-in', language, to: { address: person.email, name: person.name },
    subject: say('talk.resetSubject'), text: say('talk.resetText', { name: person.name, date: say.date(expiresAt, 'moment'), link: url }),
  })
}
