import { notedSince, uuid7, type HouseRestored, type Restored, type Transactor } from '#core/index.ts'
import { ownReasons } from './reason.ts'

/** The longest window of a budget. */
const longestDays = 30

/** Step `houseRestored`: nobody here knows what accounts have spent since the backup was made. */
export async function openGap(t: Transactor, { at, madeAt }: HouseRestored): Promise<void> {
  await t.run('delete from ledger_gap where until_at < $1', [new Date(at.getTime() - longestDays * 86_400_000)])
  await t.run('insert into ledger_gap (from_at, until_at) values ($1, $2) on conflict (until_at) do update set from_at = least(ledger_gap.from_at, excluded.from_at)', [madeAt, at])
}

/**
 * Step `restored`: what was due to leave may have left since the backup was made, and nobody here knows. Nothing is sent twice: it is
 * looked for where the network can be read back, and shown to a person elsewhere. What is due later has left nobody yet; but what a job makes
 * anew may have been made and sent before, and a STOP or a disconnected account may be of a moment that the backup does not know. So nothing
 * leaves before a person has looked.
 */
export async function doubtWaiting(t: Transactor, restored: Restored): Promise<void> {
  const { campaignId, at, madeAt } = restored
  await t.run(
    `update outgoing set state = 'unconfirmed', reason = '${ownReasons.restored}', tried_at = coalesce(tried_at, $3), changed_at = $2,
       look_at = case when account_id is not null then $2::timestamptz end
     where campaign_id = $1 and state in ('queued', 'sending') and due_at <= $2`,
    [campaignId, at, madeAt],
  )
  await t.run(`insert into hold (campaign_id, id, kind, reason, set_at) select $1, $2, 'restored', '', $3 from campaign
     where id = $1 and rehearses is null and not exists (select from hold where campaign_id = $1 and kind = 'restored' and lifted_at is null)`, [campaignId, uuid7(at), at])
  await disconnectAgain(t, campaignId, [...notedSince(restored, 'own-account').keys()])
}

/** Accounts of ours that were disconnected since: their secrets go once more. One that was connected anew is connected anew by a person. */
async function disconnectAgain(t: Transactor, campaignId: string, ids: string[]): Promise<void> {
  await t.run(
    `update account set state = 'disconnected', sealed = null, session = null, reason = null, version = version + 1 where campaign_id = $1 and id = any($2::uuid[]) and state <> 'disconnected'`, [campaignId, ids])
}
