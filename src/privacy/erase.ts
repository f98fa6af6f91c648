import { uuid7, type CampaignRef, type House, type Transactor, type Withdrawal } from '#core/index.ts'
import { withdraw } from '#post/index.ts'
import { dueDays } from './request.ts'
import type { Owner } from './owner.ts'
import { endProofs } from './prove.ts'

/**
 * Erases all that somebody has proved to be theirs: the journal first, then every slice in one transaction (post/withdraw.ts). Nothing of
 * it comes back; where the address was proved, its key goes with the last of the posts.
 */
export async function eraseOwner(house: House, campaign: Pick<CampaignRef, 'id'>, owner: Owner): Promise<void> {
  const { by, postIds, beside } = owner
  if (postIds.length + beside.length > 0) await withdraw(house, campaign.id, postIds, 'erased', { beside })
  if ('proofId' in by) await house.db.transact((t) => endProofs(t, campaign.id, 'id = $2', [by.proofId]))
}

/**
 * Step `withdraw`: notes that people of ours wrote on a statement which others say too may repeat what was erased; no program can tell. A
 * person looks them through: that stands among the requests, by the statements' ids.
 */
export async function askToLookThrough(house: House, t: Transactor, { campaignId, kind, statementIds, emptied, at }: Withdrawal): Promise<void> {
  if (kind !== 'erased') return
  const left = [...statementIds].filter((id) => !emptied.has(id))
  const noted = await t.rows<{ id: string }>(`select distinct statement_id as id from note where campaign_id = $1 and statement_id = any($2::uuid[])`, [campaignId, left])
  if (noted.length === 0) return
  await t.run(
    `insert into privacy_request (campaign_id, id, kind, statements, language, created_at, due_at) values ($1, $2, 'notes', $3, 'en', $4, $5)`,
    [campaignId, uuid7(at), noted.map((one) => one.id), at, new Date(at.getTime() + dueDays * 86_400_000)],
  )
}
