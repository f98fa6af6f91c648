import type { Campaign } from '#campaign/index.ts'
import { campaignIn } from '#campaign/index.ts'
import type { Reader } from '#core/index.ts'
import type { Contact } from '#post/index.ts'
import { isLanguage, type Language } from '#ui/languages.ts'
import { translate } from '#ui/words.ts'
import type { Helper } from './helper.ts'

export const passable = ['words', 'place', 'contact'] as const
/** What of a case may be passed on, each chosen by itself. */
export type Passed = (typeof passable)[number]

export interface Case {
  /** Four letters and digits by which we and the helper speak of it. */
  ref: string
  text: string
  place: string | null
  /** Undefined: it is shown without, to somebody who may not see it. */
  contact?: Contact
  dueAt: Date
}

/** The language in which a helper is written to. */
export function languageFor(helper: Pick<Helper, 'languages'>, campaign: Campaign): Language {
  return [...helper.languages, ...campaign.languages].find(isLanguage) ?? 'en'
}

/** What a helper gets, by mail or read to them: nothing beyond what was chosen. */
export function letterOf(campaign: Campaign, helper: Pick<Helper, 'name' | 'languages'>, one: Case, passes: Passed[]): { subject: string; text: string; language: Language } {
  const language = languageFor(helper, campaign)
  const say = translate(language)
  const { name } = campaignIn(campaign, language)
  const contact = one.contact ? [one.contact.email, one.contact.phone, one.contact.handle].filter(Boolean).join(', ') : say('referral.letter.hidden')
  const parts = [
    say('referral.letter.begin', { helper: helper.name, campaign: name, ref: one.ref }),
    ...(passes.includes('words') ? [`${say('referral.letter.words')}\n${one.text}`] : []),
    ...(passes.includes('place') && one.place ? [`${say('referral.letter.place')} ${one.place}`] : []),
    ...(passes.includes('contact') ? [`${say('referral.letter.contact')} ${contact}`] : []),
    say('referral.letter.end', { date: say.date(one.dueAt, 'date'), ref: one.ref }),
  ]
  return { language, subject: say('referral.letter.subject', { campaign: name, ref: one.ref }), text: parts.join('\n\n') }
}

/** That a case was taken back: no word of it. */
export function stopOf(campaign: Campaign, helper: Pick<Helper, 'name' | 'languages'>, ref: string): { subject: string; text: string; language: Language } {
  const language = languageFor(helper, campaign)
  const say = translate(language)
  const { name } = campaignIn(campaign, language)
  return { language, subject: say('referral.stop.subject', { campaign: name, ref }), text: say('referral.stop.text', { helper: helper.name, campaign: name, ref }) }
}

/** The place that would be passed on: where the desk placed the statement, else what the sender wrote. */
export async function placeOf(reader: Reader, campaignId: string, statementId: string, postId: string): Promise<string | null> {
  const row = await reader.row<{ place: string | null }>(
    `select coalesce(s.place_name, p.place_name) as place from statement s, post p
     where s.campaign_id = $1 and s.id = $2 and p.campaign_id = $1 and p.id = $3`,
    [campaignId, statementId, postId],
  )
  return row?.place ?? null
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** From the random end of its id: tells nobody how many there are. */
export function refOf(id: string): string {
  const bits = Number.parseInt(id.slice(-6), 16)
  return [15, 10, 5, 0].map((shift) => alphabet[(bits >>> shift) & 31]).join('')
}
