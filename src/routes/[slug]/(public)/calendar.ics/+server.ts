import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { publicCalendar } from '#plan/index.ts'
import type { RequestHandler } from './$types'

/** Public moments, to subscribe to. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const campaign = await campaignBySlug(locals.house.db, params.slug)
  if (!campaign) error(404)
  return new Response(await publicCalendar(locals.house, campaign), { headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' } })
}
