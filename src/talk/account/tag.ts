import { refuse, type House } from '#core/index.ts'
import { readTag, type MastodonConnection } from '#channel/mastodon/index.ts'
import { meansFor } from '../means.ts'
import { connectedAccounts } from './connected.ts'

/**
 * What the server of an account of ours on Mastodon knows under a hashtag, page by page, the newest first. A server that says nothing at all is
 * refused with its words; one that stops in the middle has said what it had.
 */
export async function* saidUnderTag(house: House, campaignId: string, accountId: string, tag: string, mostPages: number): AsyncGenerator<unknown[]> {
  const account = (await connectedAccounts(house, campaignId)).find((one) => one.id === accountId && one.outlet.channel === 'mastodon')
  if (!account) throw refuse('account-wrong', 422, 'This account is not connected here.', { mend: 'Choose another, or bring a file.' })
  const means = meansFor(house, account)
  let before: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const read = await readTag(tag, account.connection as MastodonConnection, means, before)
    if ('reason' in read) {
      if (page === 0) throw refuse('network-silent', 502, `The server did not say what it has: ${read.reason}`, { mend: 'Try again in some minutes, or bring a file.', extra: { reason: read.reason } })
      return
    }
    if (read.statuses.length > 0) yield read.statuses
    if (read.before === undefined || read.before === before) return
    before = read.before
  }
}
