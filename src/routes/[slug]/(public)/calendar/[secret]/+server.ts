import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { privateCalendar } from '#plan/index.ts'
import type { RequestHandler } from './$types'

/** The whole plan, for whoever has the link. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const campaign = await campaignBySlug(locals.house.db, params.slug)
  const calendar = campaign && (await privateCalendar(locals.house, campaign, params.secret))
  if (!calendar) error(404)
  return new Response(calendar, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'private, no-store' } })
}
