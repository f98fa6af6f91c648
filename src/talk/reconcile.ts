import { addJob, notify, refuse, type House, type Transactor } from '#core/index.ts'
import { meansFor } from './means.ts'
import { mediaOf, openDraft } from './outbox.ts'
import { ownReasons } from './reason.ts'
import { dropMedia, type Account } from './send.ts'

/** Minutes from one look to the next; then only a person can say what became of it. */
const pauses = [2, 5, 15, 60, 240, 1_440]

interface Unknown {
  id: string
  account_id: string
  sealed: Buffer
  tried_at: Date
  looks: number
}

/**
 * Looks for what nobody knows the fate of, by reading the network back. What is there is sent. What is not there goes again only where the
 * network takes the same message twice for one (an idempotency key, a record key of ours); elsewhere a person decides.
 */
export async function reconcile(house: House, campaignId: string, accounts: Account[]): Promise<number> {
  const able = accounts.filter((account) => account.id && account.outlet.find)
  let settled = 0
  for (;;) {
    const taken = await takeUnknown(house, campaignId, able)
    if (!taken) return settled
    if (await lookFor(house, campaignId, taken, able.find((account) => account.id === taken.account_id)!)) settled++
  }
}

/** The next look is written down before this one: who dies at it is followed by others, not joined. */
async function takeUnknown(house: House, campaignId: string, accounts: Account[]): Promise<Unknown | undefined> {
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const due = await t.row<Unknown>(
      `select id, account_id, sealed, tried_at, looks from outgoing where campaign_id = $1 and state = 'unconfirmed' and look_at <= $2 and sealed is not null and account_id = any($3::uuid[])
       order by look_at limit 1 for update skip locked`,
      [campaignId, now, accounts.map((account) => account.id)],
    )
    if (!due) return undefined
    const pause = pauses[due.looks]
    const next = pause === undefined ? null : new Date(now.getTime() + pause * 60_000)
    await t.run('update outgoing set looks = looks + 1, looked_at = $3, look_at = $4 where campaign_id = $1 and id = $2', [campaignId, due.id, now, next])
    if (next) await addJob(t, 'sendMessages', { campaignId }, { key: `look ${campaignId} ${due.id}`, runAt: next })
    return due
  })
}

async function lookFor(house: House, campaignId: string, one: Unknown, account: Account): Promise<boolean> {
  const message = { id: one.id, ...openDraft(house, one.sealed), media: await mediaOf(house, house.db, campaignId, one.id) }
  const found = await account.outlet.find!(message, account.connection, meansFor(house, account), one.tried_at).catch((error: Error) => ({ state: 'unknown' as const, reason: error.message, again: undefined }))
  const now = house.clock.now()
  return house.db.transact(async (t) => {
    const open = await t.row(`select 1 from outgoing where campaign_id = $1 and id = $2 and state = 'unconfirmed' for update`, [campaignId, one.id])
    if (!open) return false
    if (found.state === 'unknown') {
      if (found.again) await t.run('update outgoing set look_at = greatest(look_at, $3) where campaign_id = $1 and id = $2', [campaignId, one.id, found.again])
      return false
    }
    // The same words of another message of ours are not these.
    const other = found.state === 'there' && (await t.row('select 1 from outgoing where campaign_id = $1 and account_id = $2 and external_id = $3 and id <> $4', [campaignId, one.account_id, found.externalId, one.id]))
    if (found.state === 'there' && !other) {
      await settleSent(t, campaignId, one.id, { externalId: found.externalId, link: found.link ?? null }, now)
      await house.flow.run('sent', house, t, { campaignId, outgoingId: one.id, externalId: found.externalId, link: found.link ?? null, at: now })
      return true
    }
    if (account.outlet.repeatable?.(one.tried_at, now)) {
      await requeue(t, campaignId, one.id, now)
      return true
    }
    return false
  })
}

async function settleSent(t: Transactor, campaignId: string, id: string, there: { externalId: string | null; link: string | null }, now: Date): Promise<void> {
  await t.run(`update outgoing set state = 'sent', external_id = $3, link = $4, reason = null, sealed = null, look_at = null, changed_at = $5 where campaign_id = $1 and id = $2`, [campaignId, id, there.externalId, there.link, now])
  await dropMedia(t, campaignId, id)
  await notify(t, campaignId, { kind: 'outgoing', outgoing: id })
}

async function requeue(t: Transactor, campaignId: string, id: string, now: Date): Promise<void> {
  await t.run(`update outgoing set state = 'queued', due_at = $3, look_at = null, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, id, now])
  await addJob(t, 'sendMessages', { campaignId }, { key: `send ${campaignId} ${id}` })
}

/** What a person found out about a message whose fate is unknown: it is there (where), it never came and goes again, or it is left as it is. */
export type Finding = { kind: 'there'; link: string | null } | { kind: 'send-again' } | { kind: 'given-up' }

/** In the transaction of whoever wrote the finding down. */
export async function settleByHand(t: Transactor, campaignId: string, id: string, finding: Finding, now: Date): Promise<void> {
  const row = await t.row<{ state: string; sealed: Buffer | null }>('select state, sealed from outgoing where campaign_id = $1 and id = $2 for update', [campaignId, id])
  if (row?.state !== 'unconfirmed') throw refuse('fate-known', 409, 'What became of this is known by now.', { mend: 'Look at it again.' })
  if (finding.kind === 'there') return settleSent(t, campaignId, id, { externalId: null, link: finding.link }, now)
  if (finding.kind === 'send-again') {
    if (!row.sealed) throw refuse('text-gone', 409, 'The text of this message is no longer here.', { mend: 'Write it anew.' })
    return requeue(t, campaignId, id, now)
  }
  await t.run(`update outgoing set state = 'refused', reason = '${ownReasons.givenUp}', sealed = null, look_at = null, changed_at = $3 where campaign_id = $1 and id = $2`, [campaignId, id, now])
  await dropMedia(t, campaignId, id)
}
