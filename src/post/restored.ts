import { uuid7, type House, type JournalEntry, type Restored, type Transactor } from '#core/index.ts'
import { openName } from './journal.ts'
import { eraseAgain, finishWithdrawals, type JournalRow } from './withdraw.ts'

/**
 * Step `restored`: what was sealed under a key that the key file did not bring can be opened by nobody any more. It goes, so that an author
 * who comes back and gets a new key is not taken for the one of the old seal.
 */
export async function dropUnreadable(t: Transactor, { campaignId }: Restored): Promise<void> {
  const keyless = `not exists (select from author_key k where k.campaign_id = $1 and k.id = p.key_id)`
  await t.run(`delete from photo f using post p where f.campaign_id = $1 and p.campaign_id = $1 and p.id = f.post_id and ${keyless}`, [campaignId])
  await t.run(`update post p set sealed = null, words = null, reachable = false where p.campaign_id = $1 and (p.sealed is not null or p.words is not null) and ${keyless}`, [campaignId])
}

/** Posts that were taken back, as a journal tells it. */
export interface TakenBack {
  /** Here they were still: taken back again. */
  again: number
  /** They had arrived after the backup: kept from being taken in once more. */
  keptOut: number
}

const atOnce = 500

/** A restored backup knows nothing of what was taken back since it was made: everything in the journal that it has not done is done again. */
export async function reapplyJournal(house: House, entries: JournalEntry[]): Promise<TakenBack> {
  await finishWithdrawals(house)
  const sum: TakenBack = { again: 0, keptOut: 0 }
  for (const { id } of await house.db.rows<{ id: string }>('select id from campaign')) {
    const rows = entries.filter((entry) => entry.campaignId === id).flatMap(rowsOf)
    for (let from = 0; from < rows.length; from += atOnce) {
      const { again, keptOut } = await takeBackAgain(house, id, rows.slice(from, from + atOnce))
      sum.again += again
      sum.keptOut += keptOut
    }
  }
  return sum
}

type Row = JournalRow & { sealed: string | undefined }

function rowsOf({ at, kind, ids, rows, says, sealed }: JournalEntry): Row[] {
  if (kind !== 'erased' && kind !== 'withdrawn') return []
  return ids.map((postId, place) => ({ id: rows?.[place] ?? uuid7(at), postId, kind, at, cause: says?.['retention'] ? 'retention' : null, sealed: sealed?.[postId] }))
}

async function takeBackAgain(house: House, campaignId: string, rows: Row[]): Promise<TakenBack> {
  const done = new Set((await house.db.rows<{ id: string }>('select id from journal where campaign_id = $1 and id = any($2::uuid[]) and done_at is not null', [campaignId, rows.map((row) => row.id)])).map((row) => row.id))
  const open = rows.filter((row) => !done.has(row.id))
  if (open.length === 0) return { again: 0, keptOut: 0 }
  const there = await house.db.rows<{ id: string; blank: boolean }>('select id, withdrawn_at is not null as blank from post where campaign_id = $1 and id = any($2::uuid[])', [campaignId, open.map((row) => row.postId)])
  await eraseAgain(house, campaignId, open)
  const have = new Set(there.map((row) => row.id))
  return { again: there.filter((row) => !row.blank).length, keptOut: await keepOut(house, campaignId, open.filter((row) => !have.has(row.postId))) }
}

/** Leaves the empty row that a post leaves which was taken back: a network that is read again, or a file that is imported again, does not bring it back. */
async function keepOut(house: House, campaignId: string, rows: Row[]): Promise<number> {
  const named = rows.flatMap(({ postId, at, kind, sealed }) => {
    const name = sealed === undefined ? undefined : openName(house, sealed)
    return name ? [{ postId, at, erased: kind === 'erased', ...name }] : []
  })
  if (named.length === 0) return 0
  return house.db.transact((t) =>
    t.run(
      `insert into post (campaign_id, id, channel, external_id, key_id, text, posted_at, arrived_at, withdrawn_at, erased_at)
       select $1, given.id, given.channel, given.external_id, given.id, '', given.at, given.at, given.at, case when given.erased then given.at end
       from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::boolean[]) as given (id, channel, external_id, at, erased) on conflict do nothing`,
      [campaignId, named.map((one) => one.postId), named.map((one) => one.channel), named.map((one) => one.externalId), named.map((one) => one.at), named.map((one) => one.erased)],
    ),
  )
}
