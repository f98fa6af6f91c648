import { error, redirect } from '@sveltejs/kit'
import { tapTurn } from '#action/index.ts'
import { publicNetworks, turnOf } from '../../../../turn-of.ts'
import type { RequestHandler } from './$types'

/** Counts the tap and leads to the network with the text ready written. A link and no form: the page lets forms go nowhere but to us. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { campaign, turn, opens } = await turnOf(locals, params)
  const network = publicNetworks.find((one) => one === params.network)
  const address = network && opens(network)
  if (!address) error(404)
  await tapTurn(locals.house, campaign.id, turn.id)
  redirect(303, address)
}

/** What a browser sends by itself when the letter is opened (the attribute `ping`). */
export const POST: RequestHandler = async ({ locals, params }) => {
  const { campaign, turn } = await turnOf(locals, params)
  await tapTurn(locals.house, campaign.id, turn.id)
  return new Response(null, { status: 204 })
}
