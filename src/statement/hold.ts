import type { Transactor } from '#core/index.ts'

/** How far folding has come when it is held. */
export interface FoldingHeld {
  /** What the next post gets. */
  nextNumber: number
  refolded: number
}

/**
 * Waits for the batch that is being folded, and keeps the next one from beginning until the transaction ends. Before any statement is
 * locked: folding locks in this order.
 */
export async function holdFolding(t: Transactor, campaignId: string): Promise<void> {
  await t.run(`insert into folding (campaign_id) values ($1) on conflict do nothing`, [campaignId])
  await t.rows(`select 1 from folding where campaign_id = $1 for update`, [campaignId])
}

/** Texts went: every process forgets all that it remembers. */
export async function forgetEverywhere(t: Transactor, campaignId: string): Promise<void> {
  await t.run(`update folding set epoch = epoch + 1 where campaign_id = $1`, [campaignId])
}

/** Posts changed their statement: every process reads anew what it remembers of statements, and keeps what it knows of texts. */
export async function refoldEverywhere(t: Transactor, campaignId: string): Promise<FoldingHeld> {
  const row = await t.row<{ next_number: string; refolded: string }>(
    `update folding set refolded = refolded + 1 where campaign_id = $1 returning next_number, refolded`, [campaignId])
  return { nextNumber: Number(row!.next_number), refolded: Number(row!.refolded) }
}

/** A number for a statement that is taken out of another. */
export async function nextPart(t: Transactor, campaignId: string): Promise<number> {
  const row = await t.row<{ part: string }>(`update folding set next_part = next_part + 1 where campaign_id = $1 returning next_part - 1 as part`, [campaignId])
  return Number(row!.part)
}
