import { open, seal, type House } from '#core/index.ts'
import { blueskyOutlet, type BlueskyConnection } from '#channel/bluesky/index.ts'
import type { Outlet } from '#channel/contract.ts'
import { mastodonOutlet, type MastodonConnection } from '#channel/mastodon/index.ts'
import { xOutlet, type XConnection } from '#channel/x/index.ts'
import { sha256 } from '#core/index.ts'
import type { Account } from '../send.ts'

/** Networks on which a campaign may have accounts of its own. */
export const ownNetworks = ['mastodon', 'bluesky', 'x'] as const
export type OwnNetwork = (typeof ownNetworks)[number]

/** What proves on each of them who we are. */
export type Secrets = Pick<MastodonConnection, 'token'> | Pick<BlueskyConnection, 'handle' | 'password'> | Pick<XConnection, 'consumerKey' | 'consumerSecret' | 'token' | 'tokenSecret'>

export interface AccountRow {
  id: string
  channel: OwnNetwork
  server: string
  ref: string
  longest: number | null
  sealed: Buffer
  session: Buffer | null
}

export async function connectedAccounts(house: House, campaignId: string): Promise<Account[]> {
  const rows = await house.db.rows<AccountRow>(
    `select id, channel, server, ref, longest, sealed, session from account where campaign_id = $1 and state = 'connected' and sealed is not null order by connected_at, id`, [campaignId])
  return rows.map((row) => accountFrom(house, campaignId, row))
}

export function accountFrom(house: House, campaignId: string, row: AccountRow): Account {
  const key = house.keys.derive('account')
  const secrets = JSON.parse(open(key, row.sealed).toString('utf8')) as Secrets
  const session: unknown = row.session ? JSON.parse(open(key, row.session).toString('utf8')) : undefined
  return {
    id: row.id,
    ...namesOf(house, row, secrets),
    outlet: outletOf(house, row.channel),
    connection: { server: row.server, ref: row.ref, ...secrets, ...(session ? { session } : {}) },
    async keep(next) {
      await house.db.rows('update account set session = $3 where campaign_id = $1 and id = $2', [campaignId, row.id, seal(key, Buffer.from(JSON.stringify(next)))])
    },
    async signedOut(t, reason, at) {
      await t.run(`update account set state = 'signed-out', reason = $3, session = null, checked_at = $4, version = version + 1 where campaign_id = $1 and id = $2 and state = 'connected'`, [campaignId, row.id, reason, at])
    },
  }
}

export function outletOf(house: House, channel: OwnNetwork): Outlet<any> {
  switch (channel) {
    case 'mastodon': return mastodonOutlet
    case 'bluesky': return blueskyOutlet
    case 'x': return xOutlet(house.config.xDollars)
  }
}

/** The ledger knows an account by where it is, not by the row: two campaigns that post by one account share what it may. */
export function namesOf(house: House, row: Pick<AccountRow, 'channel' | 'server' | 'ref'>, secrets: Secrets): { name: string; app: string } {
  const app = 'consumerKey' in secrets ? `x app ${sha256(secrets.consumerKey).toString('hex').slice(0, 16)}` : `${row.channel} ${row.server}`
  return { name: `${row.channel} ${row.server} ${row.ref}`, app }
}
