import { error, type RequestEvent } from '@sveltejs/kit'
import { campaignBySlug, type Campaign } from '#campaign/index.ts'
import { snapshotOf, type Snapshot } from '#publish/index.ts'

/** What a public page is drawn from. */
export async function campaignAndSnapshot({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>): Promise<{ campaign: Campaign; snapshot: Snapshot }> {
  const campaign = await campaignBySlug(locals.house.db, params['slug'] ?? '')
  if (!campaign) error(404)
  return { campaign, snapshot: await snapshotOf(locals.house, campaign) }
}
