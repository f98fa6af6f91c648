import { error, redirect } from '@sveltejs/kit'
import { standsFor } from '#incident/index.ts'
import { pageOf } from '#publish/index.ts'
import { campaignAndSnapshot } from '../../snapshot.ts'
import { shownPage } from '../../shown-page.ts'
import type { PageServerLoad } from './$types'

/** One incident as everybody may see it; the address of one that was joined into another leads there. */
export const load: PageServerLoad = async (event) => {
  const { house, t } = event.locals
  const { campaign, snapshot } = await campaignAndSnapshot(event)
  const number = /^[1-9]\d{0,8}$/.test(event.params.id) ? Number(event.params.id) : undefined
  if (number === undefined) error(404)
  const page = pageOf(snapshot, number)
  if (page) return shownPage(snapshot, page, t)
  const now = await standsFor(house.db, campaign.id, { number })
  if (!now || now.number === number || !pageOf(snapshot, now.number)) error(404)
  redirect(308, `/${campaign.slug}/map/${now.number}`)
}
