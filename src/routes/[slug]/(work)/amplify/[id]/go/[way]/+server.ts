import { error } from '@sveltejs/kit'
import { isWay, tapPost } from '#amplify/index.ts'
import { isRefusal, isUuid } from '#core/index.ts'
import { entered } from '../../../../entered.ts'
import type { RequestHandler } from './$types'

/** One tap: counted here, then led on to the network. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const purpose = `${request.headers.get('sec-purpose') ?? ''} ${request.headers.get('purpose') ?? ''}`
  // Only a person taps: what a browser fetches beforehand does not, nor does a page of somebody else's.
  if (request.method !== 'GET' || /prefetch|preview|prerender/i.test(purpose) || request.headers.get('sec-fetch-site') === 'cross-site') return new Response(null, { status: 405, headers: { 'cache-control': 'no-store' } })
  const { house, actor, campaign } = await entered(locals, params.slug, 'amplify.tap')
  if (!isUuid(params.id) || !isWay(params.way)) error(404)
  const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' }
  try {
    return new Response(null, { status: 303, headers: { ...headers, location: await tapPost(house, actor, campaign, params.id, params.way) } })
  } catch (reason) {
    if (!isRefusal(reason)) throw reason
    return new Response(null, { status: 303, headers: { ...headers, location: `/${campaign.slug}/amplify?said=${encodeURIComponent(reason.code)}` } })
  }
}
