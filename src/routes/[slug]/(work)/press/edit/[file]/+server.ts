import { isUuid, refuse } from '#core/index.ts'
import { readPressPicture } from '#press/index.ts'
import { entered } from '../../../entered.ts'
import type { RequestHandler } from './$types'

/** A picture of the press kit, small, for those who work on it: it may be under embargo. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { house, campaign } = await entered(locals, params.slug, 'press.edit')
  const bytes = isUuid(params.file) ? await readPressPicture(house, campaign.id, params.file, 'small') : undefined
  if (!bytes) throw refuse('not-found', 404, 'There is no such picture.')
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/webp', 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox" } })
}
