import type { Transactor } from '#core/index.ts'

/** Waits for the batch that is being folded and keeps the next one waiting until this transaction ends: none sees half of a change. */
export async function waitForFolding(t: Transactor, campaignId: string): Promise<void> {
  await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
  await t.rows(`select 1 from folding where campaign_id = $1 for update`, [campaignId])
}

/** Out of the queue. Only what waits: what somebody holds stays in their hands. Returns what went. */
export async function putAside(t: Transactor, campaignId: string, ids: string[]): Promise<string[]> {
  return move(t, campaignId, ids, 'waiting', 'aside')
}

/** Back into the queue, in the place it had. Returns what came. */
export async function bringBack(t: Transactor, campaignId: string, ids: string[]): Promise<string[]> {
  return move(t, campaignId, ids, 'aside', 'waiting')
}

async function move(t: Transactor, campaignId: string, ids: string[], from: 'waiting' | 'aside', to: 'waiting' | 'aside'): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await t.rows<{ id: string }>(
    `update statement set state = $4, version = version + 1 where campaign_id = $1 and id = any($2::uuid[]) and state = $3 returning id`,
    [campaignId, ids, from, to],
  )
  return rows.map((row) => row.id)
}
