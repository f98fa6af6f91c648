import { error } from '@sveltejs/kit'
import { isUuid } from '#core/index.ts'
import { shownPhoto } from '#post/index.ts'
import { campaignAndSnapshot } from '../../../../snapshot.ts'
import type { RequestHandler } from './$types'

/** A photo of a public incident. Asked for each time, so that one that was taken back is gone with the next request. */
export const GET: RequestHandler = async (event) => {
  const { house } = event.locals
  const { campaign, snapshot } = await campaignAndSnapshot(event)
  const { id, photo } = event.params
  const incident = snapshot.incidents.find((one) => String(one.number) === id)
  if (!isUuid(photo) || !incident?.photos.some((one) => one.id === photo)) error(404)
  const headers = { 'cache-control': 'public, no-cache', etag: `"${photo}"`, 'content-security-policy': "default-src 'none'; sandbox" }
  const found = await shownPhoto(house, campaign.id, photo)
  if (!found) error(404)
  if (event.request.headers.get('if-none-match') === headers.etag) return new Response(null, { status: 304, headers })
  return new Response(new Uint8Array(found.bytes), { headers: { ...headers, 'content-type': found.type } })
}
