import { refuse, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import { campaignIn, type Campaign } from '#campaign/index.ts'
import { allow } from '#person/index.ts'
import { qrOf } from '#sheet/index.ts'
import type { Translate } from '#ui/words.ts'

/** What is printed on a card, in one language. */
export interface Card {
  language: string
  dir: 'ltr' | 'rtl'
  campaign: string
  title: string
  /** Where one signs in, as one types it, and as a picture that a telephone reads. */
  open: string
  address: string
  qr: { size: number; path: string }
  rulesTitle: string
  rules: string[]
  dangerTitle: string
  danger: string
}

export const longestDanger = 240
const rules = [1, 2, 3, 4, 5] as const

/** Whom to call when somebody is in danger: what a coordinator wrote, none yet. */
export async function dangerContact(reader: Reader, campaignId: string): Promise<string> {
  return (await reader.row<{ danger: string }>('select danger from card where campaign_id = $1', [campaignId]))?.danger ?? ''
}

export async function setDangerContact(house: House, actor: Actor | undefined, campaign: CampaignRef, text: string): Promise<void> {
  allow(actor, campaign, 'person.invite')
  const danger = text.replace(/\r\n?/g, '\n').trim()
  if (danger.length > longestDanger || danger.split('\n').length > 4) throw refuse('card-long', 422, `This does not fit on a card: ${longestDanger} characters, four lines.`, { mend: 'Keep the name and the number.' })
  await house.db.transact((t) =>
    t.run(
      `insert into card (campaign_id, danger, changed_by, changed_at) values ($1, $2, $3, $4)
       on conflict (campaign_id) do update set danger = $2, changed_by = $3, changed_at = $4`,
      [campaign.id, danger, actor.person.id, house.clock.now()],
    ),
  )
}

/** The card of a campaign in the language of `t`. */
export async function cardOf(house: House, campaign: Campaign, t: Translate): Promise<Card> {
  const address = `${house.origin}/${campaign.slug}/desk`
  return {
    language: t.tag, dir: t.dir, campaign: campaignIn(campaign, t.tag, t.language).name, title: t('welcome.card.title'),
    open: t('welcome.card.open'), address: address.replace(/^https?:\/\//, ''), qr: qrOf(address),
    rulesTitle: t('welcome.card.rules'), rules: rules.map((number) => t(`welcome.card.rule.${number}`)),
    dangerTitle: t('welcome.card.danger'), danger: (await dangerContact(house.db, campaign.id)) || t('welcome.card.dangerNone'),
  }
}
