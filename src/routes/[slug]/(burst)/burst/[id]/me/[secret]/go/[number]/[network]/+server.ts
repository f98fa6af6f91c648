import { error } from '@sveltejs/kit'
import { tap } from '#burst/index.ts'
import { isRefusal } from '#core/index.ts'
import { isNetwork } from '#variant/index.ts'
import { foundPledge } from '../../../../../found.ts'
import type { RequestHandler } from './$types'

/** One tap: counted here, then led on to the network with the text ready written. No network is asked for anything before. */
export const GET: RequestHandler = async (event) => {
  const { params, request } = event
  const purpose = `${request.headers.get('sec-purpose') ?? ''} ${request.headers.get('purpose') ?? ''}`
  // Only a person taps: what a browser fetches beforehand, or a program asks for the head of, does not.
  if (request.method !== 'GET' || /prefetch|preview|prerender/i.test(purpose)) return new Response(null, { status: 405, headers: { 'cache-control': 'no-store' } })
  const { house, campaign, burst, pledge, home } = await foundPledge(event)
  if (!/^\d{1,2}$/.test(params.number) || !isNetwork(params.network)) error(404)
  const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' }
  try {
    const address = await tap(house, campaign.id, burst.id, pledge.id, Number(params.number), params.network)
    return new Response(null, { status: 303, headers: { ...headers, location: address } })
  } catch (reason) {
    if (!isRefusal(reason)) throw reason
    return new Response(null, { status: 303, headers: { ...headers, location: `${home}?said=${encodeURIComponent(reason.code)}` } })
  }
}
