import { error, redirect } from '@sveltejs/kit'
import { campaignBySlug, issueAreasOf, nameIn } from '#campaign/index.ts'
import { firstKeys, keysOf, leaseMinutes } from '#desk/index.ts'
import { allow, may, waitsIn } from '#person/index.ts'
import type { PageServerLoad } from './$types'

/** The page of the desk that a device keeps for when there is no connection. Nobody's words are on it; those lie where they can be taken away. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  const { house, actor } = locals
  if (!actor) redirect(303, `/sign-in?next=${encodeURIComponent(`/${params.slug}/desk`)}`)
  const campaign = await campaignBySlug(house.db, params.slug)
  if (!campaign || !may(actor, campaign, 'campaign.enter')) error(404)
  if (waitsIn(actor, campaign)) redirect(303, `/${campaign.slug}/practice`)
  allow(actor, campaign, 'statement.work')
  setHeaders({ 'cache-control': 'private, no-store' })
  const [areas, keys] = await Promise.all([issueAreasOf(house.db, campaign.id), keysOf(house.db, actor.person.id)])
  return {
    campaign: { slug: campaign.slug },
    me: { id: actor.person.id, name: actor.person.name },
    areas: areas.map(({ key, names }) => ({ key, name: nameIn(names, locals.language) })),
    precision: campaign.precision,
    leaseSeconds: leaseMinutes * 60,
    keys: { first: firstKeys as typeof keys.keys, own: keys },
  }
}
