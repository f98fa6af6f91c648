import { error } from '@sveltejs/kit'
import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { collectorOfSecret, type Collector } from '#sheet/index.ts'

/** Campaign and collector of a link, whether it still opens or not; a link that is none of ours is not there. */
export async function opened({ house }: App.Locals, { slug, secret }: { slug: string; secret: string }): Promise<{ campaign: Campaign; collector: Collector }> {
  const campaign = await campaignBySlug(house.db, slug)
  const collector = campaign && (await collectorOfSecret(house.db, campaign.id, secret))
  if (!campaign || !collector) error(404)
  return { campaign, collector }
}
