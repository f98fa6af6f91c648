import { isUuid, refuse, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { choosePlace, type PlaceChoice } from '#intake/index.ts'
import { allow } from '#person/index.ts'

/** Whoever took a call keeps which place the caller meant, and how exactly it may be shown. */
export async function sayWhere(house: House, actor: Actor | undefined, campaign: CampaignRef, postId: string, choice: PlaceChoice): Promise<void> {
  allow(actor, campaign, 'call.take')
  const own = isUuid(postId) && (await house.db.row('select 1 from call where campaign_id = $1 and post_id = $2 and person_id = $3', [campaign.id, postId, actor.person.id]))
  if (!own) throw refuse('not-found', 404, 'There is no such call of yours.')
  await choosePlace(house, campaign, postId, choice)
}
