import { NoAnswer, safeFetch, type House } from '#core/index.ts'
import { readSmsUrl } from '#channel/sms/index.ts'
import type { Means } from '#channel/contract.ts'
import { spend } from './budget.ts'
import type { Account } from './send.ts'

/** How long one message may take from the first request to the last: less than after which it counts as lost. */
export const mostSeconds = 100

/** What the house lends an outlet for one message or one look. */
export function meansFor(house: House, account: Pick<Account, 'name' | 'app' | 'outlet' | 'keep'>): Means {
  const { reach, blueskyUrl, xUrl, smsUrl } = house.config
  // What an operator named, and nothing else, may be private or without TLS.
  const fetch = safeFetch([...reach, blueskyUrl, xUrl, smsUrl && readSmsUrl(smsUrl)?.url].filter((address) => address !== undefined))
  const until = Date.now() + mostSeconds * 1_000
  return {
    now: () => house.clock.now(),
    fetch: async (url, wish = {}) => {
      const left = (until - Date.now()) / 1_000
      if (left <= 0) throw new NoAnswer('too-slow', 'Everything before this took too long.')
      return fetch(url, { ...wish, seconds: Math.min(left, wish.seconds ?? left) })
    },
    // A cost that no budget could ever bear is as good as one that waits for the longest of them.
    spend: async (cost) => {
      const now = house.clock.now()
      const opens = await house.db.transact((t) => spend(t, { account: account.name, app: account.app }, account.outlet.budgets, now, cost))
      return opens === 'never' ? new Date(now.getTime() + 30 * 86_400_000) : opens
    },
    keep: async (session) => account.keep?.(session),
  }
}
