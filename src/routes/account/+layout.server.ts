import { redirect } from '@sveltejs/kit'
import { campaignsOf } from '#campaign/index.ts'
import type { LayoutServerLoad } from './$types'

/** A person's own pages, whatever campaigns they work in. */
export const load: LayoutServerLoad = async ({ locals, url, cookies, setHeaders }) => {
  const { house, actor } = locals
  if (!actor) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`)
  // A secret that was shown once is not kept for whoever presses Back.
  setHeaders({ 'cache-control': 'private, no-store' })
  const campaigns = await campaignsOf(house.db, actor)
  const last = campaigns.find((one) => one.slug === cookies.get('clamor-campaign')) ?? campaigns[0]
  return { me: actor.person.name, email: actor.person.email, home: last ? `/${last.slug}/desk` : '/', demanded: actor.demands !== undefined }
}
