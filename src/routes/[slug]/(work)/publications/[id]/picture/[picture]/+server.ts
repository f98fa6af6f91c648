import { isUuid, refuse } from '#core/index.ts'
import { readPicture } from '#publication/index.ts'
import { entered } from '../../../../entered.ts'
import type { RequestHandler } from './$types'

/** A picture of a publication, for the people of the campaign: it may not be public yet. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'publication.read')
  const picture = isUuid(params.picture) ? await readPicture(house, house.db, campaign.id, params.picture) : undefined
  if (!picture) throw refuse('not-found', 404, 'There is no such picture.')
  return new Response(new Uint8Array(picture.bytes), {
    headers: { 'content-type': picture.type, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}
