import type { House, Transactor } from '#core/index.ts'
import { campaignIn, type Campaign } from '#campaign/index.ts'
import { post } from '#talk/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import { burstIn, type Burst } from './burst.ts'
import type { Contact } from './pledge.ts'
import { secretOf } from './secret.ts'

export type Way = 'email' | 'sms'

/** Whom a message of a burst is for. */
export interface Reader {
  id: string
  language: string
  way: Way
}

/** Asks whether the address is theirs: whoever typed somebody else's has signed up nobody. Returns the id in the outbox. */
export async function askWhoseItIs(house: House, t: Transactor, campaign: Campaign, burst: Burst, { id, language, way }: Reader, contact: Contact): Promise<string> {
  const speaks = speaking(language, campaign)
  const say = translate(speaks, { zone: burst.zone })
  const said = { title: burstIn(burst, speaks).title, campaign: campaignIn(campaign, speaks).name, moment: say.date(burst.startsAt, 'moment'), link: endLink(house, campaign, burst, id) }
  if (way === 'sms') return text(house, t, campaign, speaks, contact, say('burst.sms.confirm', said))
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'burst', language: speaks, to: { address: contact.email! },
    subject: say('burst.mail.confirmSubject', { campaign: said.campaign }), text: say('burst.mail.confirmText', said),
  })
}

/** The one reminder, with the address of their page. */
export async function remindOne(house: House, t: Transactor, campaign: Campaign, burst: Burst, { id, language, way, zone }: Reader & { zone: string }, contact: Contact): Promise<string> {
  const speaks = speaking(language, campaign)
  const say = translate(speaks, { zone })
  const { title } = burstIn(burst, speaks)
  const page = `${house.origin}/${campaign.slug}/burst/${burst.id}/me/${secretOf(house, 'page', burst.id, id)}`
  const clock = say.date(burst.startsAt, 'clock')
  if (way === 'sms') return text(house, t, campaign, speaks, contact, say('burst.sms.remind', { title, clock, page }))
  return post(house, t, {
    campaignId: campaign.id, channel: 'email', purpose: 'burst', language: speaks, to: { address: contact.email!, ...(contact.name ? { name: contact.name } : {}) },
    subject: say('burst.mail.remindSubject', { title, clock }),
    text: say('burst.mail.remindText', { title, moment: say.date(burst.startsAt, 'moment'), link: endLink(house, campaign, burst, id), page }),
  })
}

function text(house: House, t: Transactor, campaign: Campaign, language: Language, contact: Contact, words: string): Promise<string> {
  return post(house, t, { campaignId: campaign.id, channel: 'sms', purpose: 'burst', language, to: { address: contact.phone! }, text: words })
}

function speaking(language: string, campaign: Campaign): Language {
  const short = language.split('-')[0]
  return isLanguage(short) ? short : (campaign.languages.find(isLanguage) ?? 'en')
}

function endLink(house: House, campaign: Campaign, burst: Burst, pledgeId: string): string {
  return `${house.origin}/${campaign.slug}/burst/${burst.id}/mail/${secretOf(house, 'mail', burst.id, pledgeId)}`
}
