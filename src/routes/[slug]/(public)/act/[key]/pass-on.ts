import type { Campaign } from '#campaign/index.ts'
import type { Action } from '#action/index.ts'
import { networkRules, shareLink, type Network } from '#variant/index.ts'

/** By which whoever has done it asks others: those they know first, then everybody. */
const networks = ['whatsapp', 'sms', 'email', 'telegram', 'x', 'mastodon', 'bluesky', 'facebook'] as const satisfies Network[]

/** One link a network with the action's title and address ready written. Nobody is asked anything before the tap, and no tap is counted. */
export function passOnWays({ house, t }: App.Locals, campaign: Pick<Campaign, 'slug'>, action: Pick<Action, 'key'>, title: string): { href: string; name: string }[] {
  const link = `${house.origin}/${campaign.slug}/act/${action.key}`
  return networks.flatMap((network) => {
    const href = shareLink(network, network === 'email' ? { text: title, link, subject: title } : { text: title, link })
    return href ? [{ href, name: network === 'email' ? t('amplify.way.email') : networkRules[network].name }] : []
  })
}
