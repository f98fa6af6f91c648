import { isUuid, notify, refuse, type Actor, type CampaignRef, type House, type Transactor } from '#core/index.ts'
import { isAddressFault, withoutAddresses, type Returned } from '#channel/email/index.ts'
import { allow, audit } from '#person/index.ts'
import { addressIndex } from '../outbox.ts'

/** Step `returned`: a letter of ours came back. Only its id says which one it was, and nobody knows that but who got the letter: forged reports name none. */
export async function noteReturned(house: House, returned: Returned): Promise<void> {
  const ids = [...new Set(returned.ids.map((id) => id.replace(/^.*<|[@>].*$/g, '')).filter(isUuid))]
  if (ids.length === 0) return
  // One sender for the whole house: what comes back may be of any campaign, whichever address it was handed to.
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    if (await house.db.transact((t) => noteIn(t, id, ids, returned, house.clock.now()))) return
  }
}

async function noteIn(t: Transactor, campaignId: string, ids: string[], { kind, status, said }: Returned, at: Date): Promise<boolean> {
  const row = await t.row<{ id: string; address: Buffer | null }>(
    `update outgoing set returned = $3, returned_said = $4, returned_at = $5 where campaign_id = $1 and id = any($2::uuid[]) and channel = 'email' and state in ('sent', 'unconfirmed', 'sending')
     returning id, address_index as address`,
    [campaignId, ids, kind, [status, said].filter(Boolean).join(' ') || null, at],
  )
  if (!row) return false
  if (row.address && (kind === 'hard' || kind === 'complaint')) await block(t, campaignId, row.address, kind, row.id, at)
  await notify(t, campaignId, { kind: 'outgoing', outgoing: row.id })
  return true
}

/** The mail server itself refused the address for good, before anything left. */
export async function noteRefused(t: Transactor, campaignId: string, id: string, reason: string, at: Date): Promise<void> {
  const status = /\b(5\.\d{1,3}\.\d{1,3})\b/.exec(reason)?.[1]
  if (!status || !isAddressFault(status)) return
  const row = await t.row<{ address: Buffer | null }>(
    `update outgoing set returned = 'hard', returned_said = $3, returned_at = $4 where campaign_id = $1 and id = $2 returning address_index as address`, [campaignId, id, withoutAddresses(reason), at])
  if (row?.address) await block(t, campaignId, row.address, 'hard', id, at)
}

async function block(t: Transactor, campaignId: string, address: Buffer, kind: 'hard' | 'complaint', outgoingId: string, at: Date): Promise<void> {
  await t.run(
    `insert into bounce (campaign_id, address_index, kind, outgoing_id, at) values ($1, $2, $3, $4, $5)
     on conflict (campaign_id, address_index) do update set kind = excluded.kind, outgoing_id = excluded.outgoing_id, at = excluded.at`,
    [campaignId, address, kind, outgoingId, at],
  )
}

/** An address that is not written to any more. */
export interface ReturnedMail {
  kind: 'hard' | 'complaint'
  at: Date
  /** The letter that came back. */
  outgoingId: string
}

/** Which of these addresses letters came back from, in this campaign. */
export async function returnedFrom(house: House, campaignId: string, addresses: string[]): Promise<Map<string, ReturnedMail>> {
  const indexes = new Map(addresses.map((address) => [addressIndex(house, campaignId, address).toString('hex'), address]))
  if (indexes.size === 0) return new Map()
  const rows = await house.db.rows<ReturnedMail & { index: Buffer }>(
    'select address_index as index, kind, at, outgoing_id as "outgoingId" from bounce where campaign_id = $1 and address_index = any($2::bytea[])', [campaignId, [...indexes.keys()].map((hex) => Buffer.from(hex, 'hex'))])
  return new Map(rows.map(({ index, ...row }) => [indexes.get(index.toString('hex'))!, row]))
}

/** A person knows better: the address of this letter is written to again. */
export async function clearAddress(house: House, actor: Actor | undefined, campaign: CampaignRef, outgoingId: string): Promise<void> {
  allow(actor, campaign, 'address.clear')
  if (!isUuid(outgoingId)) throw notBlocked()
  const at = house.clock.now()
  await house.db.transact(async (t) => {
    const cleared = await t.run('delete from bounce where campaign_id = $1 and (outgoing_id = $2 or address_index = (select address_index from outgoing where campaign_id = $1 and id = $2))', [campaign.id, outgoingId])
    if (cleared === 0) throw notBlocked()
    await audit(t, { campaignId: campaign.id, at, personId: actor.person.id, kind: 'mail.address-cleared', subject: outgoingId })
  })
}

/** Whoever withdraws leaves no trace of where they were written to. */
export async function forgetAddresses(t: Transactor, campaignId: string, authorIds: string[]): Promise<void> {
  await t.run('delete from bounce where campaign_id = $1 and address_index in (select address_index from outgoing where campaign_id = $1 and author_id = any($2::uuid[]) and address_index is not null)', [campaignId, authorIds])
  await t.run('update outgoing set address_index = null, returned_said = null where campaign_id = $1 and author_id = any($2::uuid[])', [campaignId, authorIds])
}

function notBlocked() {
  return refuse('not-found', 404, 'This address is written to already.')
}
