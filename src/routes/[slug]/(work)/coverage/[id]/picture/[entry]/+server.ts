import { isUuid, refuse } from '#core/index.ts'
import { boardPicture } from '#coverage/index.ts'
import { entered } from '../../../../entered.ts'
import type { RequestHandler } from './$types'

/** The picture of an entry, small, for those who work there: it may not leave yet. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, actor, campaign } = await entered(locals, params.slug, 'coverage.work')
  const bytes = isUuid(params.entry) ? await boardPicture(house, actor, campaign, params.entry) : undefined
  if (!bytes) throw refuse('not-found', 404, 'There is no such picture.')
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" } })
}
