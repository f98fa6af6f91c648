import { redirect } from '@sveltejs/kit'
import { campaignsOf } from '#campaign/index.ts'
import type { RequestHandler } from './$types'

/** `/desk` leads to the campaign that was worked on last, else to the first one. */
export const GET: RequestHandler = async ({ locals, cookies }) => {
  const { house, actor } = locals
  if (!actor) redirect(303, '/sign-in?next=/desk')
  const campaigns = await campaignsOf(house.db, actor)
  const last = campaigns.find((one) => one.slug === cookies.get('clamor-campaign')) ?? campaigns[0]
  redirect(303, last ? `/${last.slug}/desk` : '/')
}
