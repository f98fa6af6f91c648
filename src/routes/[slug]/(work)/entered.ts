import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import type { Actor, House } from '#core/index.ts'
import { allow, type Ability } from '#person/index.ts'

/** The campaign of the address, for somebody who may. Forms ask again: what may be seen is not what may be done. */
export async function entered(locals: App.Locals, slug: string, ability: Ability): Promise<{ house: House; actor: Actor; campaign: Campaign }> {
  const { house, actor } = locals
  // One that is not there is refused in the same words as one of others.
  const campaign = await campaignBySlug(house.db, slug)
  allow(actor, campaign, ability)
  return { house, actor, campaign: campaign! }
}
