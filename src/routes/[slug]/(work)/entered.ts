import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { lastEvent, type Actor, type CampaignRef, type House } from '#core/index.ts'
import { allow, type Ability } from '#person/index.ts'

/** The campaign of the address, for somebody who may. Forms ask again: what may be seen is not what may be done. */
export async function entered(locals: App.Locals, slug: string, ability: Ability): Promise<{ house: House; actor: Actor; campaign: Campaign }> {
  const { house, actor } = locals
  // One that is not there is refused in the same words as one of others.
  const campaign = await campaignBySlug(house.db, slug)
  allow(actor, campaign, ability)
  if (locals.draws) await heardBefore(locals, campaign!)
  return { house, actor, campaign: campaign! }
}

/**
 * Number of the last event before anything of this page is read, whichever of its parts asks first: what happens from then on until the page
 * hears is told to it when it does. One that was read afterwards would leave out what happened between.
 */
export function heardBefore(locals: App.Locals, campaign: CampaignRef): Promise<number> {
  return (locals.heard ??= lastEvent(locals.house.db, campaign.id))
}
