import type { House } from '#core/index.ts'
import { ownAccounts } from '#talk/index.ts'
import { networkRules, type Network } from '#variant/index.ts'
import { limits, type PublicationWish } from '#publication/index.ts'

/** One network by one account, or by a person's hand, as a form offers it. */
export interface Way {
  key: string
  network: Network
  name: string
  handle: string | null
  signedOut: boolean
}

/** What is posted to everybody; letters, SMS and messages to single people have places of their own. */
const byHand: Network[] = ['mastodon', 'bluesky', 'x', 'threads', 'facebook', 'instagram', 'linkedin', 'whatsapp', 'telegram', 'tiktok']

export async function waysOf(house: House, campaignId: string): Promise<Way[]> {
  const own = await ownAccounts(house.db, campaignId)
  return [
    ...own.map((one) => ({ key: `${one.channel}|${one.id}`, network: one.channel as Network, name: networkRules[one.channel].name, handle: one.handle, signedOut: one.state === 'signed-out' })),
    ...byHand.map((network) => ({ key: `${network}|`, network, name: networkRules[network].name, handle: null, signedOut: false })),
  ]
}

/** What a form wrote: ticks are `part:KEY`, their own wordings `own:KEY`. */
export function wishIn(form: FormData): PublicationWish {
  const word = (name: string) => String(form.get(name) ?? '').trim()
  const keys = [...form.keys()].filter((name) => name.startsWith('part:')).map((name) => name.slice(5))
  const day = word('day')
  return {
    title: word('title'), text: word('text').slice(0, 4 * limits.text), language: word('language') || undefined, zone: word('zone'),
    wall: day ? `${day}T${word('clock') || '09:00'}` : null,
    parts: keys.map((key) => {
      const [network, account] = key.split('|') as [string, string]
      return { network, account: account || null, text: word(`own:${key}`) || null }
    }),
  }
}
