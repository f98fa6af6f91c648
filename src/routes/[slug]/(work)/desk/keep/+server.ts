import { json } from '@sveltejs/kit'
import { keepClaims } from '#desk/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** A sign of life of an open desk: what its person holds stays theirs. Answers with what that is. */
export const POST: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
  const kept = await keepClaims(house, campaign.id, actor)
  return json(Object.fromEntries(kept.map(({ statementId, until }) => [statementId, until])))
}
