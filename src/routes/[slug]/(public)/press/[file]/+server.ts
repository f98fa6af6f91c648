import { error } from '@sveltejs/kit'
import { campaignBySlug } from '#campaign/index.ts'
import { isUuid } from '#core/index.ts'
import { shownPressPicture } from '#press/index.ts'
import type { RequestHandler } from './$types'

const sizes = { jpg: 'print', webp: 'small' } as const

/** A picture of the press kit: ID.jpg for printing, ID.webp for the page. Asked for each time, so that one that was taken out is gone with the next request. */
export const GET: RequestHandler = async ({ locals: { house }, params, request }) => {
  const [id, ending] = params.file.split('.') as [string, keyof typeof sizes | undefined]
  const campaign = await campaignBySlug(house.db, params.slug)
  const bytes = campaign && isUuid(id) && ending && sizes[ending] ? await shownPressPicture(house, campaign, id, sizes[ending]) : undefined
  if (!bytes) error(404)
  const headers = { 'cache-control': 'public, no-cache', etag: `"${params.file}"`, 'content-security-policy': "default-src 'none'; sandbox" }
  if (request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  const kept: Record<string, string> = ending === 'jpg' ? { 'content-disposition': `attachment; filename="${params.slug}-${id.slice(-6)}.jpg"` } : {}
  return new Response(new Uint8Array(bytes), { headers: { ...headers, ...kept, 'content-type': ending === 'jpg' ? 'image/jpeg' : 'image/webp' } })
}
