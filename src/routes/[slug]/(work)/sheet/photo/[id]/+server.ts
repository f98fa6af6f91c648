import { isUuid, refuse } from '#core/index.ts'
import { readSheetPhoto } from '#sheet/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

/** A photograph of a wall: for who types in; each look is written down. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'sheet.type')
  const photo = isUuid(params.id) ? await readSheetPhoto(house, { campaignId: campaign.id, personId: actor.person.id }, params.id) : undefined
  if (!photo) throw refuse('not-found', 404, 'There is no such photograph.')
  return new Response(new Uint8Array(photo.bytes), {
    headers: { 'content-type': photo.type, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}
