import { addJob, noteTakenBack, notify, refuse, seal, uuid7, type Actor, type CampaignRef, type House, type Reader } from '#core/index.ts'
import type { Checked } from '#channel/contract.ts'
import { allow, audit } from '#person/index.ts'
import { meansFor } from '../means.ts'
import { accountFrom, namesOf, outletOf, type AccountRow, type OwnNetwork, type Secrets } from './connected.ts'

/** An account of ours as it is shown: never with what proves that it is ours. */
export interface OwnAccount {
  id: string
  channel: OwnNetwork
  handle: string
  server: string
  longest: number | null
  state: 'connected' | 'signed-out'
  reason: string | null
  connectedBy: string | null
  connectedAt: Date
  checkedAt: Date
}

export async function ownAccounts(reader: Reader, campaignId: string): Promise<OwnAccount[]> {
  return reader.rows(
    `select a.id, a.channel, a.handle, a.server, a.longest, a.state, a.reason, p.name as "connectedBy", a.connected_at as "connectedAt", a.checked_at as "checkedAt"
     from account a left join person p on p.id = a.connected_by where a.campaign_id = $1 and a.state <> 'disconnected' order by a.channel, a.handle`,
    [campaignId],
  )
}

export type NewAccount =
  | { channel: 'mastodon'; server: string; token: string }
  | { channel: 'bluesky'; server?: string | undefined; handle: string; password: string }
  | { channel: 'x'; consumerKey: string; consumerSecret: string; token: string; tokenSecret: string }

/** Connects an account, or connects it anew: it is looked at first, and kept only if the network knows it. */
export async function connectAccount(house: House, actor: Actor | undefined, campaign: CampaignRef, wish: NewAccount): Promise<OwnAccount> {
  allow(actor, campaign, 'account.manage')
  const { server, secrets } = connectionOf(house, wish)
  const sessions: unknown[] = []
  const checked = await look(house, { channel: wish.channel, server, ref: '' }, secrets, async (session) => void sessions.push(session))
  if (!checked.ok) throw refuse('account-not-reached', 422, `The network did not take this: ${checked.reason}`, { mend: 'Check what you typed; nothing was kept.', extra: { reason: checked.reason } })
  const at = house.clock.now()
  const key = house.keys.derive('account')
  const sealed = (value: unknown) => seal(key, Buffer.from(JSON.stringify(value)))
  return house.db.transact(async (t) => {
    const row = await t.row<{ id: string }>(
      `insert into account (campaign_id, id, channel, handle, server, ref, longest, sealed, session, connected_by, connected_at, checked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
       on conflict (campaign_id, channel, handle) do update set server = excluded.server, ref = excluded.ref, longest = excluded.longest, sealed = excluded.sealed, session = excluded.session,
         state = 'connected', reason = null, version = account.version + 1, connected_by = excluded.connected_by, connected_at = excluded.connected_at, checked_at = excluded.checked_at
       returning id`,
      [campaign.id, uuid7(at), wish.channel, checked.handle.slice(0, 300), server, checked.ref.slice(0, 300), checked.longest ?? null, sealed(secrets), sessions.length > 0 ? sealed(sessions.at(-1)) : null, actor.person.id, at],
    )
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'account.connected', subject: row!.id, detail: { channel: wish.channel } })
    await notify(t, campaign.id, { kind: 'account' })
    // What waited for it to be connected again.
    await addJob(t, 'sendMessages', { campaignId: campaign.id }, { key: `send ${campaign.id} ${row!.id}` })
    return (await ownAccounts(t, campaign.id)).find((one) => one.id === row!.id)!
  })
}

function connectionOf(house: House, wish: NewAccount): { server: string; secrets: Secrets } {
  switch (wish.channel) {
    case 'mastodon': return { server: originOf(wish.server), secrets: { token: secret(wish.token) } }
    case 'bluesky': return { server: originOf(wish.server || blueskyServer(house)), secrets: { handle: secret(wish.handle).replace(/^@/, ''), password: secret(wish.password) } }
    case 'x': return {
      server: originOf(house.config.xUrl ?? 'https://api.x.com'),
      secrets: { consumerKey: secret(wish.consumerKey), consumerSecret: secret(wish.consumerSecret), token: secret(wish.token), tokenSecret: secret(wish.tokenSecret) },
    }
  }
}

/** Where Bluesky accounts are looked for unless a coordinator names another server. */
export function blueskyServer(house: House): string {
  return house.config.blueskyUrl ?? 'https://bsky.social'
}

/** social.example, https://social.example/ and https://social.example/@desk are the same server. */
function originOf(typed: string): string {
  const text = typed.trim()
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (text.length > 300 || !URL.canParse(address) || !new URL(address).hostname) throw refuse('server-wrong', 422, 'This is not the address of a server.', { mend: 'It looks like social.example.' })
  return new URL(address).origin
}

/** What is pasted from a web page brings white space along; a header takes printable signs only. */
function secret(typed: string): string {
  const text = typed.trim()
  if (!/^[\x21-\x7e]{1,2000}$/.test(text)) throw refuse('secret-wrong', 422, 'A field is empty, or holds signs that no such key has.', { mend: 'Copy it again as a whole.' })
  return text
}

async function look(house: House, row: Pick<AccountRow, 'channel' | 'server' | 'ref'>, secrets: Secrets, keep: (session: unknown) => Promise<void>): Promise<Checked> {
  const outlet = outletOf(house, row.channel)
  return outlet.check!({ server: row.server, ref: row.ref, ...secrets }, meansFor(house, { ...namesOf(house, row, secrets), outlet, keep }))
}

/** "Check the connection". An account that is no longer taken is marked so: nothing is tried with it until it is connected anew. */
export async function checkAccount(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<OwnAccount> {
  allow(actor, campaign, 'account.manage')
  const row = await house.db.row<AccountRow>(`select id, channel, server, ref, longest, sealed, session from account where campaign_id = $1 and id = $2 and state <> 'disconnected' and sealed is not null`, [campaign.id, id])
  if (!row) throw noAccount()
  const account = accountFrom(house, campaign.id, row)
  const checked = await account.outlet.check!(account.connection as any, meansFor(house, account))
  const at = house.clock.now()
  return house.db.transact(async (t) => {
    if (checked.ok) {
      await t.run(`update account set state = 'connected', reason = null, longest = $3, checked_at = $4 where campaign_id = $1 and id = $2 and state <> 'disconnected'`, [campaign.id, id, checked.longest ?? null, at])
      await addJob(t, 'sendMessages', { campaignId: campaign.id }, { key: `send ${campaign.id} ${id}` })
    } else if (checked.signedOut) await account.signedOut!(t, checked.reason, at)
    else await t.run('update account set reason = $3, checked_at = $4 where campaign_id = $1 and id = $2', [campaign.id, id, checked.reason, at])
    return (await ownAccounts(t, campaign.id)).find((one) => one.id === id)!
  })
}

/** Forgets its secrets. What waits for it stays, for a person to decide. */
export async function disconnectAccount(house: House, actor: Actor | undefined, campaign: CampaignRef, id: string): Promise<void> {
  allow(actor, campaign, 'account.manage')
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const gone = await t.run(`update account set state = 'disconnected', sealed = null, session = null, reason = null, version = version + 1 where campaign_id = $1 and id = $2 and state <> 'disconnected'`, [campaign.id, id])
    if (gone === 0) throw noAccount()
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'account.disconnected', subject: id })
    await noteTakenBack(house, { campaignId: campaign.id, kind: 'own-account', ids: [id] })
    await notify(t, campaign.id, { kind: 'account' })
  })
}

function noAccount() {
  return refuse('not-found', 404, 'There is no such account.')
}
