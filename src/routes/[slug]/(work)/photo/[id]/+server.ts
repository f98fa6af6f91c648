import { isUuid, refuse } from '#core/index.ts'
import { readPhoto } from '#post/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** The photo that came with a post: for who works at the desk, never for the public; each look is written down. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
  const photo = isUuid(params.id) ? await readPhoto(house, { campaignId: campaign.id, personId: actor.person.id, reason: 'desk' }, params.id) : undefined
  if (!photo) throw refuse('not-found', 404, 'There is no such photo.')
  return new Response(new Uint8Array(photo.bytes), {
    headers: { 'content-type': photo.type, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}
