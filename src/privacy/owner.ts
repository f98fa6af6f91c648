import type { CampaignRef, House } from '#core/index.ts'
import { signedBy, type OwnSigned } from '#action/index.ts'
import { pledgedBy, type OwnPledged } from '#burst/index.ts'
import { phoneIn } from '#channel/sms/index.ts'
import { readReceiptCode, receiptOf } from '#intake/index.ts'
import { mailedAnswers } from '#talk/index.ts'
import { authorOf, type Address } from './address.ts'
import { provenAddress } from './prove.ts'

/**
 * Somebody who has proved that something is theirs. A receipt code proves what was told with it and no more: the address in that form was
 * typed by whoever filled it in and may be another's. All that came from an address opens to whoever reads what is sent there.
 */
export interface Owner {
  by: { code: string } | { address: Address; proofId: string }
  /** Ids of their posts, also of those they took back. */
  postIds: string[]
  /** Ids of what else they left: signatures, pledges. */
  beside: string[]
}

/** Whose a receipt code, or the key that a link opened, is. Refuses with `unknown-code` or `privacy-link-over`. */
export async function ownerOf(house: House, campaign: Pick<CampaignRef, 'id'>, proof: string): Promise<Owner> {
  return looksLikeCode(proof) ? ownerByCode(house, campaign, proof) : ownerByKey(house, campaign, proof)
}

/** Keys are longer than anybody types. */
function looksLikeCode(proof: string): boolean {
  return proof.length < 30 || readReceiptCode(proof) !== undefined
}

async function ownerByCode(house: House, campaign: Pick<CampaignRef, 'id'>, typed: string): Promise<Owner> {
  const { code, posts } = await receiptOf(house, campaign, typed)
  const own = posts.map((post) => post.id)
  return { by: { code }, postIds: [...own, ...(await mailedAnswers(house, campaign, own))], beside: [] }
}

async function ownerByKey(house: House, campaign: Pick<CampaignRef, 'id'>, key: string): Promise<Owner> {
  const { address, proofId } = await provenAddress(house, campaign.id, key)
  const rows = await house.db.rows<{ id: string }>(`select id from post where campaign_id = $1 and author_id = $2 order by id`, [campaign.id, authorOf(house, campaign.id, address)])
  const [signatures, pledges] = await othersOf(house, campaign.id, address)
  return { by: { address, proofId }, postIds: rows.map((row) => row.id), beside: [...signatures, ...pledges].map((one) => one.id) }
}

/** What else came from an address: signatures by mail, pledges by mail or phone. */
export async function othersOf(house: House, campaignId: string, { kind, value }: Address): Promise<[OwnSigned[], OwnPledged[]]> {
  const reached = kind === 'phone' ? phoneIn(value) : kind === 'email' ? value : undefined
  return Promise.all([kind === 'email' ? signedBy(house, campaignId, value) : [], reached ? pledgedBy(house, campaignId, reached) : []])
}
