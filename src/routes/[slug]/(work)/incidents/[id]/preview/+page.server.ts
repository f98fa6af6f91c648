import { error, redirect } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { standsFor } from '#incident/index.ts'
import { previewOf, snapshotOf } from '#publish/index.ts'
import { shownPage } from '../../../../(public)/shown-page.ts'
import { entered } from '../../../entered.ts'
import type { PageServerLoad } from './$types'

/** What everybody sees of an incident: the same snapshot, the same code as its public page. */
export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const now = isUuid(params.id) ? await standsFor(house.db, campaign.id, { id: params.id }) : undefined
  if (!now) error(404)
  if (now.id !== params.id) redirect(308, `/${params.slug}/incidents/${now.id}/preview`)
  const { page, why, number } = await previewOf(house, campaign, actor.person.id, now.id)
  return { why, number, shown: page && shownPage(await snapshotOf(house, campaign), page, locals.t) }
}
