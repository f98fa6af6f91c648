import { isUuid, refuse } from '#core/index.ts'
import { evidencePhoto } from '#incident/index.ts'
import { entered } from '../../entered.ts'
import type { RequestHandler } from './$types'

/** The photo of a piece of evidence: for who works at the desk, never for the public. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'statement.work')
  const photo = isUuid(params.id) ? await evidencePhoto(house, campaign.id, actor.person.id, params.id) : undefined
  if (!photo) throw refuse('not-found', 404, 'There is no such photo.')
  return new Response(new Uint8Array(photo.bytes), {
    headers: { 'content-type': photo.type, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}
