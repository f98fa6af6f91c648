import { campaignBySlug } from '#campaign/index.ts'
import type { House } from '#core/index.ts'
import { linkById, lookUp, shortUrl } from '#link/index.ts'
import { composed, networkRules, shareLink } from '#variant/index.ts'

/** What every phone can do, first the ones that need no more than a phone. */
const byHand = ['sms', 'whatsapp', 'telegram', 'email'] as const

export interface Passing {
  language: string
  text: string
  /** The text with its link, to be copied. */
  whole: string
  ways: { network: (typeof byHand)[number]; name: string; href: string }[]
}

/** What somebody with this code passes on: the wording of their trial where they are in one, else the text of the link in this language. Undefined where there is nothing to pass on. */
export async function passing(house: House, slug: string, code: string, language: string): Promise<Passing | undefined> {
  const campaign = await campaignBySlug(house.db, slug)
  const found = campaign && (await lookUp(house, slug, code))
  if (!campaign || !found || found.retired) return undefined
  const inTrial = await house.db.row<{ text: string }>(
    `select arm.text from trial_unit u join trial_arm arm on arm.campaign_id = u.campaign_id and arm.trial_id = u.trial_id and arm.place = u.arm where u.campaign_id = $1 and u.code = $2`,
    [campaign.id, code],
  )
  const { forward } = inTrial ? { forward: { [language]: inTrial.text } as Record<string, string> } : await linkOfCode(house, campaign.id, code)
  const chosen = [language, ...campaign.languages, ...Object.keys(forward)].find((one) => forward[one])
  if (!chosen) return undefined
  const [text, link] = [forward[chosen]!, shortUrl(house, slug, code)]
  return {
    language: chosen, text, whole: composed('sms', { text, link }),
    ways: byHand.map((network) => ({ network, name: networkRules[network].name, href: shareLink(network, { text, link })! })),
  }
}

async function linkOfCode(house: House, campaignId: string, code: string) {
  const row = await house.db.row<{ id: string }>(`select link_id as id from short_link_code where campaign_id = $1 and code = $2`, [campaignId, code])
  return linkById(house.db, campaignId, row!.id)
}
