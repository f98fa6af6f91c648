import { isUuid, refuse } from '#core/index.ts'
import { handedPicture } from '#coverage/index.ts'
import { entered } from '../../../../../entered.ts'
import type { RequestHandler } from './$types'

/** The picture for whoever has its entry in hand to post it: refused while the words may not leave either. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'coverage.work')
  if (!isUuid(params.id) || !isUuid(params.entry)) throw refuse('not-found', 404, 'There is no such picture.')
  const bytes = await handedPicture(house, actor, campaign, params.id, params.entry, params.network)
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/jpeg', 'content-disposition': `attachment; filename="${params.entry.slice(-6)}.jpg"`, 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" },
  })
}
