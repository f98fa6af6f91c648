import { addJob, type House, type Transactor, type Withdrawal } from '#core/index.ts'
import { withdraw } from '#post/index.ts'

/** What its author takes back is not played any more, and goes from the copy where it was. */
export async function forgetPlayed(t: Transactor, { campaignId, postIds, kind }: Withdrawal): Promise<void> {
  const open = await t.row<{ copy_id: string }>(`select copy_id from rehearsal where campaign_id = $1 and state <> 'wiped' and source = 'day'`, [campaignId])
  if (!open) return
  const gone = await t.rows<{ channel: string; external: string }>(
    `delete from rehearsal_post where campaign_id = $1 and origin = any($2::uuid[]) returning item ->> 'channel' as channel, item ->> 'externalId' as external`, [open.copy_id, postIds])
  if (gone.length > 0) await addJob(t, 'forgetRehearsed', { copyId: open.copy_id, kind, posts: gone })
}

/** In a transaction of its own: each is of one campaign. */
export async function forgetRehearsed(house: House, { copyId, kind, posts }: { copyId: string; kind: Withdrawal['kind']; posts: { channel: string; external: string }[] }): Promise<void> {
  const rows = await house.db.rows<{ id: string }>(
    `select p.id from unnest($2::text[], $3::text[]) as given (channel, external) join post p on p.campaign_id = $1 and p.channel = given.channel and p.external_id = given.external`,
    [copyId, posts.map((one) => one.channel), posts.map((one) => one.external)],
  )
  if (rows.length > 0) await withdraw(house, copyId, rows.map((row) => row.id), kind)
}
