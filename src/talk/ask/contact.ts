import type { Actor, CampaignRef, House } from '#core/index.ts'
import { refuse } from '#core/index.ts'
import { holderOf, noStatement } from '#desk/index.ts'
import { may } from '#person/index.ts'
import { lookReason, readContact, type Contact } from '#post/index.ts'

/**
 * The address that came with a post of a statement, for those whom the rule lets see it: whoever holds the statement, whoever asked
 * about it, coordinators. The look itself goes into the audit log, with its reason.
 */
export async function lookAtContact(house: House, campaign: CampaignRef, actor: Actor, statementId: string, postId: string, why: { chosen?: string | undefined; typed?: string | undefined }): Promise<Contact> {
  const { db } = house
  const there = await db.row(`select 1 from post_fold where campaign_id = $1 and statement_id = $2 and post_id = $3`, [campaign.id, statementId, postId])
  if (!there) throw noStatement()
  const holder = await holderOf(db, campaign.id, statementId)
  const holds = holder?.personId === actor.person.id && holder.until > house.clock.now()
  if (!holds && !may(actor, campaign, 'contact.read') && !(await hasAsked(house, campaign.id, actor, statementId))) {
    throw refuse('not-held', 403, 'Addresses are shown to whoever holds the statement, whoever asked, and coordinators.', { mend: 'Take the statement first.' })
  }
  return (await readContact(house, { campaignId: campaign.id, personId: actor.person.id, reason: lookReason(why.chosen, why.typed) }, postId)) ?? {}
}

async function hasAsked(house: House, campaignId: string, actor: Actor, statementId: string): Promise<boolean> {
  return (await house.db.row(`select 1 from ask where campaign_id = $1 and statement_id = $2 and person_id = $3 limit 1`, [campaignId, statementId, actor.person.id])) !== undefined
}
