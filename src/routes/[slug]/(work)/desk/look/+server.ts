import { json } from '@sveltejs/kit'
import { look, lookAway } from '#desk/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** What an open desk shows, said by its page: a statement, the queue alone, or nothing any more. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.read')
  const said = (await request.json().catch(() => ({}))) as { page?: unknown; statement?: unknown; away?: unknown }
  const page = String(said.page ?? '')
  if (said.away === true) await lookAway(house, campaign.id, actor.person.id, page)
  else await look(house, campaign.id, actor, page, typeof said.statement === 'string' ? said.statement : null)
  return json({})
}
