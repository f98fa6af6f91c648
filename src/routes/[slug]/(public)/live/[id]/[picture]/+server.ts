import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { coverageById, publicPicture } from '#coverage/index.ts'
import type { RequestHandler } from './$types'

/** A picture of a public transcript. Asked for each time, so that one that was taken out, or is held back again, is gone with the next request. */
export const GET: RequestHandler = async ({ locals: { house }, params, request }) => {
  const campaign = await campaignBySlug(house.db, params.slug)
  const coverage = campaign && isUuid(params.id) ? await coverageById(house.db, campaign.id, params.id) : undefined
  const bytes = coverage && isUuid(params.picture) ? await publicPicture(house, campaign!, coverage, params.picture) : undefined
  if (!bytes) error(404)
  const headers = { 'cache-control': 'public, no-cache', etag: `"${params.picture}"`, 'content-security-policy': "default-src 'none'; sandbox" }
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': 'image/webp' } })
}
