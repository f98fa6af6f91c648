import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { publicKit } from '#press/index.ts'
import type { PageServerLoad } from './$types'

/** What whoever writes about the campaign finds here; not there before it is shown, and before its embargo is over. */
export const load: PageServerLoad = async ({ locals: { house, language }, params }) => {
  const campaign = await campaignBySlug(house.db, params.slug)
  const kit = campaign && (await publicKit(house, campaign.id, language))
  if (!kit) error(404)
  return { kit }
}
