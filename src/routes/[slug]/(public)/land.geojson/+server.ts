import { mapBounds } from '#publish/index.ts'
import { landFile } from '#publish/map/index.ts'
import { campaignAndSnapshot } from '../snapshot.ts'
import type { RequestHandler } from './$types'

/** The built-in base map around a campaign's incidents, from our own origin. */
export const GET: RequestHandler = async (event) => {
  const { snapshot } = await campaignAndSnapshot(event)
  const file = landFile(mapBounds(snapshot))
  const accepted = event.request.headers.get('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  const headers = {
    'content-type': 'application/geo+json', 'cache-control': 'public, max-age=86400', etag: file.etag, vary: 'accept-encoding',
    ...(encoding ? { 'content-encoding': encoding } : {}),
  }
  if (event.request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  const body = encoding === 'br' ? file.brotli : encoding === 'gzip' ? file.gzip : file.body
  return new Response(new Uint8Array(body), { headers })
}
